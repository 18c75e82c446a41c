#pragma once
// Snapshot: every record of the ledger at one point of the journal, as columns; immutable and
// shared by readers.
//
//   SnapshotPtr now = ledger.snapshot();
//   EntityView projects(*now, *now->model->entity_index("project"));
//   Value money = projects.value(row, *projects.entity().field_index("total_investment"));
#include <memory>
#include <vector>

#include "column/table.h"
#include "journal/journal.h"
#include "model/model.h"
#include "state/postings.h"

namespace agglo {

/// Columns every table has after those of its fields.
enum class SystemColumn : uint8_t {
    kLive,     ///< bool: not deleted
    kVersion,  ///< int64
    kCreated,  ///< int64: sequence of the entry that created the record
    kChanged,  ///< int64: sequence of the entry that changed it last
    kId,       ///< int64: row + 1, a column so that a filter or an order may ask for it
};
inline constexpr size_t kSystemColumns = 5;

struct EntityState {
    std::shared_ptr<Table const> table;
    /// By field index; for unique fields and the code field (key: hash of the text or value) and
    /// references (key: target id). Entries are never taken out: a reader checks the row it finds.
    std::vector<std::shared_ptr<Postings const>> postings;
    /// Sequences of the entries that touched a record; key: row.
    std::shared_ptr<Postings const> history;
};

struct Snapshot {
    std::shared_ptr<Model const> model;
    Checkpoint point;
    std::vector<EntityState> entities;  ///< by entity index of the model

    int64_t schema_version = 0;
    /// Sequence of the entry of each import batch: batch n's is at n - 1.
    std::shared_ptr<std::vector<Sequence> const> batches =
        std::make_shared<std::vector<Sequence> const>();
    size_t record_count = 0;  ///< live records of all entities
};

using SnapshotPtr = std::shared_ptr<Snapshot const>;

/// Adds import batches to a snapshot that is being made: copies the list once.
class BatchAppender {
public:
    /// Passes over what is not the next batch (0: no batch).
    void add(Snapshot& snapshot, int64_t batch, Sequence sequence);

private:
    std::shared_ptr<std::vector<Sequence>> own_;
};

/// The entry of an import batch, up to the snapshot's point. Error: kNoSuchBatch.
Result<Sequence> batch_sequence(Snapshot const& snapshot, int64_t batch);

/// One entity of a snapshot, read by row and field index.
class EntityView {
public:
    EntityView(Snapshot const& snapshot, size_t entity)
        : snapshot_(&snapshot),
          entity_(&snapshot.model->entities[entity]),
          index_(entity),
          table_(snapshot.entities[entity].table.get()) {}

    Entity const& entity() const { return *entity_; }
    size_t index() const { return index_; }
    Table const& table() const { return *table_; }
    Snapshot const& snapshot() const { return *snapshot_; }

    size_t rows() const { return table_->rows(); }
    size_t system(SystemColumn column) const {
        return entity_->fields.size() + static_cast<size_t>(column);
    }
    bool live(size_t row) const { return table_->wide(row, system(SystemColumn::kLive)) != 0; }
    int64_t version(size_t row) const { return table_->wide(row, system(SystemColumn::kVersion)); }
    Sequence created(size_t row) const {
        return static_cast<Sequence>(table_->wide(row, system(SystemColumn::kCreated)));
    }
    Sequence changed(size_t row) const {
        return static_cast<Sequence>(table_->wide(row, system(SystemColumn::kChanged)));
    }
    /// The row of a record, live or not; nothing when there is no such id.
    std::optional<size_t> row_of(RecordId id) const;
    /// The row of a live record.
    std::optional<size_t> live_row_of(RecordId id) const;

    Value value(size_t row, size_t field) const;
    /// Title, or code, or "#id".
    std::string label(size_t row) const;
    /// The code field's text; empty when there is none.
    std::string code(size_t row) const;
    /// Live rows whose field equals `value`, by posting; the field must be unique or the code
    /// field.
    std::vector<size_t> rows_equal(size_t field, Value const& value) const;
    /// Live rows whose reference `field` points at `target`, ascending.
    std::vector<size_t> rows_referring(size_t field, RecordId target) const;
    /// Sequences of the entries that touched the record, ascending.
    std::vector<Sequence> history(size_t row) const;

private:
    Snapshot const* snapshot_;
    Entity const* entity_;
    size_t index_;
    Table const* table_;
};

}  // namespace agglo
