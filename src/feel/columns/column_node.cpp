#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

constexpr int64_t kUsOfSecond = 1'000'000;

DateTime beijing(int64_t utc_us) {
    constexpr int32_t kOffsetS = 8 * 3600;
    auto us = utc_us % kUsOfSecond;
    if (us < 0) us += kUsOfSecond;
    return {(utc_us - us) / kUsOfSecond + kOffsetS, static_cast<int32_t>(us * 1000),
            *Zone::of_offset(kOffsetS)};
}

}  // namespace

Truth ColumnNode::truth(Batch&, Mask const&) const {
    AGGLO_ASSERT(false);
    return {};
}

void ColumnNode::numbers(Batch&, Mask const&, NumberVector&) const {
    AGGLO_ASSERT(false);
}

void ColumnNode::values(Batch& batch, Mask const& wanted, Values& out) const {
    if (outcome_ == Outcome::kTruth) {
        auto const found = truth(batch, wanted);
        wanted.for_each([&](size_t row) {
            out[row] = found.known.test(row) ? Value(found.yes.test(row)) : Value();
        });
        return;
    }
    NumberVector found;
    numbers(batch, wanted, found);
    wanted.for_each([&](size_t row) {
        out[row] =
            found.present.test(row) ? value_of(decimal_at(found, row, scale_), outcome_) : Value();
    });
}

Outcome outcome_of(Type const& type) {
    switch (type.kind) {
        case Type::Kind::kBoolean: return Outcome::kTruth;
        case Type::Kind::kNumber: return Outcome::kNumber;
        case Type::Kind::kDate: return Outcome::kDate;
        default: return Outcome::kValue;
    }
}

std::optional<Number> number_of(Value const& value, Outcome outcome) {
    if (auto const* number = value.as<Number>(); number && outcome == Outcome::kNumber)
        return *number;
    if (auto const* date = value.as<Date>(); date && outcome == Outcome::kDate)
        return Number(date->days());
    if (auto const* at = value.as<DateTime>(); at && outcome == Outcome::kDateTime)
        return Number(at->utc_second() * kUsOfSecond + at->nanos / 1000);
    if (auto const* days = value.as<DaysDuration>(); days && outcome == Outcome::kSeconds)
        return Number(days->seconds);
    return std::nullopt;
}

Value value_of(Number number, Outcome outcome) {
    if (outcome == Outcome::kNumber) return number;
    auto const whole = number.to_int64().value_or(0);
    switch (outcome) {
        case Outcome::kDate: return Value(Date::of_days(whole));
        case Outcome::kDateTime: return Value(beijing(whole));
        default: return Value(DaysDuration{whole, 0});
    }
}

bool fits_scaled(int64_t low, int64_t high, int exponent) {
    constexpr int128 kMost = int128{1} << 62;
    if (exponent > ScaledNumber::kScaleMax) return low == 0 && high == 0;
    int128 const factor = power_of_ten(exponent);
    return low * factor > -kMost && high * factor < kMost;
}

}  // namespace agglo::feel
