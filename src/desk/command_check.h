#pragma once
// Checking a command against a snapshot: authority, versions, shapes, references, uniqueness.
// Nothing is changed.
#include "desk/command.h"
#include "state/snapshot.h"

namespace agglo {

/// The changes to append, with ids, versions and before values; empty when nothing would differ.
/// The error is kValidationFailed with a detail per wrong field ("/changes/0/fields/name"), or one
/// error of another kind (kVersionConflict, kNoSuchRecord, kForbidden …).
Result<std::vector<RecordChange>> check_command(Snapshot const& snapshot, Command const& command);

}  // namespace agglo
