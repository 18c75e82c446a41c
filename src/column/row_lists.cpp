#include "column/row_lists.h"

#include <algorithm>

namespace agglo {

namespace {

template <class Visit>
void for_each_code(Table const& table, size_t column, Visit visit) {
    for (size_t group = 0; group < table.groups(); ++group) {
        Chunk const* const chunk = table.chunk(group, column);
        for (size_t row = 0; chunk && row < table.group_rows(group); ++row) {
            if (chunk->has(row))
                visit(chunk->values<uint32_t>()[row],
                      static_cast<uint32_t>(group * kChunkRows + row));
        }
    }
}

}  // namespace

std::shared_ptr<RowLists const> RowLists::of(Table const& table, size_t column) {
    auto lists = std::make_shared<RowLists>();
    lists->column_ = column;
    // Counted one place up, then added up.
    std::vector<uint32_t> begins(size_t{table.dictionary(column).size()} + 1);
    for_each_code(table, column, [&](uint32_t code, uint32_t) { ++begins[size_t{code} + 1]; });
    for (size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
    std::vector<uint32_t> rows(begins.back());
    std::vector<uint32_t> next(begins.begin(), begins.end() - 1);
    for_each_code(table, column, [&](uint32_t code, uint32_t row) { rows[next[code]++] = row; });
    lists->begins_ = SteppedNumbers(begins);
    lists->rows_ = SteppedNumbers(rows);
    lists->note_least(begins, rows);
    for (size_t group = 0; group < table.groups(); ++group) {
        lists->chunks_.push_back(table.shared_chunk(group, column));
        lists->group_rows_.push_back(table.group_rows(group));
    }
    return lists;
}

void RowLists::note_least(std::span<uint32_t const> begins, std::span<uint32_t const> rows) {
    for (size_t first = 0; first + 1 < begins.size(); first += kCodeBlock) {
        size_t const end = std::min(first + kCodeBlock, begins.size() - 1);
        uint32_t least = UINT32_MAX;
        for (uint32_t const row : rows.subspan(begins[first], begins[end] - begins[first]))
            least = std::min(least, row);
        least_.push_back(least);
    }
}

bool RowLists::covers(Table const& table, size_t group) const {
    return group < chunks_.size() && chunks_[group].get() == table.chunk(group, column_) &&
           group_rows_[group] == table.group_rows(group);
}

bool RowLists::outdated(Table const& table) const {
    size_t missing = 0;
    for (size_t group = 0; group < table.groups(); ++group) missing += !covers(table, group);
    return missing > std::max(kMissingMin, table.groups() / kCoveredAtLeast);
}

size_t RowLists::bytes() const {
    return begins_.bytes() + rows_.bytes() + least_.capacity() * sizeof(uint32_t) +
           chunks_.capacity() * sizeof chunks_[0] + group_rows_.capacity() * sizeof group_rows_[0];
}

}  // namespace agglo
