#pragma once
// The statements that make a projection's tables, comments and views in PostgreSQL. Names are
// found by search_path, so one text serves whatever the schema is called.
#include "exchange/projection/projection_layout.h"

namespace agglo {

/// CREATE TABLE for the entities' tables and the two of the projection's own.
std::string create_tables_sql(ProjectionLayout const& layout);
/// Primary keys, views and comments: after the rows are in.
std::string finish_tables_sql(ProjectionLayout const& layout);

}  // namespace agglo
