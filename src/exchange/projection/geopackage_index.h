#pragma once
// The spatial index of a GeoPackage table (OGC 12-128r18 annex F.3): an R-tree by bounds, so that a
// map reads what it shows and no more.
//
//   TRY(make_spatial_index(database, table));
//   TRY(suspend_index_triggers(database, table));
//   …                       // rows and, with `IndexWriter`, their bounds
//   TRY(resume_index_triggers(database, table));
//
// Triggers keep the index true when another program writes. They call functions of that program
// (ST_MinX …) which SQLite alone has not: whoever writes here does without them, in one
// transaction. All do nothing for a table without a map column. Errors: kStorageFailed.
#include <optional>

#include "exchange/projection/projection_layout.h"
#include "geo/shape.h"
#include "sqlite/database.h"

namespace agglo {

/// The index, empty, and its line in gpkg_extensions.
Result<void> make_spatial_index(sqlite::Database& database, ProjectionTable const& table);
Result<void> suspend_index_triggers(sqlite::Database& database, ProjectionTable const& table);
Result<void> resume_index_triggers(sqlite::Database& database, ProjectionTable const& table);

/// "rtree_parcel_boundary"; the table must have a map column.
std::string index_name(ProjectionTable const& table);

class IndexWriter {
public:
    static Result<IndexWriter> prepare(sqlite::Database& database, ProjectionTable const& table);
    Result<void> write(RecordId id, Box const& bounds);

private:
    explicit IndexWriter(std::optional<sqlite::Statement> insert) : insert_(std::move(insert)) {}
    std::optional<sqlite::Statement> insert_;
};

}  // namespace agglo
