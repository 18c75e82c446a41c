#pragma once
// check_erasure: the changes that an erasing command comes to.
//
// The record's fields become null in a change of their own, whose `before` is null too: who walks
// back finds nothing. Beside it stands a record of the entity "erasure" (journal/erasure.h) that
// names every entry in which the journal is to take the values out. No changes when there is
// nothing to erase.
#include "desk/command.h"
#include "journal/journal.h"
#include "state/snapshot.h"

namespace agglo {

/// Errors: kForbidden (not an administrator, or an entity of the system), kUnknownEntity,
/// kNoSuchRecord, kRequired (no field or no reason), kUnknownField, kChainBroken, kStorageFailed.
Result<std::vector<RecordChange>> check_erasure(Snapshot const& snapshot, Journal const& journal,
                                                Command const& command);

}  // namespace agglo
