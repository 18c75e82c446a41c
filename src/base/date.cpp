#include "base/date.h"

#include <chrono>
#include <fmt/format.h>

namespace agglo {

namespace {

constexpr int64_t kUsPerSecond = 1'000'000;
constexpr int64_t kSecondsPerDay = 86'400;
constexpr int64_t kShanghaiOffsetSeconds = 8 * 3600;

Error bad_date(std::string_view text) {
    return Error(ErrorCode::kBadDate, {std::string(text.substr(0, 40))});
}

/// Reads exactly `count` digits from the front; -1 when they are not there.
int take_digits(std::string_view& text, size_t count) {
    if (text.size() < count) return -1;
    int value = 0;
    for (size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

int64_t floor_divide(int64_t value, int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

/// Fraction digits after '.', in microseconds; more than six digits are cut. -1 when there are
/// none.
int64_t take_fraction_us(std::string_view& text) {
    int64_t us = 0;
    int64_t unit = 100'000;
    size_t digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9';
         text.remove_prefix(1), ++digits) {
        us += (text.front() - '0') * unit;
        unit /= 10;
    }
    return digits == 0 ? -1 : us;
}

/// `Z`, `+08:00`: seconds east of UTC; nothing when malformed.
std::optional<int64_t> take_offset_seconds(std::string_view& text) {
    if (take(text, 'Z')) return 0;
    bool const west = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    int const hours = take_digits(text, 2);
    if (hours < 0 || hours > 14 || !take(text, ':')) return std::nullopt;
    int const minutes = take_digits(text, 2);
    if (minutes < 0 || minutes > 59) return std::nullopt;
    int64_t const seconds = hours * 3600 + minutes * 60;
    return west ? -seconds : seconds;
}

}  // namespace

Result<Date> Date::from_civil(int year, int month, int day) {
    namespace chrono = std::chrono;
    chrono::year_month_day const civil{chrono::year(year),
                                       chrono::month(static_cast<unsigned>(month)),
                                       chrono::day(static_cast<unsigned>(day))};
    if (year < 1 || year > 9999 || month < 1 || day < 1 || !civil.ok()) {
        return bad_date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
    }
    return Date{static_cast<int32_t>(chrono::sys_days(civil).time_since_epoch().count())};
}

Result<Date> Date::parse(std::string_view text) {
    auto rest = text;
    int const year = take_digits(rest, 4);
    if (year < 0 || !take(rest, '-')) return bad_date(text);
    int const month = take_digits(rest, 2);
    if (month < 0 || !take(rest, '-')) return bad_date(text);
    int const day = take_digits(rest, 2);
    if (day < 0 || !rest.empty()) return bad_date(text);
    return from_civil(year, month, day);
}

Result<Date> Date::parse_month(std::string_view text) {
    if (text.size() != 7) return bad_date(text);
    auto const parsed = parse(std::string(text) + "-01");
    if (!parsed.ok()) return bad_date(text);
    return parsed;
}

Date::Civil Date::civil() const {
    std::chrono::year_month_day const civil{std::chrono::sys_days(std::chrono::days(days))};
    return {static_cast<int>(civil.year()), static_cast<int>(static_cast<unsigned>(civil.month())),
            static_cast<int>(static_cast<unsigned>(civil.day()))};
}

std::string Date::to_string() const {
    auto const [year, month, day] = civil();
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string Date::to_month_string() const {
    auto const [year, month, day] = civil();
    return fmt::format("{:04}-{:02}", year, month);
}

Instant Instant::now() {
    auto const since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

Result<Instant> Instant::parse(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return bad_date(text);
    auto const date = Date::parse(text.substr(0, 10));
    if (!date.ok()) return bad_date(text);
    auto rest = text.substr(11);
    int const hour = take_digits(rest, 2);
    if (hour < 0 || hour > 23 || !take(rest, ':')) return bad_date(text);
    int const minute = take_digits(rest, 2);
    if (minute < 0 || minute > 59 || !take(rest, ':')) return bad_date(text);
    int const second = take_digits(rest, 2);
    if (second < 0 || second > 59) return bad_date(text);
    int64_t const fraction_us = take(rest, '.') ? take_fraction_us(rest) : 0;
    if (fraction_us < 0) return bad_date(text);
    auto const offset = take_offset_seconds(rest);
    if (!offset || !rest.empty()) return bad_date(text);
    int64_t const seconds =
        date->days * kSecondsPerDay + hour * 3600 + minute * 60 + second - *offset;
    return Instant{seconds * kUsPerSecond + fraction_us};
}

std::string Instant::to_string() const {
    int64_t const seconds = floor_divide(us, kUsPerSecond);
    int64_t const fraction = us - seconds * kUsPerSecond;
    int64_t const day = floor_divide(seconds, kSecondsPerDay);
    int64_t const in_day = seconds - day * kSecondsPerDay;
    auto text = fmt::format("{}T{:02}:{:02}:{:02}", Date{static_cast<int32_t>(day)}.to_string(),
                            in_day / 3600, in_day / 60 % 60, in_day % 60);
    if (fraction != 0) text += fmt::format(".{:06}", fraction);
    return text + "Z";
}

Date Instant::date_in_shanghai() const {
    int64_t const seconds = floor_divide(us, kUsPerSecond) + kShanghaiOffsetSeconds;
    return {static_cast<int32_t>(floor_divide(seconds, kSecondsPerDay))};
}

}  // namespace agglo
