#include "feel/temporal/temporal_arithmetic.h"

#include <algorithm>

namespace agglo::feel {
namespace {

struct Moment {
    int64_t second = 0;
    int32_t nanos = 0;

    friend auto operator<=>(Moment, Moment) = default;
};

std::optional<Moment> later(Moment from, DaysDuration by) {
    Moment to;
    if (__builtin_add_overflow(from.second, by.seconds, &to.second)) return std::nullopt;
    to.nanos = from.nanos + by.nanos;
    if (to.nanos < kNanosOfSecond) return to;
    to.nanos -= kNanosOfSecond;
    if (__builtin_add_overflow(to.second, int64_t{1}, &to.second)) return std::nullopt;
    return to;
}

/// Of moments not further apart than the years are.
DaysDuration from_to(Moment from, Moment to) {
    auto const borrowed = to.nanos < from.nanos;
    return {to.second - from.second - borrowed,
            to.nanos - from.nanos + (borrowed ? kNanosOfSecond : 0)};
}

Moment instant(DateTime const& at) {
    return {at.utc_second(), at.nanos};
}

/// A time alone is of no day: a region counts by its standard offset.
Moment instant(Time const& time) {
    return {time.second_of_day - time.zone.standard_offset_s(), time.nanos};
}

template <class T>
bool both_have_zone_or_none(T const& a, T const& b) {
    return a.zone.is_none() == b.zone.is_none();
}

template <class T>
std::optional<DaysDuration> difference_of_instants(T const& a, T const& b) {
    if (!both_have_zone_or_none(a, b)) return std::nullopt;
    return from_to(instant(b), instant(a));
}

template <class T>
std::optional<std::strong_ordering> order_of_instants(T const& a, T const& b) {
    if (!both_have_zone_or_none(a, b)) return std::nullopt;
    return instant(a) <=> instant(b);
}

int64_t months_since_year_0(Date date) {
    return int64_t{date.year} * 12 + date.month - 1;
}

bool is_within_years(int64_t local_second) {
    static auto const first = Date::of(-kYearMax, 1, 1)->days() * kSecondsOfDay;
    static auto const beyond = (Date::of(kYearMax, 12, 31)->days() + 1) * kSecondsOfDay;
    return local_second >= first && local_second < beyond;
}

}  // namespace

std::optional<Date> add(Date date, MonthsDuration months) {
    int64_t to = 0;
    if (__builtin_add_overflow(months_since_year_0(date), months.months, &to)) return std::nullopt;
    auto const month = (to % 12 + 12) % 12;
    auto const year = (to - month) / 12;
    for (int day = date.day; day >= std::min<int>(date.day, 28); --day) {
        if (auto const there = Date::of(year, month + 1, day)) return there;
    }
    return std::nullopt;
}

std::optional<Date> add(Date date, DaysDuration duration) {
    auto const there = add(DateTime::of(date, {}), duration);
    if (!there) return std::nullopt;
    return there->date();
}

std::optional<DateTime> add(DateTime const& at, MonthsDuration months) {
    auto const there = add(at.date(), months);
    if (!there) return std::nullopt;
    return DateTime::of(*there, at.time());
}

std::optional<DateTime> add(DateTime const& at, DaysDuration duration) {
    auto const there = later(instant(at), duration);
    // A day more or less, so that adding the offset cannot overflow.
    if (!there || !(is_within_years(there->second + (there->second < 0 ? 1 : -1) * kSecondsOfDay)))
        return std::nullopt;
    auto const local = there->second + at.zone.offset_s_at_utc(there->second);
    if (!is_within_years(local)) return std::nullopt;
    return DateTime{local, there->nanos, at.zone};
}

Time add(Time const& time, DaysDuration duration) {
    auto const there = *later({time.second_of_day, time.nanos},
                              {duration.seconds % kSecondsOfDay, duration.nanos});
    auto const second = (there.second % kSecondsOfDay + kSecondsOfDay) % kSecondsOfDay;
    return {static_cast<int32_t>(second), there.nanos, time.zone};
}

std::optional<DaysDuration> add(DaysDuration a, DaysDuration b) {
    auto const sum = later({a.seconds, a.nanos}, b);
    if (!sum) return std::nullopt;
    return DaysDuration{sum->second, sum->nanos};
}

std::optional<MonthsDuration> add(MonthsDuration a, MonthsDuration b) {
    MonthsDuration sum;
    if (__builtin_add_overflow(a.months, b.months, &sum.months)) return std::nullopt;
    return sum;
}

std::optional<DaysDuration> negated(DaysDuration a) {
    if (a.nanos != 0) return DaysDuration{-(a.seconds + 1), kNanosOfSecond - a.nanos};
    if (a.seconds == INT64_MIN) return std::nullopt;
    return DaysDuration{-a.seconds, 0};
}

std::optional<MonthsDuration> negated(MonthsDuration a) {
    if (a.months == INT64_MIN) return std::nullopt;
    return MonthsDuration{-a.months};
}

std::optional<DaysDuration> difference(DateTime const& a, DateTime const& b) {
    return difference_of_instants(a, b);
}

std::optional<DaysDuration> difference(Time const& a, Time const& b) {
    return difference_of_instants(a, b);
}

std::optional<DaysDuration> difference(Date a, Date b) {
    return DaysDuration{(a.days() - b.days()) * kSecondsOfDay, 0};
}

std::optional<DaysDuration> multiply(DaysDuration a, Decimal128 factor) {
    auto const product = multiply(total_seconds(a), factor);
    if (!product) return std::nullopt;
    return of_total_seconds(*product);
}

std::optional<MonthsDuration> multiply(MonthsDuration a, Decimal128 factor) {
    auto const product = multiply(Decimal128(a.months), factor);
    auto const months = product ? product->truncated() : std::nullopt;
    if (!months) return std::nullopt;
    return MonthsDuration{*months};
}

Decimal128 total_seconds(DaysDuration a) {
    return *add(Decimal128(a.seconds), Decimal128::scaled(a.nanos, 9));
}

std::optional<DaysDuration> of_total_seconds(Decimal128 seconds) {
    auto const nanoseconds = round_to(seconds, 9, Rounding::kDown);
    if (!nanoseconds) return std::nullopt;
    auto const floor = round_to(*nanoseconds, 0, Rounding::kFloor);
    auto const whole = floor ? floor->to_int64() : std::nullopt;
    if (!whole) return std::nullopt;
    auto const rest = multiply(*subtract(*nanoseconds, *floor), kNanosOfSecond)->to_int64();
    return DaysDuration{*whole, static_cast<int32_t>(rest.value_or(0))};
}

std::optional<std::strong_ordering> compare(DateTime const& a, DateTime const& b) {
    return order_of_instants(a, b);
}

std::optional<std::strong_ordering> compare(Time const& a, Time const& b) {
    return order_of_instants(a, b);
}

MonthsDuration months_between(DateTime const& from, DateTime const& to) {
    auto const first = from.date();
    auto const last = to.date();
    auto const months = months_since_year_0(last) - months_since_year_0(first);
    if (months > 0 && last.day < first.day) return {months - 1};
    if (months < 0 && last.day > first.day) return {months + 1};
    return {months};
}

}  // namespace agglo::feel
