#pragma once
// The tables of a GeoPackage (OGC 12-128r18, version 1.3) before its rows are in it: the standard's
// own, those of the layout, and what describes them: gpkg_contents, and the schema extension
// (annex F.9) with a label and a comment for every column and the labels of every enumeration's
// codes, which QGIS shows as aliases and value lists.
//
// A GeoPackage table has one geometry; a second one (a park's centre beside its boundary) is a text
// column of WKT. There is no decimal: DOUBLE holds whole fen exactly up to 9·10¹³ yuan.
#include "exchange/projection/projection_layout.h"
#include "sqlite/database.h"

namespace agglo {

/// In an empty database, within the caller's transaction. Error: kStorageFailed.
Result<void> make_geopackage(sqlite::Database& database, ProjectionLayout const& layout,
                             std::string const& finished_at);

/// Whether a column is of geometry and not the one the table shows on a map.
bool is_second_geometry(ProjectionTable const& table, size_t column);

}  // namespace agglo
