#pragma once
// RowLists: the rows of one column by the code of their text, as they were in one version of a
// table. A later or earlier version shares most of its chunks: for the groups it does not share
// the reader looks at the rows themselves.
//
//   auto const lists = RowLists::of(table, name);
//   for (size_t i = lists->begin(code); i < lists->end(code); ++i) use(lists->row(i));
#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "column/stepped_numbers.h"
#include "column/table.h"

namespace agglo {

class RowLists {
public:
    /// When more groups are not covered, new lists are due:
    static constexpr size_t kCoveredAtLeast = 16;  ///< one group in so many may be missing …
    static constexpr size_t kMissingMin = 8;       ///< … and these in any case
    /// Neighbouring codes of which the least row is known.
    static constexpr uint32_t kCodeBlock = 1024;

    static std::shared_ptr<RowLists const> of(Table const& table, size_t column);

    // The rows of a code: row(begin(code)) … row(end(code) - 1), ascending; none for codes that
    // came later.
    size_t begin(uint32_t code) const { return begin_of(code); }
    size_t end(uint32_t code) const { return begin_of(code + 1); }
    uint32_t row(size_t place) const { return rows_.at(place); }
    /// Of the codes from block × kCodeBlock on; no row of theirs is less.
    uint32_t least_row(size_t block) const { return block < least_.size() ? least_[block] : 0; }

    /// Whether a group of a version of the table has the rows the lists know.
    bool covers(Table const& table, size_t group) const;
    bool outdated(Table const& table) const;
    size_t bytes() const;

private:
    size_t begin_of(uint32_t code) const {
        return begins_.at(std::min<size_t>(code, begins_.size() - 1));
    }
    void note_least(std::span<uint32_t const> begins, std::span<uint32_t const> rows);

    size_t column_ = 0;
    SteppedNumbers begins_;  // by code: where its rows begin; one more at the end
    SteppedNumbers rows_;
    std::vector<uint32_t> least_;  // by block of codes
    /// By group, held so that no other chunk comes to lie at the same address.
    std::vector<std::shared_ptr<Chunk const>> chunks_;
    std::vector<size_t> group_rows_;
};

}  // namespace agglo
