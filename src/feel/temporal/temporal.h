#pragma once
// The temporal values of FEEL (DMN 1.5, 10.3.2.3.5 – 10.3.2.3.9). Proleptic Gregorian, years
// -999 999 999 … 999 999 999, nanoseconds. Each fits in 16 bytes; each has a text form in
// temporal_text.h and arithmetic in temporal_arithmetic.h.
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "feel/temporal/zone.h"

namespace agglo::feel {

constexpr int32_t kYearMax = 999'999'999;
constexpr int64_t kSecondsOfDay = 86'400;
constexpr int32_t kNanosOfSecond = 1'000'000'000;

struct Date {
    int32_t year = 1970;
    int8_t month = 1;
    int8_t day = 1;

    /// Nothing when there is no such day.
    static std::optional<Date> of(int64_t year, int64_t month, int64_t day);
    /// Days since 1970-01-01. Nothing beyond the years above.
    static std::optional<Date> of_days(int64_t days);
    int64_t days() const;
    /// 1 Monday … 7 Sunday.
    int weekday() const;

    friend auto operator<=>(Date, Date) = default;
};

/// A time of day; where its zone is an offset it compares by instant (10.3.2.3.4).
struct Time {
    int32_t second_of_day = 0;
    int32_t nanos = 0;
    Zone zone;

    int hour() const { return second_of_day / 3600; }
    int minute() const { return second_of_day / 60 % 60; }
    int second() const { return second_of_day % 60; }
};

/// A local date and time of day, with or without a zone.
struct DateTime {
    int64_t local_second = 0;  ///< since 1970-01-01T00:00:00 on the local clock
    int32_t nanos = 0;
    Zone zone;

    static DateTime of(Date date, Time time);
    Date date() const;
    Time time() const;
    /// Seconds since 1970-01-01T00:00:00Z; without a zone, as though it were UTC.
    int64_t utc_second() const;
};

/// seconds + nanos / 10^9, with 0 <= nanos < 10^9.
struct DaysDuration {
    int64_t seconds = 0;
    int32_t nanos = 0;

    friend auto operator<=>(DaysDuration, DaysDuration) = default;
};

struct MonthsDuration {
    int64_t months = 0;

    friend auto operator<=>(MonthsDuration, MonthsDuration) = default;
};

}  // namespace agglo::feel
