// = != < <= > >= over numbers, days, microseconds and seconds.
//
// A quotient against a constant is not divided: numerator / denominator >= bound is asked as
// numerator >= bound * denominator, mirrored for negative denominators. That is what decimal128
// answers too as long as the products have at most 33 digits: two different quotients then differ
// by more than what rounding to 34 digits moves either.
#include "column/range_scan.h"
#include "column/vector_arithmetic.h"
#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

bool holds(Operator op, std::strong_ordering order) {
    switch (op) {
        case Operator::kEqual: return order == 0;
        case Operator::kNotEqual: return order != 0;
        case Operator::kLess: return order < 0;
        case Operator::kLessOrEqual: return order <= 0;
        case Operator::kGreater: return order > 0;
        default: return order >= 0;
    }
}

bool asks_equality(Operator op) {
    return op == Operator::kEqual || op == Operator::kNotEqual;
}

Operator mirrored(Operator op) {
    switch (op) {
        case Operator::kLess: return Operator::kGreater;
        case Operator::kLessOrEqual: return Operator::kGreaterOrEqual;
        case Operator::kGreater: return Operator::kLess;
        case Operator::kGreaterOrEqual: return Operator::kLessOrEqual;
        default: return op;
    }
}

/// Rows where `op` holds, from those that are less and those that are equal, among `defined`.
Mask satisfied(Operator op, Mask const& less, Mask const& equal, Mask const& defined) {
    Mask rows = less;
    switch (op) {
        case Operator::kEqual: rows = equal; break;
        case Operator::kNotEqual: rows = defined; return rows.minus(equal);
        case Operator::kLess: break;
        case Operator::kLessOrEqual: rows |= equal; break;
        case Operator::kGreater: rows = defined; return rows.minus(less).minus(equal);
        default: rows = defined; return rows.minus(less);
    }
    return rows &= defined;
}

/// What a comparison says, given where both sides have a value and where it holds there: equality
/// is known everywhere, two missing values being equal; an order only where both are.
Truth told(Operator op, Mask const& a, Mask const& b, Mask const& holding, size_t rows) {
    Mask both = a;
    both &= b;
    Mask yes = holding;
    yes &= both;
    if (!asks_equality(op)) return {yes, both};
    Mask const every = Mask::first(rows);
    Mask either = a;
    either |= b;
    Mask neither = every;
    neither.minus(either);
    if (op == Operator::kEqual) return {yes |= neither, every};
    Mask one = either;
    one.minus(both);
    return {yes |= one, every};
}

class Comparison : public ColumnNode {
public:
    Comparison(ExpressionPtr expression, Operator op, ColumnNodePtr left, ColumnNodePtr right)
        : ColumnNode(std::move(expression), Outcome::kTruth),
          op_(op),
          left_(std::move(left)),
          right_(std::move(right)) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        auto const mark = batch.scratch.mark();
        NumberVector a, b;
        left_->numbers(batch, wanted, a);
        right_->numbers(batch, wanted, b);
        int const scale = std::max(left_->scale(), right_->scale());
        bool const whole = a.whole() && b.whole() &&
                           fits_scaled(a.low, a.high, scale - left_->scale()) &&
                           fits_scaled(b.low, b.high, scale - right_->scale());
        Mask const holding = whole ? whole_numbers(batch, a, b, scale) : decimals(wanted, a, b);
        batch.scratch.release(mark);
        return told(op_, a.present, b.present, holding, batch.rows);
    }

    Cost cost() const override {
        return std::max({Cost::kArithmetic, left_->cost(), right_->cost()});
    }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "两列逐块比较", "compares two vectors");
        left_->explain(lines, depth + 1);
        right_->explain(lines, depth + 1);
    }

private:
    int64_t const* scaled(Batch& batch, NumberVector const& vector, int exponent) const {
        if (exponent == 0) return vector.integers;
        auto& integers = batch.scratch.integers();
        scale_numbers(vector.integers, batch.rows, power_of_ten(exponent), 0, integers.data());
        return integers.data();
    }

    Mask whole_numbers(Batch& batch, NumberVector const& a, NumberVector const& b,
                       int scale) const {
        auto const* x = scaled(batch, a, scale - left_->scale());
        auto const* y = scaled(batch, b, scale - right_->scale());
        Mask const less = asks_equality(op_) ? Mask{} : numbers_less(x, y, batch.rows);
        bool const needs_equal = op_ != Operator::kLess && op_ != Operator::kGreaterOrEqual;
        Mask const equal = needs_equal ? numbers_equal(x, y, batch.rows) : Mask{};
        return satisfied(op_, less, equal, Mask::first(batch.rows));
    }

    Mask decimals(Mask const& wanted, NumberVector const& a, NumberVector const& b) const {
        Mask rows = wanted, out;
        rows &= a.present;
        rows &= b.present;
        rows.for_each([&](size_t row) {
            auto const x = decimal_at(a, row, left_->scale());
            if (holds(op_, x <=> decimal_at(b, row, right_->scale()))) out.set(row);
        });
        return out;
    }

    Operator op_;
    ColumnNodePtr left_;
    ColumnNodePtr right_;
};

