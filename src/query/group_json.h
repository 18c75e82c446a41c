#pragma once
// A grouped answer as JSON, as docs/api.md describes it.
#include "query/query.h"
#include "query/record_json.h"

namespace agglo {

/// The array of rows.
void write_group_rows(JsonWriter& json, EntityAccess const& access, size_t entity,
                      GroupTable const& table);

}  // namespace agglo
