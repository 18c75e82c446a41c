#pragma once
// A ledger with a small schema on a simulated disk, ready to be lived with.
#include "desk/desk.h"
#include "simulated_disk.h"
#include "state/image_series.h"

namespace agglo {

inline constexpr char const* kLivedLedger = "ledger/a.db";

/// The command that defines the schema; `label` is a word in it that a later definition changes.
Command defining_command();
/// The text of the definition with record id `kChangedDefinition` under another label.
inline constexpr RecordId kChangedDefinition = 3;
std::string definition_labelled(int64_t label);

/// A disk on which `defining_command` has been executed, and nothing else.
std::unique_ptr<SimulatedDisk> disk_with_ledger();

/// With its image beside it, on the same disk.
Result<std::unique_ptr<Desk>> open_desk_on(SimulatedDisk& disk);
ImageSeries images_on(SimulatedDisk& disk);

}  // namespace agglo
