#include "state/batch_fold.h"

#include <atomic>
#include <thread>

#include "state/cell.h"
#include "state/fold.h"
#include "state/posting_sort.h"

namespace agglo {

namespace {

constexpr unsigned kThreadsMax = 4;

bool is_text(CellWrite const& write) {
    return write.size < CellWrite::kClear;
}

std::string_view text_of(CellWrite const& write, std::string const& texts) {
    return std::string_view(texts).substr(static_cast<size_t>(write.number), write.size);
}

/// Keeps the chunk of the last row written: rows mostly come one after another.
class ColumnWriter {
public:
    ColumnWriter(TableWriter& writer, size_t column, size_t rows_before)
        : writer_(&writer), column_(column), rows_before_(rows_before) {}

    void set(size_t row, int64_t value) {
        bool const published = row < rows_before_;  // such rows are not written in place
        if (!chunk_ || row / kChunkRows != group_ || published != published_) {
            chunk_ = &writer_->chunk_for(row, column_);
            group_ = row / kChunkRows;
            published_ = published;
        }
        chunk_->set(row % kChunkRows, value);
    }
    void clear(size_t row) {
        writer_->clear(row, column_);
        chunk_ = nullptr;
    }

private:
    TableWriter* writer_;
    size_t column_;
    size_t rows_before_;
    Chunk* chunk_ = nullptr;
    size_t group_ = 0;
    bool published_ = false;
};

}  // namespace

BatchFold::BatchFold(SnapshotPtr base, ColumnSlots const& slots, TableWriter::Tail tail)
    : snapshot_(std::make_shared<Snapshot>(*base)),
      slots_(&slots),
      tail_(tail),
      work_(base->entities.size()) {
    for (size_t e = 0; e < work_.size(); ++e)
        work_[e].postings.resize(base->entities[e].postings.size());
}

void BatchFold::open(size_t entity) {
    auto& work = work_[entity];
    if (work.writer) return;
    auto& table = snapshot_->entities[entity].table;
    work.rows_before = table->rows();
    work.writer.emplace(table, tail_);
    table = work.writer->table();
}

bool BatchFold::touches(CellBatch const& batch, size_t entity) const {
    return !batch.touches[entity].empty();
}

void BatchFold::apply(CellBatch const& batch) {
    for (size_t e = 0; e < work_.size(); ++e) {
        if (!touches(batch, e)) continue;
        open(e);
        auto& work = work_[e];
        auto const& table = *work.writer->table();
        AGGLO_ASSERT(batch.appended[e] == 0 || batch.first_appended[e] == table.rows());
        work.writer->append_rows(batch.appended[e]);
        AGGLO_ASSERT(batch.rows_touched[e] <= table.rows());
        for (size_t c = 0; c < snapshot_->model->entities[e].fields.size(); ++c)
            write_column(e, c, batch);
        write_system_columns(e, batch.touches[e]);
        work.writer->add_live_rows(batch.live[e]);
        snapshot_->record_count += static_cast<size_t>(batch.live[e]);
    }
    if (batch.last == 0) return;  // no entry is at its end
    snapshot_->point = {batch.last, {}, batch.recorded_at};
    for (auto const& [number, sequence] : batch.imports) batches_.add(*snapshot_, number, sequence);
    snapshot_->schema_version = batch.schema_version;
}

void BatchFold::write_column(size_t entity, size_t column, CellBatch const& batch) {
    auto const& writes = batch.columns[slots_->of(entity, column)];
    if (writes.empty()) return;
    auto& work = work_[entity];
    Table const& table = *snapshot_->entities[entity].table;
    bool const coded = table.storage(column) == Storage::kCode32;
    if (coded) add_codes(table.dictionary(column), writes, batch.texts);
    ColumnWriter out(*work.writer, column, work.rows_before);
    auto code = codes_.begin();
    for (auto const& write : writes) {
        if (write.size == CellWrite::kClear)
            out.clear(write.row);
        else
            out.set(write.row, coded ? *code++ : write.number);
    }
    auto const& kind = snapshot_->model->entities[entity];
    if (is_indexed(kind, column)) add_postings(entity, column, writes, batch.texts);
}

void BatchFold::write_system_columns(size_t entity, std::vector<RowTouch> const& touches) {
    auto& work = work_[entity];
    size_t const fields = snapshot_->model->entities[entity].fields.size();
    auto const column = [&](SystemColumn system) {
        return ColumnWriter(*work.writer, fields + static_cast<size_t>(system), work.rows_before);
    };
    auto live = column(SystemColumn::kLive), version = column(SystemColumn::kVersion),
         created = column(SystemColumn::kCreated), changed = column(SystemColumn::kChanged),
         id = column(SystemColumn::kId);
    for (auto const& touch : touches) {
        auto const sequence = static_cast<int64_t>(touch.sequence);
        version.set(touch.row, touch.version);
        changed.set(touch.row, sequence);
        work.history.push_back({touch.row, touch.sequence});
        if (touch.kind == ChangeKind::kUpdate) continue;
        live.set(touch.row, touch.kind != ChangeKind::kDelete);
        if (touch.kind != ChangeKind::kCreate) continue;
        created.set(touch.row, sequence);
        id.set(touch.row, int64_t{touch.row} + 1);
    }
}

void BatchFold::add_codes(Dictionary& dictionary, std::vector<CellWrite> const& writes,
                          std::string const& texts) {
    texts_.clear();
    for (auto const& write : writes) {
        if (is_text(write)) texts_.push_back(text_of(write, texts));
    }
    codes_.resize(texts_.size());
    dictionary.add_all(texts_, codes_);
}

void BatchFold::add_postings(size_t entity, size_t field, std::vector<CellWrite> const& writes,
                             std::string const& texts) {
    auto& postings = work_[entity].postings[field];
    auto const& declared = snapshot_->model->entities[entity].fields[field];
    auto const& table = *snapshot_->entities[entity].table;
    for (auto const& write : writes) {
        if (write.size == CellWrite::kClear) continue;
        auto const key = is_text(write)
                             ? posting_key(declared, text_of(write, texts))
                             : posting_key(value_of_wide(table, field, declared, write.number));
        postings.push_back({key, write.row});
    }
}

/// Every index is sorted by itself.
void BatchFold::finish_indexes() {
    struct Task {
        std::shared_ptr<Postings const>* index;
        PostingList* added;
    };
    std::vector<Task> tasks;
    for (size_t e = 0; e < work_.size(); ++e) {
        auto& state = snapshot_->entities[e];
        auto& work = work_[e];
        if (!work.history.empty()) tasks.push_back({&state.history, &work.history});
        for (size_t f = 0; f < work.postings.size(); ++f) {
            if (!work.postings[f].empty()) tasks.push_back({&state.postings[f], &work.postings[f]});
        }
    }
    std::atomic<size_t> next{0};
    auto const sort = [&] {
        for (size_t i = next++; i < tasks.size(); i = next++) {
            auto added = sorted(*tasks[i].added);
            *tasks[i].added = {};
            *tasks[i].index = Postings::with(*tasks[i].index, std::move(added));
        }
    };
    std::vector<std::thread> others;
    auto const threads =
        std::min<size_t>({std::thread::hardware_concurrency(), kThreadsMax, tasks.size()});
    for (size_t i = 1; i < threads; ++i) others.emplace_back(sort);
    sort();
    for (auto& other : others) other.join();
}

SnapshotPtr BatchFold::finish(Checkpoint const& head) {
    AGGLO_ASSERT(snapshot_->point.sequence == head.sequence);
    finish_indexes();
    snapshot_->point = head;
    return std::move(snapshot_);
}

}  // namespace agglo
