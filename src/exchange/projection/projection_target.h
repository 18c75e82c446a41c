#pragma once
// ProjectionTarget: a database that a projection is kept in, for the tools of others; written from
// the ledger, never read back into it.
//
//   auto target = TRY(open_projection_target("/srv/gis/zone.gpkg", "agglo"));
//   auto state = TRY(target->state());
//   TRY(target->update(rows, changes, next_state));
//
// Each call is one transaction of the database, with the state in it: after a failure, a lost
// connection or a power cut the database is as the last call that succeeded left it.
#include <memory>

#include "exchange/projection/projection_rows.h"
#include "exchange/projection/projection_state.h"

namespace agglo {

/// Rows of one table to be brought up to date.
struct TableChange {
    size_t table = 0;
    bool whole = false;             ///< every row: the scope of unchanged records may have changed
    std::vector<RecordId> touched;  ///< ascending, each once; those no longer held are removed
};

class ProjectionTarget {
public:
    virtual ~ProjectionTarget() = default;

    /// Where it is, for people; never a password.
    virtual std::string const& name() const = 0;
    /// Nothing when there is no projection yet, or none that can be continued.
    virtual Result<std::optional<ProjectionState>> state() = 0;
    /// Makes everything anew; readers see the former until it is whole. Gives the rows written.
    virtual Result<size_t> rebuild(ProjectionRows const& rows, ProjectionState const& state) = 0;
    virtual Result<size_t> update(ProjectionRows const& rows,
                                  std::vector<TableChange> const& changes,
                                  ProjectionState const& state) = 0;
};

/// `where` is a path that ends in .gpkg, or a URI that begins with postgresql:// or postgres://;
/// `sql_schema` names the schema in PostgreSQL, which is the projection's alone. Errors:
/// kMalformed (neither of them), kFileExists (a file that is no projection), kStorageFailed
/// (cannot be reached, or another process projects into it), kToolFailed (no PostGIS).
Result<std::unique_ptr<ProjectionTarget>> open_projection_target(std::string const& where,
                                                                 std::string const& sql_schema);

/// The records to write for a change, one after another: those of `touched`, or of the whole
/// table, that the projection holds.
class HeldRows {
public:
    HeldRows(ProjectionRows const& rows, TableChange const& change)
        : rows_(&rows), change_(&change) {}
    /// Nothing at the end.
    std::optional<RecordId> next();

private:
    ProjectionRows const* rows_;
    TableChange const* change_;
    int64_t at_ = 0;  // ids or places in `touched` that have been looked at
};

}  // namespace agglo
