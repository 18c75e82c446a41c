#pragma once
// Replay and as-of: snapshots made from the journal.
#include <functional>

#include "state/snapshot.h"

namespace agglo {

/// The snapshot at `to` made forward from nothing; `see` is shown every entry. Errors:
/// kStorageFailed, kChainBroken.
Result<SnapshotPtr> replay(Journal const& journal, std::shared_ptr<Model const> model, Sequence to,
                           std::function<void(Entry const&)> const& see = {});

/// The same on top of an earlier snapshot, which must be the newest of its line: an image.
Result<SnapshotPtr> replay_on(Journal const& journal, SnapshotPtr const& from, Sequence to,
                              std::function<void(Entry const&)> const& see = {});

/// The snapshot at `to`, made backward from a later one by `before` values. Equal to `replay`, its
/// slow twin.
Result<SnapshotPtr> step_back(Journal const& journal, SnapshotPtr const& from, Sequence to);

}  // namespace agglo
