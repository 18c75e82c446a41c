#pragma once
// RowLists: the rows of one column by the code of their text, as they were in one version of a
// table. A later or earlier version shares most of its chunks: for the groups it does not share
// the reader looks at the rows themselves.
//
//   auto const lists = RowLists::of(table, name);
//   for (uint32_t row : lists->rows(code)) if (lists->covers(later, row / kChunkRows)) …
#include <memory>
#include <span>
#include <vector>

#include "column/table.h"

namespace agglo {

class RowLists {
public:
    /// When more groups are not covered, new lists are due:
    static constexpr size_t kCoveredAtLeast = 16;  ///< one group in so many may be missing …
    static constexpr size_t kMissingMin = 8;       ///< … and these in any case

    static std::shared_ptr<RowLists const> of(Table const& table, size_t column);

    /// Ascending; empty for codes that came later.
    std::span<uint32_t const> rows(uint32_t code) const;
    /// Whether a group of a version of the table has the rows the lists know.
    bool covers(Table const& table, size_t group) const;
    bool outdated(Table const& table) const;
    size_t bytes() const { return (begins_.capacity() + rows_.capacity()) * sizeof(uint32_t); }

private:
    size_t column_ = 0;
    std::vector<uint32_t> begins_;  // by code: where its rows begin; one more at the end
    std::vector<uint32_t> rows_;
    /// By group, held so that no other chunk comes to lie at the same address.
    std::vector<std::shared_ptr<Chunk const>> chunks_;
    std::vector<size_t> group_rows_;
};

}  // namespace agglo
