#pragma once
// Checking a command against a snapshot: authority, versions, shapes, references, uniqueness.
// Nothing is changed.
#include "desk/command.h"
#include "state/snapshot.h"

namespace agglo {

/// The changes to append, with ids, versions and before values; empty when nothing would differ.
/// The error is kValidationFailed with a detail per wrong field ("/changes/0/fields/name"), or one
/// error of another kind (kVersionConflict, kNoSuchRecord, kForbidden …). What is doubtful about
/// the changed records goes to `warnings`, with paths like those of errors.
Result<std::vector<RecordChange>> check_command(Snapshot const& snapshot, Command const& command,
                                                std::vector<Error>* warnings = nullptr);

}  // namespace agglo
