#include "feel/value/compare.h"

#include "feel/temporal/temporal_arithmetic.h"

namespace agglo::feel {

namespace {

using Truth = std::optional<bool>;

/// True when all are, false when one is; else nothing.
class Conjunction {
public:
    /// False when the outcome is known.
    bool add(Truth term) {
        if (!term) unknown_ = true;
        if (term && !*term) false_ = true;
        return !false_;
    }
    Truth outcome() const {
        if (false_) return false;
        return unknown_ ? Truth() : Truth(true);
    }

private:
    bool unknown_ = false;
    bool false_ = false;
};

Truth lists_equal(List const& a, List const& b) {
    if (a.size() != b.size()) return false;
    Conjunction all;
    for (size_t i = 0; i < a.size(); ++i)
        if (!all.add(equals(a[i], b[i]))) break;
    return all.outcome();
}

Truth contexts_equal(Context const& a, Context const& b) {
    if (a.size() != b.size()) return false;
    Conjunction all;
    for (auto const& [name, value] : a.entries()) {
        auto const* other = b.find(name);
        if (!all.add(other ? equals(value, *other) : Truth(false))) break;
    }
    return all.outcome();
}

Truth ranges_equal(Range const& a, Range const& b) {
    bool const alike =
        a.form == b.form && a.low_included == b.low_included && a.high_included == b.high_included;
    if (!alike) return false;
    Conjunction both;
    if (both.add(equals(a.low, b.low))) both.add(equals(a.high, b.high));
    return both.outcome();
}

template <class T>
Truth by_order(T const& a, T const& b) {
    auto const order = compare(a, b);
    return order ? Truth(*order == 0) : Truth();
}

/// A date among date and times is the midnight of its day, UTC (10.3.2.9.4).
DateTime midnight(Date date) {
    return DateTime::of(date, Time{0, 0, Zone::utc()});
}

std::optional<std::strong_ordering> mixed_order(Value const& a, Value const& b) {
    if (auto const* date = a.as<Date>(); date && b.as<DateTime>())
        return compare(midnight(*date), *b.as<DateTime>());
    if (auto const* date = b.as<Date>(); date && a.as<DateTime>())
        return compare(*a.as<DateTime>(), midnight(*date));
    return std::nullopt;
}

Truth above_low(Range const& range, Value const& value) {
    if (range.low.is_null()) return true;
    auto const order = feel::order(value, range.low);
    if (!order) return std::nullopt;
    return *order > 0 || (*order == 0 && range.low_included);
}

Truth below_high(Range const& range, Value const& value) {
    if (range.high.is_null()) return true;
    auto const order = feel::order(value, range.high);
    if (!order) return std::nullopt;
    return *order < 0 || (*order == 0 && range.high_included);
}

}  // namespace

std::optional<bool> equals(Value const& a, Value const& b) {
    if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
    if (a.kind() != b.kind()) {
        auto const order = mixed_order(a, b);
        return order ? Truth(*order == 0) : Truth();
    }
    switch (a.kind()) {
        case Kind::kNull: return true;
        case Kind::kBoolean: return *a.as<bool>() == *b.as<bool>();
        case Kind::kNumber: return *a.as<Number>() == *b.as<Number>();
        case Kind::kString: return *a.string() == *b.string();
        case Kind::kDate: return *a.as<Date>() == *b.as<Date>();
        case Kind::kTime: return by_order(*a.as<Time>(), *b.as<Time>());
        case Kind::kDateTime: return by_order(*a.as<DateTime>(), *b.as<DateTime>());
        case Kind::kDaysDuration: return *a.as<DaysDuration>() == *b.as<DaysDuration>();
        case Kind::kMonthsDuration: return *a.as<MonthsDuration>() == *b.as<MonthsDuration>();
        case Kind::kList: return lists_equal(*a.list(), *b.list());
        case Kind::kContext: return contexts_equal(*a.context(), *b.context());
        case Kind::kRange: return ranges_equal(*a.range(), *b.range());
        case Kind::kFunction: return a.function() == b.function();
        case Kind::kUnknown: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::strong_ordering> order(Value const& a, Value const& b) {
    if (a.kind() != b.kind()) return mixed_order(a, b);
    switch (a.kind()) {
        case Kind::kNumber: return *a.as<Number>() <=> *b.as<Number>();
        // The order of UTF-8 bytes is that of code points.
        case Kind::kString: return a.string()->compare(*b.string()) <=> 0;
        case Kind::kDate: return *a.as<Date>() <=> *b.as<Date>();
        case Kind::kTime: return compare(*a.as<Time>(), *b.as<Time>());
        case Kind::kDateTime: return compare(*a.as<DateTime>(), *b.as<DateTime>());
        case Kind::kDaysDuration: return *a.as<DaysDuration>() <=> *b.as<DaysDuration>();
        case Kind::kMonthsDuration: return *a.as<MonthsDuration>() <=> *b.as<MonthsDuration>();
        default: return std::nullopt;
    }
}

std::optional<bool> contains(Range const& range, Value const& value) {
    if (range.form == Range::Form::kEqual) return equals(value, range.low);
    if (range.form == Range::Form::kNotEqual) {
        auto const equal = equals(value, range.low);
        return equal ? Truth(!*equal) : Truth();
    }
    if (range.low.is_null() && range.high.is_null()) return std::nullopt;
    // An interval written with a null end is not a range of anything.
    bool const half = range.low.is_null() || range.high.is_null();
    if (half && range.form == Range::Form::kInterval) return std::nullopt;
    Conjunction both;
    if (both.add(above_low(range, value))) both.add(below_high(range, value));
    return both.outcome();
}

}  // namespace agglo::feel
