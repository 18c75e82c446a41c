#include "column/adopt_columns.h"

#include <algorithm>

namespace agglo {

std::shared_ptr<Table const> adopt_columns(Table const& table, Table const& from,
                                           std::span<size_t const> columns) {
    if (table.dictionaries_ != from.dictionaries_) return nullptr;
    auto made = std::make_shared<Table>(table);
    for (size_t g = 0; g < made->groups_.size(); ++g) {
        auto group = std::make_shared<RowGroup>(*made->groups_[g]);
        for (auto const column : columns) {
            auto& chunk = group->chunks[column];
            chunk = g < from.groups_.size() ? from.groups_[g]->chunks[column] : nullptr;
            // Scans read as many rows as the group has: a chunk from when it was smaller grows.
            if (chunk && chunk->capacity() < group->capacity) {
                auto const rows = std::min(from.group_rows(g), chunk->capacity());
                chunk = std::make_shared<Chunk>(*chunk, rows, group->capacity);
            }
        }
        made->groups_[g] = std::move(group);
    }
    return made;
}

}  // namespace agglo
