#include "geo/shape.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/wkb.h"

namespace agglo {

namespace {

// An integer over a power of ten is the double nearest to that decimal, so text and bytes agree.
double rounded_degrees(double degrees) {
    static double const kUnits = std::pow(10.0, kDegreeDecimals);
    auto const rounded = std::round(degrees * kUnits) / kUnits;
    return rounded == 0 ? 0.0 : rounded;  // no negative zero
}

Position rounded(Position position) {
    return {rounded_degrees(position.lon), rounded_degrees(position.lat)};
}

/// Twice the signed area in square degrees: positive when anticlockwise.
double turning(Ring const& ring) {
    double sum = 0;
    for (size_t i = 1; i < ring.size(); ++i) {
        auto const a = Position{ring[i - 1].lon - ring[0].lon, ring[i - 1].lat - ring[0].lat};
        auto const b = Position{ring[i].lon - ring[0].lon, ring[i].lat - ring[0].lat};
        sum += a.lon * b.lat - b.lon * a.lat;
    }
    return sum;
}

void make_canonical(Ring& ring, bool outer) {
    for (auto& position : ring) position = rounded(position);
    if (ring.empty()) return;
    if (ring.front() != ring.back()) {
        auto const first = ring.front();
        ring.push_back(first);
    }
    auto const twice_area = turning(ring);
    if (outer ? twice_area < 0 : twice_area > 0) std::reverse(ring.begin(), ring.end());
}

void stretch(Box& box, Position position) {
    box.west = std::min(box.west, position.lon);
    box.east = std::max(box.east, position.lon);
    box.south = std::min(box.south, position.lat);
    box.north = std::max(box.north, position.lat);
}

}  // namespace

Geometry point(double lon, double lat) {
    return geometry_of({ShapeKind::kPoint, {lon, lat}, {}});
}

Geometry polygon(Ring ring) {
    return geometry_of({ShapeKind::kPolygon, {}, {{std::move(ring)}}});
}

Geometry geometry_of(Shape shape) {
    shape.position = rounded(shape.position);
    for (auto& rings : shape.polygons) {
        for (size_t i = 0; i < rings.size(); ++i) make_canonical(rings[i], i == 0);
    }
    Geometry geometry;
    append_wkb(geometry.wkb, shape);
    return geometry;
}

Result<Shape> shape_of(Geometry const& geometry) {
    return WkbReader(geometry.wkb).read();
}

Box bounds_of(Shape const& shape) {
    auto const p = shape.position;
    if (shape.kind == ShapeKind::kPoint) return {p.lon, p.lat, p.lon, p.lat};
    constexpr double kFar = std::numeric_limits<double>::infinity();
    Box box{kFar, kFar, -kFar, -kFar};
    for (auto const& rings : shape.polygons) {
        if (rings.empty()) continue;
        for (auto const position : rings.front()) stretch(box, position);
    }
    return box;
}

}  // namespace agglo
