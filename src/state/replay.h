#pragma once
// Replay and as-of: snapshots made from the journal.
#include <functional>

#include "state/snapshot.h"

namespace agglo {

/// What replay tells of an entry beside its records; valid during the call only.
struct ReplayedEntry {
    Sequence sequence = 0;
    Instant recorded_at;
    std::string_view actor;
    std::string_view command;
    std::string_view request_digest;
    size_t changes = 0;
};

using SeeEntry = std::function<void(ReplayedEntry const&)>;

/// The snapshot at `to` made forward from nothing; `see` is shown every entry. Errors:
/// kStorageFailed, kChainBroken.
Result<SnapshotPtr> replay(Journal const& journal, std::shared_ptr<Model const> model, Sequence to,
                           SeeEntry const& see = {});

/// The same on top of an earlier snapshot, which must be the newest of its line: an image.
Result<SnapshotPtr> replay_on(Journal const& journal, SnapshotPtr const& from, Sequence to,
                              SeeEntry const& see = {});

/// `replay_on` a snapshot of any line, of which nothing is written in place: a point kept.
Result<SnapshotPtr> replay_beside(Journal const& journal, SnapshotPtr const& from, Sequence to);

/// `replay_on` by decoding and applying one entry after another: its slow twin, for tests.
Result<SnapshotPtr> replay_slowly(Journal const& journal, SnapshotPtr const& from, Sequence to);

/// The snapshot at `to`, made backward from a later one by `before` values. Equal to `replay`, its
/// slow twin.
Result<SnapshotPtr> step_back(Journal const& journal, SnapshotPtr const& from, Sequence to);

}  // namespace agglo
