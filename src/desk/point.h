#pragma once
// A point of the journal as people write it: a sequence, or an instant (RFC 3339).
#include "desk/desk.h"

namespace agglo {

/// The ledger at a point; now when the text is empty. Error: kBadPoint.
Result<SnapshotPtr> snapshot_of(Desk const& desk, std::string_view point);

}  // namespace agglo
