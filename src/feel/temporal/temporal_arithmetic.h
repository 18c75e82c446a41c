#pragma once
// What FEEL's + - * / and comparisons mean for temporal values (DMN 1.5, 10.3.2.13 tables 57 – 60).
// Nothing is the answer where the result would leave the range of years, or has no meaning.
#include <compare>
#include <optional>

#include "base/decimal128.h"
#include "feel/temporal/temporal.h"

namespace agglo::feel {

std::optional<Date> add(Date date, MonthsDuration months);
/// By whole days: the date and time at midnight plus the duration, its date taken.
std::optional<Date> add(Date date, DaysDuration duration);
std::optional<DateTime> add(DateTime const& at, MonthsDuration months);
/// On the time line: a region's offset may change underway.
std::optional<DateTime> add(DateTime const& at, DaysDuration duration);
/// Around the clock.
Time add(Time const& time, DaysDuration duration);

std::optional<DaysDuration> add(DaysDuration a, DaysDuration b);
std::optional<MonthsDuration> add(MonthsDuration a, MonthsDuration b);
std::optional<DaysDuration> negated(DaysDuration a);
std::optional<MonthsDuration> negated(MonthsDuration a);

/// Nothing when one has a zone and the other has none.
std::optional<DaysDuration> difference(DateTime const& a, DateTime const& b);
std::optional<DaysDuration> difference(Time const& a, Time const& b);
std::optional<DaysDuration> difference(Date a, Date b);

std::optional<DaysDuration> multiply(DaysDuration a, Decimal128 factor);
/// Months are whole: the product is truncated.
std::optional<MonthsDuration> multiply(MonthsDuration a, Decimal128 factor);
/// Seconds, exactly.
Decimal128 total_seconds(DaysDuration a);
std::optional<DaysDuration> of_total_seconds(Decimal128 seconds);

/// By instant when both have a zone or both have none; else nothing.
std::optional<std::strong_ordering> compare(DateTime const& a, DateTime const& b);
std::optional<std::strong_ordering> compare(Time const& a, Time const& b);

/// Whole months from `from` to `to` (10.3.4.1, `years and months duration`).
MonthsDuration months_between(DateTime const& from, DateTime const& to);

}  // namespace agglo::feel
