#include "feel/columns/nodes.h"

namespace agglo::feel {

std::optional<ScaledNumber> ScaledNumber::of(Number number) {
    for (int scale = 0; scale <= kScaleMax; ++scale) {
        auto const shifted = multiply(number, Number(power_of_ten(scale)));
        if (!shifted) return std::nullopt;
        auto const whole = shifted->to_int64();
        if (whole && Number::scaled(*whole, scale) == number) return ScaledNumber{*whole, scale};
    }
    return std::nullopt;
}

Constant::Constant(ExpressionPtr expression, Outcome outcome, Value value, int scale,
                   int64_t mantissa)
    : ColumnNode(std::move(expression), outcome, scale), value_(std::move(value)) {
    if (is_numeric(outcome) && (is_null() || Number::scaled(mantissa, scale) == number()))
        mantissa_ = mantissa;
    if (!mantissa_) return;
    filled_ = std::make_unique<Integers>();
    filled_->fill(*mantissa_);
}

Number Constant::number() const {
    return number_of(value_, outcome()).value_or(Number());
}

Truth Constant::truth(Batch&, Mask const& wanted) const {
    if (is_null()) return {};
    return {value_.is_true() ? wanted : Mask{}, wanted};
}

void Constant::numbers(Batch& batch, Mask const& wanted, NumberVector& out) const {
    if (!is_null()) out.present = wanted;
    if (mantissa_) {
        out.integers = filled_->data();
        out.low = out.high = *mantissa_;
        return;
    }
    auto& decimals = batch.scratch.decimals();
    decimals.fill(number());
    out.decimals = decimals.data();
}

void Constant::values(Batch&, Mask const& wanted, Values& out) const {
    wanted.for_each([&](size_t row) { out[row] = value_; });
}

void Constant::explain(std::vector<ExplainLine>& lines, size_t depth) const {
    say(lines, depth, "常数，只算一次", "constant, worked out once");
}

ColumnNodePtr constant_node(ExpressionPtr expression, Value value) {
    auto const make = [&](Outcome outcome, int scale, int64_t mantissa) {
        return std::make_unique<Constant const>(std::move(expression), outcome, value, scale,
                                                mantissa);
    };
    if (value.as<bool>()) return make(Outcome::kTruth, 0, 0);
    if (auto const* number = value.as<Number>()) {
        auto const scaled = ScaledNumber::of(*number).value_or(ScaledNumber{});
        return make(Outcome::kNumber, scaled.scale, scaled.mantissa);
    }
    if (auto const* date = value.as<Date>()) return make(Outcome::kDate, 0, date->days());
    auto const* at = value.as<DateTime>();
    bool const whole_us = at && at->nanos % 1000 == 0 && at->zone.is_offset();
    if (whole_us) {
        auto const us = number_of(value, Outcome::kDateTime)->to_int64();
        if (us) return make(Outcome::kDateTime, 0, *us);
    }
    if (auto const* days = value.as<DaysDuration>(); days && days->nanos == 0)
        return make(Outcome::kSeconds, 0, days->seconds);
    return make(Outcome::kValue, 0, 0);
}

ColumnNodePtr null_node(ExpressionPtr expression, Outcome outcome, int scale) {
    return std::make_unique<Constant const>(std::move(expression), outcome, Value(), scale, 0);
}

}  // namespace agglo::feel
