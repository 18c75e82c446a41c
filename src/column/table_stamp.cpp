#include "column/table_stamp.h"

namespace agglo {

namespace {

/// By owner, not by address: memory is used again.
bool is_same(std::weak_ptr<Chunk const> const& then, std::shared_ptr<Chunk const> const& now) {
    return !then.owner_before(now) && !now.owner_before(then);
}

}  // namespace

TableStamp::TableStamp(Table const& table, std::vector<size_t> columns)
    : columns_(std::move(columns)) {
    chunks_.reserve(table.groups() * columns_.size());
    for (size_t group = 0; group < table.groups(); ++group) {
        rows_.push_back(table.group_rows(group));
        for (auto const column : columns_) chunks_.emplace_back(table.shared_chunk(group, column));
    }
}

bool TableStamp::holds(Table const& table, size_t group) const {
    if (group >= rows_.size() || group >= table.groups()) return false;
    if (rows_[group] != table.group_rows(group)) return false;
    auto const* then = &chunks_[group * columns_.size()];
    for (auto const column : columns_) {
        if (!is_same(*then++, table.shared_chunk(group, column))) return false;
    }
    return true;
}

bool TableStamp::holds(Table const& table) const {
    if (rows_.size() != table.groups()) return false;
    for (size_t group = 0; group < rows_.size(); ++group) {
        if (!holds(table, group)) return false;
    }
    return true;
}

size_t TableStamp::bytes() const {
    return sizeof *this + chunks_.size() * sizeof chunks_[0] + rows_.size() * sizeof rows_[0];
}

}  // namespace agglo
