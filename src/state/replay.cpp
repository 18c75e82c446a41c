#include "state/replay.h"

#include "state/batch_feed.h"
#include "state/batch_fold.h"
#include "state/fold.h"

namespace agglo {

namespace {

/// Entries undone at a time: bounds what is held in memory.
constexpr Sequence kUndoWindow = 512;

void tell(CellBatch const& batch, SeeEntry const& see) {
    for (auto const& note : batch.notes) {
        std::string_view rest = std::string_view(batch.texts).substr(note.texts);
        auto const next = [&](size_t size) {
            auto const text = rest.substr(0, size);
            rest.remove_prefix(size);
            return text;
        };
        auto const actor = next(note.actor_size);
        auto const command = next(note.command_size);
        see({note.sequence, note.recorded_at, actor, command, next(note.digest_size),
             note.changes});
    }
}

Result<SnapshotPtr> fold_batches(Journal const& journal, SnapshotPtr const& from, Sequence to,
                                 SeeEntry const& see, TableWriter::Tail tail) {
    auto const head = TRY(journal.checkpoint_at(to));
    ColumnSlots const slots(*from->model);
    BatchFold fold(from, slots, tail);
    BatchFeed feed(journal, *from, to, static_cast<bool>(see));
    TRY(feed.each([&](CellBatch const& batch) {
        fold.apply(batch);
        if (see) tell(batch, see);
    }));
    return fold.finish(head);
}

}  // namespace

Result<SnapshotPtr> replay(Journal const& journal, std::shared_ptr<Model const> model, Sequence to,
                           SeeEntry const& see) {
    return replay_on(journal, empty_snapshot(std::move(model), {}), to, see);
}

Result<SnapshotPtr> replay_on(Journal const& journal, SnapshotPtr const& from, Sequence to,
                              SeeEntry const& see) {
    return fold_batches(journal, from, to, see, TableWriter::Tail::kInPlace);
}

Result<SnapshotPtr> replay_beside(Journal const& journal, SnapshotPtr const& from, Sequence to) {
    return fold_batches(journal, from, to, {}, TableWriter::Tail::kCopy);
}

Result<SnapshotPtr> replay_slowly(Journal const& journal, SnapshotPtr const& from, Sequence to) {
    LedgerFold fold(from);
    if (to > from->point.sequence) {
        TRY(journal.read(from->point.sequence + 1, [&](StoredEntry const& stored) {
            fold.apply(stored.entry);
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
