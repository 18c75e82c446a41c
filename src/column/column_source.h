#pragma once
// ColumnSource: where a key, or a measured value, comes from: a column of the table at hand, or one
// reached from it by following references.
#include <memory>
#include <vector>

#include "column/table.h"

namespace agglo {

struct ColumnSource {
    struct Step {
        Table const* table;
        size_t column;
        /// By row of the table: whether a reference may be followed to it; nullptr: to all.
        std::shared_ptr<std::vector<uint8_t> const> readable = {};
    };
    /// References to follow, each a column of the table before; then the last step's column holds
    /// the value.
    std::vector<Step> steps;

    /// The value of a row of the first table, widened; false when it or a reference on the way is
    /// missing or not readable.
    bool read(size_t row, int64_t& value) const;
    bool direct() const { return steps.size() == 1; }
    /// The chunk of a direct source; nullptr: no value in this group.
    Chunk const* chunk(size_t group) const {
        return steps.front().table->chunk(group, steps.front().column);
    }
};

}  // namespace agglo
