#pragma once
// Parts of dates as group keys: "signed_on:month" puts every day of May 2021 under one number.
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "base/value.h"

namespace agglo {

enum class DatePart : uint8_t { kNone, kYear, kQuarter, kMonth };

std::optional<DatePart> date_part_named(std::string_view name);

/// The period's number: periods that follow each other have numbers that do. kNone: the day.
int64_t date_part(DatePart part, int64_t days);
/// 2021, "2021Q2", "2021-05".
Value date_part_value(DatePart part, int64_t number);
/// First and last day of a period.
std::pair<Date, Date> date_part_days(DatePart part, int64_t number);
/// Between a period and the same of the next year.
int64_t periods_of_year(DatePart part);

}  // namespace agglo
