#pragma once
// BatchFold: batches of cells → the next Snapshot, column after column. Only replay folds so; the
// ledger's writer, who checks each command against the one before, uses LedgerFold.
//
//   BatchFold fold(base, slots);
//   fold.apply(batch);
//   SnapshotPtr next = fold.finish(head);
#include <optional>

#include "state/cell_batch.h"
#include "state/posting_list.h"

namespace agglo {

class BatchFold {
public:
    /// With kInPlace `base` must be the newest snapshot of its line.
    BatchFold(SnapshotPtr base, ColumnSlots const& slots,
              TableWriter::Tail tail = TableWriter::Tail::kInPlace);

    void apply(CellBatch const& batch);
    /// The snapshot at `head`, the checkpoint of the last entry applied. The fold must not be used
    /// any more.
    SnapshotPtr finish(Checkpoint const& head);

private:
    struct EntityWork {
        std::optional<TableWriter> writer;
        size_t rows_before = 0;
        std::vector<PostingList> postings;  // by field
        PostingList history;
    };

    bool touches(CellBatch const& batch, size_t entity) const;
    void open(size_t entity);
    void write_column(size_t entity, size_t column, CellBatch const& batch);
    void write_system_columns(size_t entity, std::vector<RowTouch> const& touches);
    void add_codes(Dictionary& dictionary, std::vector<CellWrite> const& writes,
                   std::string const& texts);
    void add_postings(size_t entity, size_t field, std::vector<CellWrite> const& writes,
                      std::string const& texts);
    void finish_indexes();

    std::shared_ptr<Snapshot> snapshot_;
    ColumnSlots const* slots_;
    TableWriter::Tail tail_;
    std::vector<EntityWork> work_;
    std::vector<std::string_view> texts_;  // of the column being written
    std::vector<uint32_t> codes_;
    BatchAppender batches_;
};

}  // namespace agglo
