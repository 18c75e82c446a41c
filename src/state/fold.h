#pragma once
// Fold: journal entries in order → the next Snapshot. Also the way back: `undo` takes the newest
// entry off again by its `before` values.
//
//   LedgerFold fold(snapshot);
//   fold.apply(entry);
//   SnapshotPtr next = fold.finish(journal.head());
//
// Entries are trusted: the desk has checked them, or the journal has verified. Entities and fields
// the model does not know (any more) are passed over, and so are values that a field of another
// type than it once had cannot hold.
#include <optional>

#include "state/snapshot.h"

namespace agglo {

class LedgerFold {
public:
    /// kCopy is for as-of snapshots, which must not touch the tail that the ledger's own line of
    /// snapshots shares.
    explicit LedgerFold(SnapshotPtr base, TableWriter::Tail tail = TableWriter::Tail::kInPlace);

    void apply(Entry const& entry);
    /// Takes the newest entry off; kCopy only.
    void undo(Entry const& entry);

    /// The state so far with its indexes up to date, for checks on this thread.
    Snapshot const& working();
    /// The snapshot at `head`, the checkpoint of the last entry applied. The fold must not be used
    /// any more.
    SnapshotPtr finish(Checkpoint const& head);

private:
    struct EntityWork {
        std::optional<TableWriter> writer;
        std::vector<std::vector<Postings::Posting>> postings;  // by field, not yet in the snapshot
        std::vector<Postings::Posting> history;
    };

    TableWriter& writer_of(size_t entity);
    void apply_change(RecordChange const& change, Sequence sequence);
    void undo_change(RecordChange const& change);
    void set_field(size_t entity, size_t row, FieldChange const& change, Value const& value);
    void set_live(size_t entity, size_t row, bool live);
    void flush_postings();

    std::shared_ptr<Snapshot> snapshot_;
    TableWriter::Tail tail_;
    std::vector<EntityWork> work_;
    BatchAppender batches_;
};

/// The columns of an entity's table: its fields, then SystemColumn.
std::vector<Storage> table_layout(Entity const& entity);

/// A snapshot without records at sequence 0.
SnapshotPtr empty_snapshot(std::shared_ptr<Model const> model, Checkpoint genesis);

/// Whether postings are kept for a field: unique and code fields, title fields of text, and
/// references.
bool is_indexed(Entity const& entity, size_t field);

/// The field with this name, or that had it before.
std::optional<size_t> field_of(Entity const& entity, std::string_view name);

}  // namespace agglo
