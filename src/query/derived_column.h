#pragma once
// DerivedColumn: what a FEEL expression answers for the rows of an entity, laid out as a column, so
// that all that works on columns (keys, measures, orders) works on expressions.
//
//   auto years = TRY(derive_column(expression, filter, on));
//   GroupKey key{years.source(), {}, 0};
//   Value year = years.value(wide);
//
// Numbers are held whole, scaled by ten to `scale`, when every value of the column can be;
// otherwise the column holds each value's place among the distinct ones (`numbers`, ascending), so
// that order, equality and extremes are those of the places, and only sums need the numbers
// themselves.
#include "column/column_source.h"
#include "column/predicate.h"
#include "query/record_expression.h"

namespace agglo {

struct DerivedColumn {
    enum class Kind : uint8_t { kBoolean, kNumber, kText, kDate, kInstant };
    static constexpr int kScaleMax = 9;

    Kind kind = Kind::kText;
    int scale = 0;                       ///< kNumber
    std::shared_ptr<Table const> table;  ///< one column; as many rows as the entity's own
    std::vector<feel::Number> numbers;   ///< kNumber, when not held whole

    ColumnSource source() const { return {{{table.get(), 0, {}}}}; }
    bool holds_whole() const { return numbers.empty(); }
    /// Numbers that are not held whole come rounded to kScaleMax decimals, and null where too
    /// large.
    Value value(int64_t wide) const;
    /// kNumber: exactly.
    feel::Number number(int64_t wide) const;
};

/// Rows beside `rows` stay empty, and so do rows whose value is null or of another kind than
/// the rest. Errors: kFeelWrongType when the values are of no kind a column has; kFeelLimit.
Result<DerivedColumn> derive_column(RecordExpression const& expression, Predicate const& rows,
                                    Date on);

}  // namespace agglo
