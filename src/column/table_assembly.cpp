#include "column/table_assembly.h"

namespace agglo {

TableAssembly::TableAssembly(std::vector<Storage> layout, size_t rows)
    : table_(std::make_shared<Table>(std::move(layout))) {
    table_->rows_ = rows;
    for (size_t group = 0; group * kChunkRows < rows; ++group) {
        auto made = std::make_shared<RowGroup>();
        made->chunks.resize(table_->columns());
        made->capacity = capacity_for(group, table_->group_rows(group));
        table_->groups_.push_back(made);
        groups_.push_back(std::move(made));
    }
}

Chunk& TableAssembly::make_chunk(size_t group, size_t column) {
    auto& chunk = groups_[group]->chunks[column];
    AGGLO_ASSERT(!chunk);
    chunk = std::make_shared<Chunk>(table_->storage(column), groups_[group]->capacity);
    return *chunk;
}

std::shared_ptr<Table const> TableAssembly::finish(size_t live_rows) {
    table_->live_rows_ = live_rows;
    return std::move(table_);
}

}  // namespace agglo
