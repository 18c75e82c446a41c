#include "feel/temporal/temporal.h"

namespace agglo::feel {
namespace {

constexpr int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

constexpr bool is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int64_t days_of_month(int64_t year, int64_t month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Both below: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". The years begin in
// March there, so that the leap day is the last one; an era has 400 of them, 146 097 days.
constexpr int64_t kDaysOfEra = 146'097;
constexpr int64_t kDaysFromEraTo1970 = 719'468;

constexpr int64_t days_from_civil(int64_t year, int64_t month, int64_t day) {
    year -= month <= 2;
    auto const era = floor_divide(year, 400);
    auto const year_of_era = year - era * 400;
    auto const day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    auto const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * kDaysOfEra + day_of_era - kDaysFromEraTo1970;
}

constexpr int64_t kFirstDay = days_from_civil(-kYearMax, 1, 1);
constexpr int64_t kLastDay = days_from_civil(kYearMax, 12, 31);

}  // namespace

std::optional<Date> Date::of(int64_t year, int64_t month, int64_t day) {
    if (year < -kYearMax || year > kYearMax || month < 1 || month > 12) return std::nullopt;
    if (day < 1 || day > days_of_month(year, month)) return std::nullopt;
    return Date{static_cast<int32_t>(year), static_cast<int8_t>(month), static_cast<int8_t>(day)};
}

std::optional<Date> Date::of_days(int64_t days) {
    if (days < kFirstDay || days > kLastDay) return std::nullopt;
    days += kDaysFromEraTo1970;
    auto const era = floor_divide(days, kDaysOfEra);
    auto const day_of_era = days - era * kDaysOfEra;
    auto const year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    auto const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    auto const month_from_march = (5 * day_of_year + 2) / 153;
    auto const day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    auto const month = month_from_march + (month_from_march < 10 ? 3 : -9);
    auto const year = year_of_era + era * 400 + (month <= 2);
    return Date{static_cast<int32_t>(year), static_cast<int8_t>(month), static_cast<int8_t>(day)};
}

int64_t Date::days() const {
    return days_from_civil(year, month, day);
}

int Date::weekday() const {
    auto const since_monday = (days() + 3) % 7;  // 1970-01-01 was a Thursday
    return static_cast<int>(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

DateTime DateTime::of(Date date, Time time) {
    return {date.days() * kSecondsOfDay + time.second_of_day, time.nanos, time.zone};
}

Date DateTime::date() const {
    auto const days = floor_divide(local_second, kSecondsOfDay);
    return Date::of_days(days).value_or(Date());
}

Time DateTime::time() const {
    auto const days = floor_divide(local_second, kSecondsOfDay);
    return {static_cast<int32_t>(local_second - days * kSecondsOfDay), nanos, zone};
}

int64_t DateTime::utc_second() const {
    return local_second - zone.offset_s_at_local(local_second);
}

}  // namespace agglo::feel
