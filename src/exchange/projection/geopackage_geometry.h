#pragma once
// GeoPackageBinary: a geometry as a GeoPackage holds it (OGC 12-128r18 §2.1.3.1.1): a header with
// the coordinate system and, for areas, the envelope, then the WKB.
#include <string>

#include "geo/shape.h"

namespace agglo {

/// EPSG:4490, CGCS2000 degrees: what the ledger holds.
inline constexpr int kProjectionSrs = 4490;

/// The bytes of a canonical geometry, and its bounds.
struct GeoPackageBinary {
    std::string bytes;
    Box bounds;
};

/// Error: kBadGeometry.
Result<GeoPackageBinary> geopackage_binary(Geometry const& geometry);

}  // namespace agglo
