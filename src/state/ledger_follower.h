#pragma once
// LedgerFollower: the ledger's present state beside another process that writes it.
//
//   auto journal = TRY(SqliteJournal::open_to_read("zhaoqing.db"));
//   auto follower = TRY(LedgerFollower::open(*journal));
//   TRY(follower.advance());                     // what has been appended meanwhile
//   use(follower.snapshot());
//
// Used by one thread; the snapshots it hands out may be used by any.
#include "state/snapshot.h"

namespace agglo {

class LedgerFollower {
public:
    /// Replays the journal, which must outlive the follower. Errors: kStorageFailed, kChainBroken.
    static Result<LedgerFollower> open(Journal const& journal);

    /// Folds what stands after the snapshot. When the definitions have changed the journal is
    /// replayed under the new ones. Errors as `open`; the snapshot then stays.
    Result<void> advance();

    SnapshotPtr const& snapshot() const { return snapshot_; }
    Journal const& journal() const { return *journal_; }

private:
    explicit LedgerFollower(Journal const& journal) : journal_(&journal) {}
    Result<void> replay_to(Sequence head);
    Result<void> fold_to(Sequence head);

    Journal const* journal_;
    SnapshotPtr snapshot_;
    Sequence schema_version_ = 0;
};

}  // namespace agglo
