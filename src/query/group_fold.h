#pragma once
// Folding: the groups of a plan and what their measures come to.
#include "query/group_parts.h"
#include "query/group_plan.h"

namespace agglo {

/// A row of the answer: key numbers (nothing: missing) and the cells after them.
struct GroupLine {
    std::vector<std::optional<int64_t>> keys;
    std::vector<GroupValue> cells;
};

/// With `parts`, what they hold already is not looked at again. Errors: kTooLarge, kOutOfRange,
/// kFeelOutOfRange.
Result<std::vector<GroupLine>> fold_groups(Snapshot const& snapshot, GroupPlan const& plan,
                                           GroupParts* parts = nullptr);

/// A number that was reckoned beyond what a column holds.
GroupValue long_number(std::optional<Decimal128> number);
/// Nothing when the cell holds no number.
std::optional<Decimal128> number_of_cell(GroupValue const& cell);

}  // namespace agglo
