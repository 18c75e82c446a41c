#include "state/replay.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "state/batch_fold.h"
#include "state/batch_reader.h"
#include "state/fold.h"

namespace agglo {

namespace {

/// Entries undone at a time: bounds what is held in memory.
constexpr Sequence kUndoWindow = 512;

constexpr size_t kBatchCells = 200'000;  ///< and the rest of the entry that reaches it
constexpr size_t kBatches = 3;           ///< one being read, one waiting, one being folded

/// Batches handed from the thread that reads to the one that folds, and back to be filled again.
class BatchQueue {
public:
    explicit BatchQueue(std::vector<CellBatch*> free) : free_(free.begin(), free.end()) {}

    /// An empty batch; nullptr: nobody wants more.
    CellBatch* take_free() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !free_.empty(); });
        return pop(free_);
    }
    void give_read(CellBatch* batch) { push(read_, batch); }
    /// The next batch in order; nullptr: there are no more.
    CellBatch* take_read() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !read_.empty(); });
        return pop(read_);
    }
    void give_free(CellBatch* batch) {
        batch->clear();
        push(free_, batch);
    }

private:
    static CellBatch* pop(std::deque<CellBatch*>& from) {
        auto* const batch = from.front();
        from.pop_front();
        return batch;
    }
    void push(std::deque<CellBatch*>& to, CellBatch* batch) {
        {
            std::lock_guard const lock(mutex_);
            to.push_back(batch);
        }
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<CellBatch*> free_;
    std::deque<CellBatch*> read_;
};

/// Reads entries up to `to` into batches; the last one handed over is nullptr.
Result<void> read_batches(Journal const& journal, Sequence from, Sequence to, BatchReader& reader,
                          bool noted, BatchQueue& queue) {
    CellBatch* batch = queue.take_free();
    Result<void> refused;
    auto scanned = journal.scan(from, [&](EntryBytes const& bytes) {
        refused = reader.add(bytes, *batch, noted);
        if (!refused.ok()) return false;
        if (batch->cells >= kBatchCells) {
            queue.give_read(batch);
            batch = queue.take_free();
        }
        return bytes.sequence < to;
    });
    if (scanned.ok()) scanned = refused;
    if (scanned.ok()) queue.give_read(batch);
    queue.give_read(nullptr);
    return scanned;
}

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
    BatchReader reader(*from);
    BatchFold fold(from, reader.slots(), tail);
    if (to > from->point.sequence) {
        std::vector<CellBatch> batches(kBatches,
                                       CellBatch(reader.slots().size(), from->entities.size()));
        std::vector<CellBatch*> free;
        for (auto& batch : batches) free.push_back(&batch);
        BatchQueue queue(std::move(free));
        Result<void> read;
        std::thread reading([&] {
            Sequence const first = from->point.sequence + 1;
            read = read_batches(journal, first, to, reader, static_cast<bool>(see), queue);
        });
        for (CellBatch* batch = queue.take_read(); batch; batch = queue.take_read()) {
            fold.apply(*batch);
            if (see) tell(*batch, see);
            queue.give_free(batch);
        }
        reading.join();
        TRY(std::move(read));
    }
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
