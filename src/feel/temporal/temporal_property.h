#pragma once
// The properties of dates, times and durations: `due.year`, `date and time("…").time offset`
// (DMN 1.5, 10.3.2.13, tables 65 and 66).
//
//   temporal_property(*parse_date("2024-02-29"), "weekday");   // 4, a Thursday
#include <optional>
#include <string_view>

#include "feel/value/value.h"

namespace agglo::feel {

/// Nothing when values of its kind have no such property; null when this one lacks it (the
/// timezone of a time that has none). Of a negative duration each part is negative. `second` and
/// `seconds` have their fraction.
std::optional<Value> temporal_property(Value const& value, std::string_view name);

}  // namespace agglo::feel
