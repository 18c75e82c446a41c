#include "feel/temporal/temporal_property.h"

#include <gtest/gtest.h>

#include "feel/temporal/temporal_text.h"
#include "feel/value/range_property.h"

namespace agglo::feel {
namespace {

Value temporal(char const* text) {
    return std::visit([](auto const& value) { return Value(value); }, *parse_temporal(text));
}

std::string shown(std::optional<Value> const& value) {
    if (!value) return "none";
    if (auto const* number = value->as<Number>()) return number->to_string();
    if (auto const* duration = value->as<DaysDuration>()) return to_text(*duration);
    if (auto const* text = value->string()) return *text;
    return value->is_null() ? "null" : value->is_true() ? "true" : "false";
}

TEST(TemporalProperty, IsReadByName) {
    struct Row {
        char const* value;
        char const* name;
        char const* property;
    };
    for (auto const& row : {
             Row{"-2024-02-29", "year", "-2024"},
             Row{"2024-02-29", "month", "2"},
             Row{"2024-02-29", "day", "29"},
             Row{"2024-02-29", "weekday", "4"},
             Row{"2024-03-03", "weekday", "7"},
             Row{"2024-02-29", "hour", "none"},
             Row{"2024-02-29", "timezone", "none"},
             Row{"2024-02-29T10:20:30.5+08:00", "year", "2024"},
             Row{"2024-02-29T10:20:30.5+08:00", "weekday", "4"},
             Row{"2024-02-29T10:20:30.5+08:00", "hour", "10"},
             Row{"2024-02-29T10:20:30.5+08:00", "minute", "20"},
             Row{"2024-02-29T10:20:30.5+08:00", "second", "30.5"},
             Row{"2024-02-29T10:20:30.5+08:00", "time offset", "PT8H"},
             Row{"2024-02-29T10:20:30.5+08:00", "timezone", "null"},
             Row{"2024-02-29T10:20:30", "time offset", "null"},
             Row{"2024-02-29T10:20:30@Europe/Paris", "time offset", "PT1H"},
             Row{"2024-07-29T10:20:30@Europe/Paris", "time offset", "PT2H"},
             Row{"2024-07-29T10:20:30@Europe/Paris", "timezone", "Europe/Paris"},
             Row{"2024-07-29T10:20:30", "days", "none"},
             Row{"10:20:30Z", "hour", "10"},
             Row{"10:20:30Z", "minute", "20"},
             Row{"10:20:30Z", "second", "30"},
             Row{"10:20:30Z", "time offset", "PT0S"},
             Row{"10:20:30-03:30", "time offset", "-PT3H30M"},
             Row{"10:20:30", "time offset", "null"},
             Row{"10:20:30@Etc/UTC", "time offset", "PT0S"},
             Row{"10:20:30@Etc/UTC", "timezone", "Etc/UTC"},
             Row{"10:20:30", "timezone", "null"},
             Row{"10:20:30", "year", "none"},
             Row{"P1DT2H3M4.5S", "days", "1"},
             Row{"P1DT2H3M4.5S", "hours", "2"},
             Row{"P1DT2H3M4.5S", "minutes", "3"},
             Row{"P1DT2H3M4.5S", "seconds", "4.5"},
             Row{"-P1DT2H3M4.5S", "days", "-1"},
             Row{"-P1DT2H3M4.5S", "hours", "-2"},
             Row{"-P1DT2H3M4.5S", "minutes", "-3"},
             Row{"-P1DT2H3M4.5S", "seconds", "-4.5"},
             Row{"-PT0.5S", "seconds", "-0.5"},
             Row{"-PT24H0.5S", "days", "-1"},
             Row{"PT1H", "years", "none"},
             Row{"P14M", "years", "1"},
             Row{"P14M", "months", "2"},
             Row{"-P14M", "years", "-1"},
             Row{"-P14M", "months", "-2"},
             Row{"P14M", "days", "none"},
         }) {
        EXPECT_EQ(shown(temporal_property(temporal(row.value), row.name)), row.property)
            << row.value << " . " << row.name;
    }
    EXPECT_EQ(shown(temporal_property(Number(1), "year")), "none");
}

TEST(RangeProperty, IsReadByName) {
    Range const range{Number(1), Value(), true, false};
    EXPECT_EQ(shown(range_property(range, "start")), "1");
    EXPECT_EQ(shown(range_property(range, "end")), "null");
    EXPECT_EQ(shown(range_property(range, "start included")), "true");
    EXPECT_EQ(shown(range_property(range, "end included")), "false");
    EXPECT_EQ(shown(range_property(range, "low")), "none");
}

}  // namespace
}  // namespace agglo::feel
