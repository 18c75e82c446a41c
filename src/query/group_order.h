#pragma once
// The order of a grouped answer: by its outputs, missing values last whichever way.
#include "query/query.h"

namespace agglo {

struct OutputSort {
    size_t column;
    bool descending;
};

/// The asked order, then the keys ascending. Error: kUnknownField with path "sort/0".
Result<std::vector<OutputSort>> output_sort(Query const& query,
                                            std::vector<GroupTable::Column> const& columns);

/// Places of the rows in that order.
std::vector<size_t> ordered_rows(Snapshot const& snapshot, std::vector<OutputSort> const& order,
                                 GroupTable const& table);

}  // namespace agglo
