#pragma once
// A projection in a schema of a PostgreSQL database with PostGIS, for Superset, Metabase and SQL.
//
// The schema is the projection's alone: a rebuild makes a new one beside it, hands on who may read
// what, and lets it take the place of the former, all in one transaction. What others have built
// upon the former (a view in a schema of their own) stops it, rather than being dropped with it.
#include "exchange/projection/projection_target.h"

namespace agglo {

/// Errors: kMalformed (not a URI), kStorageFailed (cannot be reached, or another process projects
/// into the schema), kToolFailed (no PostGIS, or the schema holds something else).
Result<std::unique_ptr<ProjectionTarget>> open_postgres_target(std::string const& uri,
                                                               std::string const& sql_schema);

}  // namespace agglo
