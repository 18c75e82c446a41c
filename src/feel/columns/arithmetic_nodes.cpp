// + - * / and negation over numbers, days and seconds: in whole numbers while bounds say that they
// fit, in decimal128 otherwise, by the same operations as the scalar evaluator's.
#include "column/vector_arithmetic.h"
#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

constexpr int64_t kSecondsOfDate = 86'400;

std::optional<Number> operate(Operator op, Number a, Number b) {
    switch (op) {
        case Operator::kAdd: return add(a, b);
        case Operator::kSubtract: return subtract(a, b);
        case Operator::kMultiply: return multiply(a, b);
        case Operator::kDivide: return divide(a, b);
        default: return power(a, b);
    }
}

/// The whole numbers of a vector times ten to `exponent`; the vector itself when that is 0.
void rescale(Batch& batch, NumberVector& vector, int exponent) {
    if (exponent == 0) return;
    auto const factor = power_of_ten(exponent);
    auto& integers = batch.scratch.integers();
    scale_numbers(vector.integers, batch.rows, factor, 0, integers.data());
    vector.integers = integers.data();
    vector.low *= factor;
    vector.high *= factor;
}

class Arithmetic : public ColumnNode {
public:
    Arithmetic(ExpressionPtr expression, Operator op, ColumnNodePtr left, ColumnNodePtr right)
        : ColumnNode(std::move(expression), Outcome::kNumber, scale_of(op, *left, *right)),
          op_(op),
          left_(std::move(left)),
          right_(std::move(right)) {}

    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        NumberVector a, b;
        left_->numbers(batch, wanted, a);
        right_->numbers(batch, wanted, b);
        out.present = a.present;
        out.present &= b.present;
        if (a.whole() && b.whole() && op_ != Operator::kDivide && whole(batch, a, b, out)) return;
        decimals(batch, wanted, a, b, out);
    }

    Cost cost() const override {
        return std::max({Cost::kArithmetic, left_->cost(), right_->cost()});
    }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        op_ == Operator::kDivide
            ? say(lines, depth, "按十进制 128 位相除", "divides in decimal128")
            : say(lines, depth, "整数运算，超出范围的块用十进制 128 位",
                  "whole numbers, decimal128 in chunks where they may not fit");
        left_->explain(lines, depth + 1);
        right_->explain(lines, depth + 1);
    }

    Operator op() const { return op_; }
    ColumnNode const& left() const { return *left_; }
    ColumnNode const& right() const { return *right_; }

private:
    /// Beyond ScaledNumber::kScaleMax nothing is whole.
    static int scale_of(Operator op, ColumnNode const& left, ColumnNode const& right) {
        if (op == Operator::kDivide) return 0;
        if (op == Operator::kMultiply) return left.scale() + right.scale();
        return std::max(left.scale(), right.scale());
    }

    /// False when the outcome may not fit.
    bool whole(Batch& batch, NumberVector& a, NumberVector& b, NumberVector& out) const {
        if (scale() > ScaledNumber::kScaleMax) return false;
        return op_ == Operator::kMultiply ? product(batch, a, b, out) : sum(batch, a, b, out);
    }

    bool sum(Batch& batch, NumberVector& a, NumberVector& b, NumberVector& out) const {
        int const up_a = scale() - left_->scale();
        int const up_b = scale() - right_->scale();
        if (!fits_scaled(a.low, a.high, up_a) || !fits_scaled(b.low, b.high, up_b)) return false;
        bool const subtracts = op_ == Operator::kSubtract;
        auto& integers = batch.scratch.integers();
        if (b.low == b.high) {
            auto const addend = b.low * power_of_ten(up_b);
            scale_numbers(a.integers, batch.rows, power_of_ten(up_a), subtracts ? -addend : addend,
                          integers.data());
            a.low *= power_of_ten(up_a), a.high *= power_of_ten(up_a);
            b.low = b.high = addend;
        } else {
            rescale(batch, a, up_a);
            rescale(batch, b, up_b);
            subtracts ? subtract_numbers(a.integers, b.integers, batch.rows, integers.data())
                      : add_numbers(a.integers, b.integers, batch.rows, integers.data());
        }
        out.integers = integers.data();
        out.low = subtracts ? a.low - b.high : a.low + b.low;
        out.high = subtracts ? a.high - b.low : a.high + b.high;
        return true;
    }

    bool product(Batch& batch, NumberVector& a, NumberVector& b, NumberVector& out) const {
        constexpr int128 kMost = int128{1} << 62;
        int128 low = 0, high = 0;
        for (auto const x : {a.low, a.high}) {
            for (auto const y : {b.low, b.high}) {
                low = std::min(low, static_cast<int128>(x) * y);
                high = std::max(high, static_cast<int128>(x) * y);
            }
        }
        if (low <= -kMost || high >= kMost) return false;
        if (a.low == a.high) std::swap(a, b);
        auto& integers = batch.scratch.integers();
        b.low == b.high ? scale_numbers(a.integers, batch.rows, b.low, 0, integers.data())
                        : multiply_numbers(a.integers, b.integers, batch.rows, integers.data());
        out.integers = integers.data();
        out.low = static_cast<int64_t>(low);
        out.high = static_cast<int64_t>(high);
        return true;
    }

    void decimals(Batch& batch, Mask const& wanted, NumberVector const& a, NumberVector const& b,
                  NumberVector& out) const {
        auto& decimals = batch.scratch.decimals();
        Mask rows = out.present;
        rows &= wanted;
        Mask none;
        rows.for_each([&](size_t row) {
            auto const result = operate(op_, decimal_at(a, row, left_->scale()),
                                        decimal_at(b, row, right_->scale()));
            result ? void(decimals[row] = *result) : none.set(row);
        });
        out.present = rows.minus(none);
        out.integers = nullptr;
        out.decimals = decimals.data();
    }

    Operator op_;
    ColumnNodePtr left_;
    ColumnNodePtr right_;
};

