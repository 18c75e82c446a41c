#pragma once
// Whether the facts of a ledger fit a changed schema: a field that holds values keeps a type that
// can hold them.
#include "state/snapshot.h"

namespace agglo {

/// The error is kValidationFailed with one kBadSchema detail per field whose values `next` could
/// not hold.
Result<void> check_facts_fit(Snapshot const& snapshot, Model const& next);

}  // namespace agglo
