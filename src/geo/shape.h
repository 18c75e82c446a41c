#pragma once
// Shape: a geometry taken apart, and the WKB that the journal and the columns hold.
//
//   Geometry parcel = polygon({{112.47, 23.05}, {112.48, 23.05}, {112.48, 23.06},
//   {112.47, 23.05}}); Shape shape = TRY(shape_of(parcel));       // bounded decoding: the bytes
//   may be anyone's Box box = bounds_of(shape); TRY(check_geometry(parcel));               // and
//   whether its rings make sense
//
// Degrees of EPSG:4490 (CGCS2000), longitude first. A Geometry made here is canonical: coordinates
// rounded to kDegreeDecimals (1.1 cm), rings closed, outer rings anticlockwise and inner ones
// clockwise (RFC 7946 §3.1.6). So what is written with that many decimals and read again is the
// same to the byte. WKB is ISO 13249-3 / OGC 06-103r4 §8.2, little endian, two dimensions, Point,
// Polygon and MultiPolygon.
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace agglo {

struct GeometryLimits {
    static constexpr size_t kVerticesMax = 100'000;
    static constexpr size_t kTextBytesMax = 8u << 20;  ///< of GeoJSON or WKT
    static constexpr size_t kDepthMax = 16;            ///< of brackets in GeoJSON
};
inline constexpr int kDegreeDecimals = 7;

struct Position {
    double lon = 0;
    double lat = 0;
    friend bool operator==(Position, Position) = default;
};
using Ring = std::vector<Position>;      ///< first and last position are equal
using PolygonRings = std::vector<Ring>;  ///< the outer ring, then holes

enum class ShapeKind : uint8_t { kPoint = 1, kPolygon = 3, kMultiPolygon = 6 };  // the codes of WKB

struct Shape {
    ShapeKind kind = ShapeKind::kPoint;
    Position position;                   ///< of a point
    std::vector<PolygonRings> polygons;  ///< one for a polygon
};

struct Box {
    double west = 0, south = 0, east = 0, north = 0;
};

Geometry point(double lon, double lat);
/// A polygon without holes; the ring is closed if it is not.
Geometry polygon(Ring ring);

/// The canonical bytes of a shape (see above), whether or not it is valid.
Geometry geometry_of(Shape shape);

/// Decodes; never reads or allocates more than the bytes carry. Error: kBadGeometry.
Result<Shape> shape_of(Geometry const& geometry);

Box bounds_of(Shape const& shape);

/// Decoding, ranges of degrees, closed rings of at least four positions, and validity by GEOS: no
/// ring crosses itself or another, holes lie inside. Error: kBadGeometry.
Result<void> check_geometry(Geometry const& geometry);

}  // namespace agglo
