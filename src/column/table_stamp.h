#pragma once
// TableStamp: by what is told that columns of a later version of a table hold what they held: their
// chunks are the same ones. Published rows of a chunk never change, and a chunk that is gone is not
// taken for another that came to lie at its place.
//
//   TableStamp const then(*before, columns);
//   then.holds(*now, 7);          // rows 7 * kChunkRows and on are the same in these columns
//
// Of a table of another layout nothing may be asked.
#include "column/table.h"

namespace agglo {

class TableStamp {
public:
    TableStamp() = default;
    TableStamp(Table const& table, std::vector<size_t> columns);

    size_t groups() const { return rows_.size(); }
    /// One group of rows; false when either table lacks it.
    bool holds(Table const& table, size_t group) const;
    /// All of them, and no more rows.
    bool holds(Table const& table) const;
    size_t bytes() const;

private:
    std::vector<size_t> columns_;
    std::vector<std::weak_ptr<Chunk const>> chunks_;  ///< by group and column
    std::vector<size_t> rows_;                        ///< by group
};

}  // namespace agglo
