#pragma once
// The nodes of column programs, made by compile.cpp alone.
#include <mutex>
#include <optional>

#include "base/decimal.h"
#include "feel/columns/budget.h"
#include "feel/columns/column_binding.h"
#include "feel/columns/column_node.h"

namespace agglo::feel {

/// A scalar evaluation's surroundings: what rows and lookups fall back on.
struct Scalar {
    ColumnBinding const& binding;
    Clock clock;
    Budget& budget;
};

/// A number as whole numbers have it; nothing when it has more than kScaleMax decimals or too many
/// digits.
struct ScaledNumber {
    static constexpr int kScaleMax = 18;
    int64_t mantissa = 0;
    int scale = 0;

    static std::optional<ScaledNumber> of(Number number);
};

/// The values that are on one side of a bound, or at it, among whole numbers of a scale.
struct Interval {
    int64_t low = 1;
    int64_t high = 0;  ///< below low: none
    bool outside = false;

    /// The whole numbers of `scale` for which `number op bound` holds; for kNotEqual those outside.
    static Interval of(Operator op, Number bound, int scale);
};

// constant.cpp
/// The same for every row. Null has any outcome.
class Constant : public ColumnNode {
public:
    Constant(ExpressionPtr expression, Outcome outcome, Value value, int scale, int64_t mantissa);

    Value const& value() const { return value_; }
    bool is_null() const { return value_.is_null(); }
    /// The number as whole numbers have it, at scale(); nothing: as a decimal only.
    std::optional<int64_t> mantissa() const { return mantissa_; }
    Number number() const;

    Truth truth(Batch& batch, Mask const& wanted) const override;
    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override;
    void values(Batch& batch, Mask const& wanted, Values& out) const override;
    Cost cost() const override { return Cost::kScan; }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override;

private:
    Value value_;
    std::optional<int64_t> mantissa_;
    std::unique_ptr<Integers> filled_;  ///< with the mantissa
};
/// Nothing for values that have no outcome but kValue where another is asked for.
ColumnNodePtr constant_node(ExpressionPtr expression, Value value);
ColumnNodePtr null_node(ExpressionPtr expression, Outcome outcome, int scale);

// column_nodes.cpp
ColumnNodePtr plain_node(ExpressionPtr expression, BoundColumn column);
/// Whether a column has a value.
ColumnNodePtr presence_node(ExpressionPtr expression, ColumnSource source, bool wants_present);
/// A text column against a text.
ColumnNodePtr text_equality(ExpressionPtr expression, ColumnSource source, std::string const& text,
                            bool equal);
/// The direct column of a plain column node, for scans of its memory.
ColumnSource const* direct_column(ColumnNode const& node);

// arithmetic_nodes.cpp
ColumnNodePtr arithmetic_node(ExpressionPtr expression, Operator op, ColumnNodePtr left,
                              ColumnNodePtr right);
/// Of a plain operation on numbers.
struct ArithmeticParts {
    Operator op;
    ColumnNode const* left;
    ColumnNode const* right;
};
std::optional<ArithmeticParts> arithmetic_parts(ColumnNode const& node);

// linear_node.cpp
/// The node at a larger scale; nothing else changes.
ColumnNodePtr at_scale(ColumnNodePtr node, int scale);
/// Sums and products with constants of one node, in one go: whole numbers * factor + addend, as
/// long as they fit; otherwise `exact`. The node itself when it has no such form.
ColumnNodePtr linear_node(ColumnNodePtr exact);

// comparison_nodes.cpp
ColumnNodePtr comparison_node(ExpressionPtr expression, Operator op, ColumnNodePtr left,
                              ColumnNodePtr right);

// logic_nodes.cpp
ColumnNodePtr junction_node(ExpressionPtr expression, bool conjunction,
                            std::vector<ColumnNodePtr> terms);
ColumnNodePtr not_node(ExpressionPtr expression, ColumnNodePtr operand);
/// Truths compared: known even where one is missing.
ColumnNodePtr truth_equality(ExpressionPtr expression, ColumnNodePtr operand, bool wanted,
                             bool equal);

// choice_node.cpp
ColumnNodePtr choice_node(ExpressionPtr expression, ColumnNodePtr condition, ColumnNodePtr then,
                          ColumnNodePtr otherwise);

// lookup_node.cpp
/// One scalar evaluation for each value that the column of `member` has.
ColumnNodePtr lookup_node(ExpressionPtr expression, Scalar scalar, size_t member,
                          ColumnBinding::Domain domain);

// row_node.cpp
/// One scalar evaluation for each row; `why` says what kept it from being compiled.
struct Reason {
    std::string zh;
    std::string en;
};
ColumnNodePtr row_node(ExpressionPtr expression, Scalar scalar, std::vector<size_t> members,
                       Reason why);

/// What the static type of an expression says of its values; kValue when not enough.
Outcome outcome_of(Type const& type);
/// A value as numbers of an outcome have it: days of a date …; nothing for other values.
std::optional<Number> number_of(Value const& value, Outcome outcome);
Value value_of(Number number, Outcome outcome);

/// What is no boolean is unknown.
inline void note_truth(Value const& value, size_t row, Truth& found) {
    if (!value.as<bool>()) return;
    found.known.set(row);
    if (value.is_true()) found.yes.set(row);
}

/// Numbers of a vector as decimals.
inline Number decimal_at(NumberVector const& vector, size_t row, int scale) {
    return vector.whole() ? Number::scaled(vector.integers[row], scale) : vector.decimals[row];
}

/// a * 10^exponent of both bounds fits in 62 bits.
bool fits_scaled(int64_t low, int64_t high, int exponent);

}  // namespace agglo::feel
