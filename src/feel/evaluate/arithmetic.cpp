// + - * / ** and negation: DMN 1.5, 10.3.2.13, tables 57 – 60.
#include "feel/evaluate/forms.h"
#include "feel/temporal/temporal_arithmetic.h"

namespace agglo::feel {

namespace {

char const* symbol(Operator op) {
    constexpr char const* kSymbols[] = {"+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">="};
    return kSymbols[static_cast<size_t>(op)];
}

std::optional<Number> numbers(Operator op, Number a, Number b) {
    switch (op) {
        case Operator::kAdd: return add(a, b);
        case Operator::kSubtract: return subtract(a, b);
        case Operator::kMultiply: return multiply(a, b);
        case Operator::kDivide: return divide(a, b);
        default: return power(a, b);
    }
}

/// What a pair of operands gives: not meant at all, or meant and perhaps out of range.
struct Outcome {
    bool meant = false;
    Value value = {};

    template <class T>
    static Outcome of(std::optional<T> value) {
        return {true, Value(std::move(value))};
    }
};

Outcome moved(Time const& at, DaysDuration duration, Operator op) {
    if (op == Operator::kAdd) return {true, Value(add(at, duration))};
    auto const back = op == Operator::kSubtract ? negated(duration) : std::nullopt;
    return {op == Operator::kSubtract, back ? Value(add(at, *back)) : Value()};
}

template <class A>
Outcome point_and_duration(A const& at, Value const& b, Operator op) {
    if (op != Operator::kAdd && op != Operator::kSubtract) return {};
    if (auto const* days = b.as<DaysDuration>()) {
        auto const by = op == Operator::kAdd ? std::optional(*days) : negated(*days);
        return by ? Outcome::of(add(at, *by)) : Outcome{true};
    }
    if (auto const* months = b.as<MonthsDuration>()) {
        auto const by = op == Operator::kAdd ? std::optional(*months) : negated(*months);
        return by ? Outcome::of(add(at, *by)) : Outcome{true};
    }
    return {};
}

DateTime midnight(Date date) {
    return DateTime::of(date, Time{0, 0, Zone::utc()});
}

/// A date, or the date and time it stands for.
std::optional<DateTime> point_of(Value const& value) {
    if (auto const* date = value.as<Date>()) return midnight(*date);
    if (auto const* at = value.as<DateTime>()) return *at;
    return std::nullopt;
}

Outcome points(Value const& a, Value const& b) {
    if (a.as<Date>() && b.as<Date>()) return Outcome::of(difference(*a.as<Date>(), *b.as<Date>()));
    auto const from = point_of(a);
    auto const to = point_of(b);
    return from && to ? Outcome::of(difference(*from, *to)) : Outcome{};
}

template <class D>
Outcome durations(Operator op, D a, D b) {
    if (op == Operator::kAdd) return Outcome::of(add(a, b));
    if (op != Operator::kSubtract) return {};
    auto const back = negated(b);
    return back ? Outcome::of(add(a, *back)) : Outcome{true};
}

template <class D>
Outcome scaled(Operator op, D duration, Number factor) {
    if (op == Operator::kMultiply) return Outcome::of(multiply(duration, factor));
    return {};
}

Outcome quotient(DaysDuration a, Number b) {
    auto const seconds = divide(total_seconds(a), b);
    return seconds ? Outcome::of(of_total_seconds(*seconds)) : Outcome{true};
}

Outcome quotient(MonthsDuration a, Number b) {
    auto const months = divide(Number(a.months), b);
    auto const whole = months ? months->truncated() : std::nullopt;
    return whole ? Outcome::of(std::optional(MonthsDuration{*whole})) : Outcome{true};
}

Outcome ratio(DaysDuration a, DaysDuration b) {
    return Outcome::of(divide(total_seconds(a), total_seconds(b)));
}

Outcome ratio(MonthsDuration a, MonthsDuration b) {
    return Outcome::of(divide(Number(a.months), Number(b.months)));
}

template <class D>
Outcome with_duration(Operator op, D duration, Value const& b) {
    if (auto const* same = b.as<D>())
        return op == Operator::kDivide ? ratio(duration, *same) : durations(op, duration, *same);
    if (auto const* factor = b.as<Number>())
        return op == Operator::kDivide ? quotient(duration, *factor)
                                       : scaled(op, duration, *factor);
    if (op != Operator::kAdd) return {};
    if (auto const* date = b.as<Date>()) return Outcome::of(add(*date, duration));
    if (auto const* at = b.as<DateTime>()) return Outcome::of(add(*at, duration));
    if constexpr (std::is_same_v<D, DaysDuration>)
        if (auto const* time = b.as<Time>()) return {true, Value(add(*time, duration))};
    return {};
}

Outcome with_time(Operator op, Time const& time, Value const& b) {
    if (auto const* other = b.as<Time>(); other && op == Operator::kSubtract)
        return Outcome::of(difference(time, *other));
    auto const* days = b.as<DaysDuration>();
    return days ? moved(time, *days, op) : Outcome{};
}

Outcome with_number(Operator op, Number number, Value const& b) {
    if (auto const* other = b.as<Number>()) return Outcome::of(numbers(op, number, *other));
    if (op != Operator::kMultiply) return {};
    if (auto const* days = b.as<DaysDuration>()) return scaled(op, *days, number);
    if (auto const* months = b.as<MonthsDuration>()) return scaled(op, *months, number);
    return {};
}

Outcome with_point(Operator op, Value const& a, Value const& b) {
    if (op == Operator::kSubtract && point_of(b)) return points(a, b);
    return a.as<Date>() ? point_and_duration(*a.as<Date>(), b, op)
                        : point_and_duration(*a.as<DateTime>(), b, op);
}

Outcome outcome(Operator op, Value const& a, Value const& b) {
    switch (a.kind()) {
        case Kind::kNumber: return with_number(op, *a.as<Number>(), b);
        case Kind::kDate:
        case Kind::kDateTime: return with_point(op, a, b);
        case Kind::kTime: return with_time(op, *a.as<Time>(), b);
        case Kind::kDaysDuration: return with_duration(op, *a.as<DaysDuration>(), b);
        case Kind::kMonthsDuration: return with_duration(op, *a.as<MonthsDuration>(), b);
        default: return {};
    }
}

Value joined(std::string const& a, std::string const& b, Span span, Evaluation& evaluation) {
    if (a.size() + b.size() > evaluation.limits().characters_max)
        return evaluation.fail(span, ErrorCode::kFeelLimit,
                               {"characters", std::to_string(evaluation.limits().characters_max)});
    if (!evaluation.take_bytes(a.size() + b.size())) return {};
    return Value(a + b);
}

bool is_zero_division(Operator op, Value const& b) {
    if (op != Operator::kDivide) return false;
    if (auto const* number = b.as<Number>()) return number->is_zero();
    if (auto const* days = b.as<DaysDuration>()) return *days == DaysDuration{};
    if (auto const* months = b.as<MonthsDuration>()) return months->months == 0;
    return false;
}

}  // namespace

Value arithmetic(Operator op, Value const& a, Value const& b, Span span, Evaluation& evaluation) {
    if (a.as<Number>() && b.as<Number>()) {
        if (auto const number = numbers(op, *a.as<Number>(), *b.as<Number>())) return *number;
    }
    if (a.string() && b.string() && op == Operator::kAdd)
        return joined(*a.string(), *b.string(), span, evaluation);
    if (evaluation.reckons_unknowns() && !a.is_null() && !b.is_null())
        if (auto unknown = unknown_of(a, b)) return *std::move(unknown);
    if (a.is_null() || b.is_null())
        return evaluation.fail(span, ErrorCode::kFeelNullOperand, {symbol(op)});
    auto result = outcome(op, a, b);
    if (!result.value.is_null()) return std::move(result.value);
    if (!evaluation.keeps_causes()) return {};
    if (!result.meant)
        return evaluation.fail(span, ErrorCode::kFeelWrongOperand,
                               {symbol(op), kind_text(a), kind_text(b)});
    if (is_zero_division(op, b)) return evaluation.fail(span, ErrorCode::kFeelDivisionByZero);
    return evaluation.fail(span, ErrorCode::kFeelOutOfRange, {symbol(op)});
}

Value negate(Value const& value, Span span, Evaluation& evaluation) {
    if (auto const* number = value.as<Number>()) return -*number;
    if (auto const* days = value.as<DaysDuration>()) return Value(negated(*days));
    if (auto const* months = value.as<MonthsDuration>()) return Value(negated(*months));
    if (value.unknown()) return value;
    return evaluation.fail(span, ErrorCode::kFeelWrongOperand,
                           {"-", kind_text(value), kind_text(value)});
}

}  // namespace agglo::feel
