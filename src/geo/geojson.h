#pragma once
// GeoJSON (RFC 7946) geometries: Point, Polygon, MultiPolygon.
//
//   Geometry at = TRY(geometry_from_geojson(R"({"type":"Point","coordinates":[112.47,23.05]})"));
//   geojson_of(at);   // the same text
//
// Degrees of EPSG:4490; RFC 7946 says WGS 84, from which CGCS2000 differs by centimetres.
#include <string>
#include <string_view>

#include "geo/shape.h"

namespace agglo {

/// A canonical, checked geometry; heights are left out. Error: kBadGeometry.
Result<Geometry> geometry_from_geojson(std::string_view json);

/// Compact, coordinates with at most kDegreeDecimals decimals; "null" when the bytes are no
/// geometry.
std::string geojson_of(Geometry const& geometry);

}  // namespace agglo
