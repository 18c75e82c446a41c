#pragma once
// WKT (OGC 06-103r4 §7): the text form of a geometry in spreadsheet cells.
//
//   Geometry at = TRY(geometry_from_wkt("POINT (112.47 23.05)"));
//   wkt_of(at);   // "POINT (112.47 23.05)"
#include <string>
#include <string_view>

#include "geo/shape.h"

namespace agglo {

/// POINT, POLYGON and MULTIPOLYGON in two dimensions, case and spaces as they come. A canonical,
/// checked geometry. Error: kBadGeometry.
Result<Geometry> geometry_from_wkt(std::string_view text);

/// Coordinates with at most kDegreeDecimals decimals; empty when the bytes are no geometry.
std::string wkt_of(Geometry const& geometry);

}  // namespace agglo
