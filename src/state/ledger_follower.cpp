#include "state/ledger_follower.h"

#include "state/bootstrap.h"
#include "state/fold.h"
#include "state/replay.h"

namespace agglo {

Result<LedgerFollower> LedgerFollower::open(Journal const& journal) {
    LedgerFollower follower(journal);
    TRY(follower.replay_to(journal.head().sequence));
    return follower;
}

Result<void> LedgerFollower::advance() {
    auto const head = journal_->head().sequence;
    if (head <= snapshot_->point.sequence) return {};
    bool const same_schema = TRY(schema_version_at(*journal_, head)) == schema_version_;
    return same_schema ? fold_to(head) : replay_to(head);
}

Result<void> LedgerFollower::replay_to(Sequence head) {
    auto const definitions = TRY(definitions_at(*journal_, head));
    auto model = TRY(model_of(definitions));
    auto snapshot = TRY(replay(*journal_, std::move(model), head));
    schema_version_ = TRY(schema_version_at(*journal_, head));
    snapshot_ = std::move(snapshot);
    return {};
}

Result<void> LedgerFollower::fold_to(Sequence head) {
    // A copied tail: should reading fail half way, nothing has been written into the snapshot's.
    LedgerFold fold(snapshot_, TableWriter::Tail::kCopy);
    TRY(journal_->read(snapshot_->point.sequence + 1, [&](StoredEntry const& stored) {
        fold.apply(stored.entry);
        return stored.entry.sequence < head;
    }));
    snapshot_ = fold.finish(TRY(journal_->checkpoint_at(head)));
    return {};
}

}  // namespace agglo
