#pragma once
// Cells: what a measure comes to for one group.
#include "query/group_plan.h"

namespace agglo {

/// Of a group that no row of the measure falls into.
GroupValue empty_cell(Measure const& measure);
/// Of what was added up by column. Error: kOutOfRange.
Result<GroupValue> folded_cell(BoundMeasure const& bound, GroupCell const& cell);
/// Of the rows of the group, ascending. Error: kFeelOutOfRange.
Result<GroupValue> listed_cell(BoundMeasure const& bound, std::span<uint32_t const> rows);

}  // namespace agglo
