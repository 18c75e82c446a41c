#pragma once
// Conditions bound to columns: the lowering of `where` into the predicate tree.
#include "column/predicate.h"
#include "query/field_path.h"
#include "query/query.h"

namespace agglo {

/// Live rows of the viewer's scope that meet every condition and the text search. Errors with paths
/// "where/0/…": kUnknownField, kUnknownOperator, kWrongType, kNotInEnumeration, kNoSuchReference,
/// kTooLarge …
Result<Predicate> bind_filter(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                              Query const& query);

}  // namespace agglo
