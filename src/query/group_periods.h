#pragma once
// Periods: running totals over the periods of a key, and each period beside the same of the year
// before.
//
// Lines that differ only in the period are a series. Running totals fill in the periods that a
// series lacks between its first and its last, and add up in ascending order; the line without a
// period has none. Beside: the value a year earlier in the same series, the difference, and the
// growth (difference / value of the year before); nothing where there is none.
#include "query/group_fold.h"

namespace agglo {

/// Appends cells to the lines and columns to `columns`. Errors: kUnknownField, kWrongType (not a
/// part of a date, or not a sum or a count), with the path in the query; kTooLarge.
Result<void> add_periods(Query const& query, GroupPlan const& plan, std::vector<GroupLine>& lines,
                         std::vector<GroupTable::Column>& columns);

}  // namespace agglo
