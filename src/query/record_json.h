#pragma once
// Records and values as JSON, as docs/api.md describes them; hidden fields are left out.
#include "base/json_writer.h"
#include "query/access.h"

namespace agglo {

/// `{"id":…,"version":…,"label":…,"code":…,"fields":{…}}`. `fields` empty: all the viewer may see.
void write_record(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                  size_t entity, size_t row, std::vector<size_t> const& fields = {});

/// `{"id":…,"label":…,"code":…` without the closing bracket: what names a record.
void write_record_head(JsonWriter& json, EntityView const& view, EntityAccess const& access,
                       size_t row);

/// A value without its field: references as ids.
void write_plain_value(JsonWriter& json, Value const& value);

/// One value of a field: decimals as exact numbers, references with label and code, geometry as
/// GeoJSON. A reference to a record that the viewer of `access` (rights on any entity) may not see
/// is its id alone.
void write_value(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                 Field const& field, Value const& value);
/// The same for a viewer who may see everything.
void write_value(JsonWriter& json, Snapshot const& snapshot, Field const& field,
                 Value const& value);

}  // namespace agglo
