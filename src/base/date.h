#pragma once
// Dates without time, months, and instants.
//
// Date counts days since 1970-01-01 in the proleptic Gregorian calendar; years 1..9999. A Month is
// held as the Date of its first day. Instant counts microseconds since 1970-01-01T00:00:00Z.
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo {

struct Date {
    int32_t days = 0;

    /// "2023-05-01". Error: kBadDate.
    static Result<Date> parse(std::string_view text);
    /// "2023-05", the first day of the month. Error: kBadDate.
    static Result<Date> parse_month(std::string_view text);
    /// Error: kBadDate when there is no such day.
    static Result<Date> from_civil(int year, int month, int day);

    struct Civil {
        int year, month, day;
    };
    Civil civil() const;
    std::string to_string() const;
    std::string to_month_string() const;

    friend auto operator<=>(Date, Date) = default;
};

struct Instant {
    int64_t us = 0;

    static Instant now();
    /// "2023-05-01T08:00:00Z", with fraction and offset. Error: kBadDate.
    static Result<Instant> parse(std::string_view text);
    /// RFC 3339 in UTC; fraction only when not zero.
    std::string to_string() const;
    /// The civil date at this instant in Asia/Shanghai (UTC+8, no summer time since 1991).
    Date date_in_shanghai() const;

    friend auto operator<=>(Instant, Instant) = default;
};

}  // namespace agglo
