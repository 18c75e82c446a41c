#pragma once
// RowsByGroup: the rows of every group, for what cannot be added up row by row: percentiles, the
// first records, sums of numbers that no column holds whole.
#include "column/group_index.h"

namespace agglo {

struct RowsByGroup {
    std::vector<GroupIndex::Keys> keys;       ///< by group, as they first appear
    std::vector<std::vector<uint32_t>> rows;  ///< by group, ascending
};

RowsByGroup rows_by_group(Table const& table, Predicate const& filter,
                          std::vector<GroupKey> const& keys);

}  // namespace agglo
