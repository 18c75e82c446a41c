#pragma once
// Small pieces of JSON that several endpoints share.
#include "base/json_writer.h"
#include "state/snapshot.h"

namespace agglo {

/// {"zh":…,"en":…}
void write_labels(JsonWriter& json, Labels const& labels);

/// {"id":…,"label":…,"code":…} of the region with this code; only the code when there is none.
void write_region(JsonWriter& json, Snapshot const& snapshot, std::string const& code);

/// "as_of" and "on", which every read answers with.
void write_points(JsonWriter& json, Snapshot const& snapshot, Date on);

}  // namespace agglo