/// A date and days later, or the seconds between two dates.
class Days : public ColumnNode {
public:
    Days(ExpressionPtr expression, Outcome outcome, ColumnNodePtr left, ColumnNodePtr right,
         int64_t shift)
        : ColumnNode(std::move(expression), outcome),
          left_(std::move(left)),
          right_(std::move(right)),
          shift_(shift) {}

    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        NumberVector a;
        left_->numbers(batch, wanted, a);
        out = a;
        auto& integers = batch.scratch.integers();
        if (!right_) {
            scale_numbers(a.integers, batch.rows, 1, shift_, integers.data());
            out.low += shift_, out.high += shift_;
        } else {
            NumberVector b;
            right_->numbers(batch, wanted, b);
            out.present &= b.present;
            subtract_numbers(a.integers, b.integers, batch.rows, integers.data());
            scale_numbers(integers.data(), batch.rows, kSecondsOfDate, 0, integers.data());
            out.low = (a.low - b.high) * kSecondsOfDate;
            out.high = (a.high - b.low) * kSecondsOfDate;
        }
        out.integers = integers.data();
    }

    Cost cost() const override { return Cost::kArithmetic; }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "按天数计算", "counts days");
        left_->explain(lines, depth + 1);
        if (right_) right_->explain(lines, depth + 1);
    }

private:
    ColumnNodePtr left_;
    ColumnNodePtr right_;
    int64_t shift_;
};

/// Whole days of a constant duration that a date in an int32 of days can be moved by.
std::optional<int64_t> days_of(ColumnNode const& node) {
    constexpr int64_t kDaysMax = 100'000'000;
    auto const* constant = dynamic_cast<Constant const*>(&node);
    if (!constant || constant->is_null() || !constant->mantissa()) return std::nullopt;
    auto const seconds = *constant->mantissa();
    bool const whole = seconds % kSecondsOfDate == 0 && seconds / kSecondsOfDate > -kDaysMax &&
                       seconds / kSecondsOfDate < kDaysMax;
    return whole ? std::optional(seconds / kSecondsOfDate) : std::nullopt;
}

ColumnNodePtr date_arithmetic(ExpressionPtr expression, Operator op, ColumnNodePtr left,
                              ColumnNodePtr right) {
    bool const between = left->outcome() == Outcome::kDate && right->outcome() == Outcome::kDate &&
                         op == Operator::kSubtract;
    if (between)
        return std::make_unique<Days const>(std::move(expression), Outcome::kSeconds,
                                            std::move(left), std::move(right), 0);
    if (op == Operator::kAdd && right->outcome() == Outcome::kDate) std::swap(left, right);
    bool const moves = left->outcome() == Outcome::kDate && right->outcome() == Outcome::kSeconds &&
                       (op == Operator::kAdd || op == Operator::kSubtract);
    auto const days = moves ? days_of(*right) : std::nullopt;
    if (!days) return nullptr;
    return std::make_unique<Days const>(std::move(expression), Outcome::kDate, std::move(left),
                                        nullptr, op == Operator::kAdd ? *days : -*days);
}

}  // namespace

ColumnNodePtr arithmetic_node(ExpressionPtr expression, Operator op, ColumnNodePtr left,
                              ColumnNodePtr right) {
    bool const numbers =
        left->outcome() == Outcome::kNumber && right->outcome() == Outcome::kNumber;
    if (!numbers)
        return date_arithmetic(std::move(expression), op, std::move(left), std::move(right));
    if (op == Operator::kPower) return nullptr;
    ColumnNodePtr node = std::make_unique<Arithmetic const>(std::move(expression), op,
                                                            std::move(left), std::move(right));
    return linear_node(std::move(node));
}

std::optional<ArithmeticParts> arithmetic_parts(ColumnNode const& node) {
    auto const* arithmetic = dynamic_cast<Arithmetic const*>(&node);
    if (!arithmetic) return std::nullopt;
    return ArithmeticParts{arithmetic->op(), &arithmetic->left(), &arithmetic->right()};
}

}  // namespace agglo::feel
