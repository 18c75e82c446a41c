#pragma once
// RowSelection: the rows a filter is true for, found once and asked for many times.
#include "column/predicate.h"

namespace agglo {

/// Error: the outcome of `rows`.
Result<Predicate> select_once(Table const& table, Predicate const& rows);

}  // namespace agglo
