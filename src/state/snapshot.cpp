#include "state/snapshot.h"

#include <algorithm>

#include "model/fact.h"
#include "state/cell.h"

namespace agglo {

void BatchAppender::add(Snapshot& snapshot, int64_t batch, Sequence sequence) {
    if (batch != static_cast<int64_t>(snapshot.batches->size()) + 1) return;
    if (!own_) {
        own_ = std::make_shared<std::vector<Sequence>>(*snapshot.batches);
        snapshot.batches = own_;
    }
    own_->push_back(sequence);
}

Result<Sequence> batch_sequence(Snapshot const& snapshot, int64_t batch) {
    auto const& batches = *snapshot.batches;
    bool const known = batch >= 1 && static_cast<size_t>(batch) <= batches.size();
    if (known && batches[static_cast<size_t>(batch) - 1] <= snapshot.point.sequence)
        return batches[static_cast<size_t>(batch) - 1];
    return Error(ErrorCode::kNoSuchBatch, {std::to_string(batch)});
}

std::optional<size_t> EntityView::row_of(RecordId id) const {
    if (id < 1 || static_cast<size_t>(id) > table_->rows()) return std::nullopt;
    return static_cast<size_t>(id) - 1;
}

std::optional<size_t> EntityView::live_row_of(RecordId id) const {
    auto const row = row_of(id);
    return row && live(*row) ? row : std::nullopt;
}

Value EntityView::value(size_t row, size_t field) const {
    return read_cell(*table_, row, field, entity_->fields[field]);
}

std::string EntityView::code(size_t row) const {
    if (!entity_->code_field || !table_->has(row, *entity_->code_field)) return {};
    auto const value = this->value(row, *entity_->code_field);
    if (auto const* text = value.get<std::string>()) return *text;
    return {};
}

std::string EntityView::label(size_t row) const {
    if (entity_->title_field && table_->has(row, *entity_->title_field)) {
        Field const& field = entity_->fields[*entity_->title_field];
        auto const title = value(row, *entity_->title_field);
        auto const* reference = title.get<Reference>();
        if (!reference) return fact_to_text(*snapshot_->model, field, title, true);
        EntityView const target(*snapshot_, *field.target);
        auto const target_row = target.row_of(reference->id);
        // A title that refers to its own kind could go in circles: name the record by code then.
        if (target_row && target.index() != index_) return target.label(*target_row);
    }
    auto const by_code = code(row);
    return by_code.empty() ? "#" + std::to_string(row + 1) : by_code;
}

std::vector<size_t> EntityView::rows_equal(size_t field, Value const& wanted) const {
    std::vector<size_t> rows;
    auto const& postings = snapshot_->entities[index_].postings[field];
    if (!postings) return rows;
    postings->for_each(posting_key(wanted), [&](uint64_t row) {
        if (row < table_->rows() && live(row) && value(row, field) == wanted) rows.push_back(row);
    });
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

std::vector<size_t> EntityView::rows_referring(size_t field, RecordId target) const {
    return rows_equal(field, Reference{target});
}

std::vector<Sequence> EntityView::history(size_t row) const {
    std::vector<Sequence> sequences;
    auto const& postings = snapshot_->entities[index_].history;
    if (!postings) return sequences;
    postings->for_each(row, [&](uint64_t sequence) {
        if (sequence <= snapshot_->point.sequence) sequences.push_back(sequence);
    });
    std::sort(sequences.begin(), sequences.end());
    // A past point made forward from one that was made backward has its latest entries twice.
    sequences.erase(std::unique(sequences.begin(), sequences.end()), sequences.end());
    return sequences;
}

}  // namespace agglo
