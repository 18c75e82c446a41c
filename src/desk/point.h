#pragma once
// A point of the journal as people write it: a sequence, or an instant (RFC 3339).
#include "desk/desk.h"

namespace agglo {

/// The ledger at a point; now when the text is empty. Error: kBadPoint.
Result<SnapshotPtr> snapshot_of(Desk const& desk, std::string_view point);

/// The same as readers see it, with computed fields and roll-ups; `on` is what today() is.
Result<SnapshotPtr> shown_at(Desk const& desk, std::string_view point, Date on);

}  // namespace agglo
