#pragma once
// FEEL filter: the rows for which a FEEL text is true, as a predicate among the others.
#include "column/predicate.h"
#include "query/record_expression.h"

namespace agglo {

/// Errors: those of RecordExpression::parse; kFeelNotBoolean for a text that cannot be true.
Result<Predicate> feel_filter(std::shared_ptr<EntityAccess const> access, size_t entity,
                              std::string_view text, Date on);

/// One row at a time: the slow twin.
std::shared_ptr<RowTest const> row_by_row(RecordExpression expression, Date on);

}  // namespace agglo
