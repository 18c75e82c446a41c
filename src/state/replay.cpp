#include "state/replay.h"

#include "state/fold.h"

namespace agglo {

namespace {

/// Entries undone at a time: bounds what is held in memory.
constexpr Sequence kUndoWindow = 512;

ReplayedEntry told_of(Entry const& entry) {
    return {entry.sequence, entry.recorded_at,    entry.actor,
            entry.command,  entry.request_digest, entry.changes.size()};
}

}  // namespace

Result<SnapshotPtr> replay(Journal const& journal, std::shared_ptr<Model const> model, Sequence to,
                           SeeEntry const& see) {
    return replay_on(journal, empty_snapshot(std::move(model), {}), to, see);
}

Result<SnapshotPtr> replay_on(Journal const& journal, SnapshotPtr const& from, Sequence to,
                              SeeEntry const& see) {
    LedgerFold fold(from);
    if (to > from->point.sequence) {
        TRY(journal.read(from->point.sequence + 1, [&](StoredEntry const& stored) {
            fold.apply(stored.entry);
            if (see) see(told_of(stored.entry));
            return stored.entry.sequence < to;
        }));
    }
    return fold.finish(TRY(journal.checkpoint_at(to)));
}

Result<SnapshotPtr> step_back(Journal const& journal, SnapshotPtr const& from, Sequence to) {
    AGGLO_ASSERT(to <= from->point.sequence);
    LedgerFold fold(from, TableWriter::Tail::kCopy);
    Sequence at = from->point.sequence;
    while (at > to) {
        Sequence const first = at - to > kUndoWindow ? at - kUndoWindow + 1 : to + 1;
        std::vector<Entry> window;
        TRY(journal.read(first, [&](StoredEntry const& stored) {
            window.push_back(stored.entry);
            return stored.entry.sequence < at;
        }));
        for (auto entry = window.rbegin(); entry != window.rend(); ++entry) fold.undo(*entry);
        at = first - 1;
    }
    return fold.finish(TRY(journal.checkpoint_at(to)));
}

}  // namespace agglo
