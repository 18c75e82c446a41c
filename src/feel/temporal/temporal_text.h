#pragma once
// Temporal values as text: the lexical forms of XML Schema 1.1 with the zones that FEEL adds
// (`2021-01-01T10:00:00@Asia/Shanghai`), DMN 1.5, 10.3.2.3.5 – 10.3.2.3.9 and 10.3.4.1.
//
//   parse_date("2024-02-30");              // nothing: there is no such day
//   to_text(*parse_duration("PT90M"));     // "PT1H30M"
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "feel/temporal/temporal.h"

namespace agglo::feel {

constexpr size_t kTemporalTextMax = 128;

using Duration = std::variant<DaysDuration, MonthsDuration>;

std::optional<Date> parse_date(std::string_view text);
std::optional<Time> parse_time(std::string_view text);
/// A date and a time; `2021-01-01` alone is the start of that day.
std::optional<DateTime> parse_date_time(std::string_view text);
/// PnYnM is of months, PnDTnHnMn.nS of days; a mixture is neither.
std::optional<Duration> parse_duration(std::string_view text);
/// What may stand between the quotes of @"…": any of the above. Ordered by what fits.
using TemporalLiteral = std::variant<Date, Time, DateTime, DaysDuration, MonthsDuration>;
std::optional<TemporalLiteral> parse_temporal(std::string_view text);

std::string to_text(Date date);
std::string to_text(Time const& time);
std::string to_text(DateTime const& date_time);
std::string to_text(DaysDuration duration);
std::string to_text(MonthsDuration duration);

}  // namespace agglo::feel
