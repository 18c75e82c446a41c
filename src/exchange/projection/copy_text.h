#pragma once
// Rows in the text format of PostgreSQL's COPY (PostgreSQL 15, "COPY", File Formats, Text Format).
//
//   append_copy_line(lines, {int64_t{7}, "四会市", Value()});      // "7\t四会市\t\\N\n"
#include <string>
#include <vector>

#include "base/value.h"

namespace agglo {

void append_copy_line(std::string& lines, std::vector<Value> const& cells);

/// Extended WKB in hexadecimal, as PostGIS reads it, in EPSG:4490: the coordinate system stands in
/// the geometry's own head.
std::string hex_ewkb(Geometry const& geometry);

}  // namespace agglo