/// Against a constant that is not null.
class Bounded : public ColumnNode {
public:
    Bounded(ExpressionPtr expression, Operator op, ColumnNodePtr left, Number bound)
        : ColumnNode(std::move(expression), Outcome::kTruth),
          op_(op),
          left_(std::move(left)),
          bound_(bound),
          interval_(Interval::of(op, bound, left_->scale())),
          column_(direct_column(*left_)) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        if (column_) return scan(batch);
        auto const mark = batch.scratch.mark();
        NumberVector a;
        left_->numbers(batch, wanted, a);
        Mask const inside =
            a.whole() ? numbers_between(a.integers, batch.rows, interval_.low, interval_.high)
                      : decimals(wanted, a);
        batch.scratch.release(mark);
        return outcome(a.present, inside, a.whole() && interval_.outside, batch.rows);
    }

    Cost cost() const override { return left_->cost(); }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        column_ ? say(lines, depth, "扫描列，与整数界比较", "scans the column between bounds")
                : say(lines, depth, "与常数比较", "compares with a constant");
        left_->explain(lines, depth + 1);
    }

private:
    Truth scan(Batch& batch) const {
        auto const* chunk = column_->chunk(batch.group);
        if (!chunk) return outcome({}, {}, interval_.outside, batch.rows);
        Mask const present = rows_present(*chunk, batch.rows);
        auto const bounds = chunk->bounds(batch.rows);
        bool const apart = interval_.high < bounds.low || interval_.low > bounds.high;
        bool const around = interval_.low <= bounds.low && interval_.high >= bounds.high;
        Mask const inside = apart ? Mask{}
                            : around
                                ? present
                                : rows_between(*chunk, batch.rows, interval_.low, interval_.high);
        return outcome(present, inside, interval_.outside, batch.rows);
    }

    Truth outcome(Mask const& present, Mask const& inside, bool outside, size_t rows) const {
        Mask holding = inside;
        if (outside) holding = Mask(present).minus(inside);
        return told(op_, present, Mask::first(rows), holding, rows);
    }

    Mask decimals(Mask const& wanted, NumberVector const& a) const {
        Mask rows = wanted, out;
        rows &= a.present;
        rows.for_each([&](size_t row) {
            if (holds(op_, a.decimals[row] <=> bound_)) out.set(row);
        });
        return out;
    }

    Operator op_;
    ColumnNodePtr left_;
    Number bound_;
    Interval interval_;
    ColumnSource const* column_;
};

/// numerator / denominator against a constant, without dividing.
class BoundedQuotient : public ColumnNode {
public:
    BoundedQuotient(ExpressionPtr expression, Operator op, ColumnNodePtr quotient, Number bound)
        : ColumnNode(std::move(expression), Outcome::kTruth),
          op_(op),
          quotient_(std::move(quotient)),
          parts_(*arithmetic_parts(*quotient_)),
          bound_(bound) {
        auto const scaled = ScaledNumber::of(bound);
        if (!scaled) return;
        // numerator / 10^n over denominator / 10^d against mantissa / 10^s.
        int const exponent = parts_.right->scale() + scaled->scale - parts_.left->scale();
        if (exponent > ScaledNumber::kScaleMax || exponent < -ScaledNumber::kScaleMax) return;
        numerator_factor_ = exponent > 0 ? power_of_ten(exponent) : 1;
        int128 const factor =
            static_cast<int128>(scaled->mantissa) * (exponent < 0 ? power_of_ten(-exponent) : 1);
        if (factor > INT64_MAX || factor < -INT64_MAX) return;
        denominator_factor_ = static_cast<int64_t>(factor);
        crosses_ = true;
    }

    Truth truth(Batch& batch, Mask const& wanted) const override {
        auto const mark = batch.scratch.mark();
        NumberVector a, b;
        if (crosses_) {
            parts_.left->numbers(batch, wanted, a);
            parts_.right->numbers(batch, wanted, b);
        }
        auto const size = crosses_ && a.whole() && b.whole() ? size_of(a, b) : kTooLarge;
        auto const found =
            size == kTooLarge ? divided(batch, wanted) : crossed(batch, wanted, size, {a, b});
        batch.scratch.release(mark);
        return found;
    }

    Cost cost() const override { return std::max(Cost::kArithmetic, quotient_->cost()); }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        crosses_ ? say(lines, depth, "不做除法：交叉相乘比较整数",
                       "does not divide: compares cross products of whole numbers")
                 : say(lines, depth, "与常数比较", "compares with a constant");
        parts_.left->explain(lines, depth + 1);
        parts_.right->explain(lines, depth + 1);
    }

