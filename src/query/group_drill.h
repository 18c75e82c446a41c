#pragma once
// Drill: how to ask for the records behind a row of a grouped answer, and behind a cell of it.
//
// Keys of fields become conditions (a period: between its days; a missing key: null), keys of FEEL
// and the conditions of measures join the filter:
//
//   {"where": [["region","eq",{"id":2}]], "filter": "(total > 100) = true"}
#include "query/group_fold.h"

namespace agglo {

/// Errors: kTooLarge when conditions or the filter grow beyond their limits; kWrongType for keys
/// of geometry, with path "group/0".
Result<GroupTable::RowDrill> drill_of_row(Query const& query, GroupPlan const& plan,
                                          GroupLine const& line);

}  // namespace agglo
