#include "query/date_part.h"

namespace agglo {

namespace {

std::string two_digits(int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

Date first_day(DatePart part, int64_t number) {
    auto const periods = periods_of_year(part);
    auto const year = static_cast<int>(number / periods);
    auto const month = static_cast<int>(number % periods * (12 / periods)) + 1;
    constexpr int kYearMax = 9999;
    if (year > kYearMax) return Date{Date::from_civil(kYearMax, 12, 31).value().days + 1};
    return Date::from_civil(year, month, 1).value();
}

}  // namespace

std::optional<DatePart> date_part_named(std::string_view name) {
    if (name == "year") return DatePart::kYear;
    if (name == "quarter") return DatePart::kQuarter;
    if (name == "month") return DatePart::kMonth;
    return std::nullopt;
}

int64_t date_part(DatePart part, int64_t days) {
    auto const [year, month, day] = Date{static_cast<int32_t>(days)}.civil();
    switch (part) {
        case DatePart::kYear: return year;
        case DatePart::kQuarter: return year * 4 + (month - 1) / 3;
        case DatePart::kMonth: return year * 12 + month - 1;
        case DatePart::kNone: break;
    }
    return days;
}

Value date_part_value(DatePart part, int64_t number) {
    if (part == DatePart::kQuarter)
        return std::to_string(number / 4) + "Q" + std::to_string(number % 4 + 1);
    if (part == DatePart::kMonth)
        return std::to_string(number / 12) + "-" + two_digits(number % 12 + 1);
    return number;
}

std::pair<Date, Date> date_part_days(DatePart part, int64_t number) {
    return {first_day(part, number), Date{first_day(part, number + 1).days - 1}};
}

int64_t periods_of_year(DatePart part) {
    return part == DatePart::kMonth ? 12 : part == DatePart::kQuarter ? 4 : 1;
}

}  // namespace agglo