private:
    enum Size : uint8_t { kShort, kLong, kTooLarge };

    Size size_of(NumberVector const& a, NumberVector const& b) const {
        constexpr int128 kShortMax = int128{1} << 61;
        int128 kDigits33 = 1;
        for (int i = 0; i < 33; ++i) kDigits33 *= 10;
        auto const most = [](NumberVector const& v, int64_t factor) {
            int128 const widest =
                std::max(-static_cast<int128>(v.low), static_cast<int128>(v.high));
            return widest * (factor < 0 ? -static_cast<int128>(factor) : factor);
        };
        int128 const product = std::max(most(a, numerator_factor_), most(b, denominator_factor_));
        return product < kShortMax ? kShort : product < kDigits33 ? kLong : kTooLarge;
    }

    struct Sides {
        NumberVector const& a;
        NumberVector const& b;
    };
    QuotientOrder short_order(Batch const& batch, Mask const& wanted, Sides sides) const {
        constexpr size_t kFewOf = 4;
        auto const* a = sides.a.integers;
        auto const* b = sides.b.integers;
        bool const few = wanted.count() * kFewOf < batch.rows;
        return few ? order_few_quotients(a, b, wanted, numerator_factor_, denominator_factor_)
                   : order_quotients(a, b, batch.rows, numerator_factor_, denominator_factor_);
    }

    Truth crossed(Batch& batch, Mask const& wanted, Size size, Sides sides) const {
        auto const& [a, b] = sides;
        auto const found = size == kShort
                               ? short_order(batch, wanted, sides)
                               : order_wide_quotients(a.integers, b.integers, wanted,
                                                      numerator_factor_, denominator_factor_);
        Mask present = a.present;
        present &= b.present;
        present &= found.defined;
        Mask equal = found.defined;
        equal.minus(found.less).minus(found.greater);
        Mask const holding = satisfied(op_, found.less, equal, found.defined);
        return told(op_, present, Mask::first(batch.rows), holding, batch.rows);
    }

    Truth divided(Batch& batch, Mask const& wanted) const {
        NumberVector quotient;
        quotient_->numbers(batch, wanted, quotient);
        Mask rows = wanted, holding;
        rows &= quotient.present;
        rows.for_each([&](size_t row) {
            if (holds(op_, decimal_at(quotient, row, quotient_->scale()) <=> bound_))
                holding.set(row);
        });
        return told(op_, quotient.present, Mask::first(batch.rows), holding, batch.rows);
    }

    Operator op_;
    ColumnNodePtr quotient_;
    ArithmeticParts parts_;
    Number bound_;
    bool crosses_ = false;
    int64_t numerator_factor_ = 1;
    int64_t denominator_factor_ = 0;
};

/// The greatest whole number not above `number`; nothing when it is beyond int64.
std::optional<int64_t> floor_of(Number number) {
    auto const rounded = round_to(number, 0, Rounding::kFloor);
    return rounded ? rounded->to_int64() : std::nullopt;
}

}  // namespace

Interval Interval::of(Operator op, Number bound, int scale) {
    auto shifted = scale <= ScaledNumber::kScaleMax ? multiply(bound, Number(power_of_ten(scale)))
                                                    : std::nullopt;
    // More digits than a product keeps are beyond any whole number; so is what does not fit.
    auto const floor = shifted ? floor_of(*shifted) : std::nullopt;
    bool const equality = asks_equality(op);
    bool const outside = op == Operator::kNotEqual;
    if (!floor) {
        bool const below = bound.is_negative();  // the bound lies below all numbers
        bool const all =
            !equality && ((op == Operator::kLess || op == Operator::kLessOrEqual) ? !below : below);
        return all ? Interval{kWideMin, kWideMax, false} : Interval{1, 0, outside};
    }
    bool const exact = *shifted == Number(*floor);
    if (equality) return exact ? Interval{*floor, *floor, outside} : Interval{1, 0, outside};
    switch (op) {
        case Operator::kLess:
            if (exact && *floor == kWideMin) return {};
            return {kWideMin, exact ? *floor - 1 : *floor, false};
        case Operator::kLessOrEqual: return {kWideMin, *floor, false};
        case Operator::kGreater:
            return *floor == kWideMax ? Interval{} : Interval{*floor + 1, kWideMax, false};
        default:
            if (!exact && *floor == kWideMax) return {};
            return {exact ? *floor : *floor + 1, kWideMax, false};
    }
}

ColumnNodePtr comparison_node(ExpressionPtr expression, Operator op, ColumnNodePtr left,
                              ColumnNodePtr right) {
    bool const alike = left->outcome() == right->outcome() && is_numeric(left->outcome());
    if (!alike) return nullptr;
    if (dynamic_cast<Constant const*>(left.get())) {
        std::swap(left, right);
        op = mirrored(op);
    }
    auto const* constant = dynamic_cast<Constant const*>(right.get());
    if (!constant || constant->is_null())
        return std::make_unique<Comparison const>(std::move(expression), op, std::move(left),
                                                  std::move(right));
    auto const bound = constant->number();
    auto const parts = arithmetic_parts(*left);
    if (parts && parts->op == Operator::kDivide)
        return std::make_unique<BoundedQuotient const>(std::move(expression), op, std::move(left),
                                                       bound);
    return std::make_unique<Bounded const>(std::move(expression), op, std::move(left), bound);
}

}  // namespace agglo::feel
