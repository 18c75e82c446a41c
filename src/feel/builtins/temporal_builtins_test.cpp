// The temporal built-ins as expressions call them.
#include <gtest/gtest.h>

#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"
#include "feel/temporal/temporal_text.h"
#include "feel/value/value_text.h"

namespace agglo::feel {
namespace {

struct Row {
    char const* expression;
    char const* answer;
};

void expect_answers(std::initializer_list<Row> rows) {
    for (auto const& row : rows) {
        auto const expression = parse_expression(row.expression, {});
        ASSERT_TRUE(expression.ok()) << row.expression << expression.error().message_en();
        Evaluation evaluation({*parse_date_time("2024-02-29T23:30:00+08:00")});
        evaluation.keep_causes();
        auto const answer = evaluate(**expression, std::span<Value const>(), evaluation);
        EXPECT_EQ(to_feel(answer), row.answer) << row.expression;
        EXPECT_EQ(answer.is_null(), !evaluation.causes().empty()) << row.expression;
    }
}

TEST(TemporalBuiltins, Date) {
    expect_answers({
        {R"(date("2024-02-29"))", R"(@"2024-02-29")"},
        {R"(date(from: "-0044-03-15"))", R"(@"-0044-03-15")"},
        {R"(date(["2024-02-29"]))", R"(@"2024-02-29")"},
        {R"(date(@"2024-02-29"))", R"(@"2024-02-29")"},
        {R"(date(@"2024-02-29T23:30:00-08:00"))", R"(@"2024-02-29")"},
        {R"(date(2024, 2, 29))", R"(@"2024-02-29")"},
        {R"(date(day: 1, month: 2, year: -3))", R"(@"-0003-02-01")"},
        {R"(date(2024.0, 2, 29))", R"(@"2024-02-29")"},
        {R"(date(2024, 2, 30))", "null"},
        {R"(date(2023, 2, 29))", "null"},
        {R"(date(2024, 0, 1))", "null"},
        {R"(date(2024, 1, -1))", "null"},
        {R"(date(2024.5, 1, 1))", "null"},
        {R"(date(1000000000, 1, 1))", "null"},
        {R"(date(1e30, 1, 1))", "null"},
        {R"(date(2024, null, 1))", "null"},
        {R"(date(2024, 1))", "null"},
        {R"(date(2024))", "null"},
        {R"(date("2024-02-29T10:00:00"))", "null"},
        {R"(date(null))", "null"},
        {R"(date())", "null"},
        {R"(date([]))", "null"},
        {R"(date(@"10:00:00"))", "null"},
        {R"(date(text: "2024-02-29"))", "null"},
    });
}

TEST(TemporalBuiltins, Time) {
    expect_answers({
        {R"(time("10:20:30+08:00"))", R"(@"10:20:30+08:00")"},
        {R"(time(@"10:20:30@Europe/Paris"))", R"(@"10:20:30@Europe/Paris")"},
        {R"(time(@"2024-02-29T10:20:30Z"))", R"(@"10:20:30Z")"},
        {R"(time(@"2024-02-29"))", R"(@"00:00:00Z")"},
        {R"(time(10, 20, 30))", R"(@"10:20:30")"},
        {R"(time(10, 20, 30.25, null))", R"(@"10:20:30.25")"},
        {R"(time(10, 20, 30, @"PT0S"))", R"(@"10:20:30Z")"},
        {R"(time(10, 20, 30, @"-PT3H30M"))", R"(@"10:20:30-03:30")"},
        {R"(time(10, 20, 30, @"PT5H30M15S"))", R"(@"10:20:30+05:30:15")"},
        {R"(time(hour: 1, minute: 2, second: 3, offset: @"PT18H"))", R"(@"01:02:03+18:00")"},
        {R"(time(second: 3, minute: 2, hour: 1))", R"(@"01:02:03")"},
        {R"(time(10, 20, 30, @"PT18H1S"))", "null"},
        {R"(time(10, 20, 30, @"PT0.5S"))", "null"},
        {R"(time(10, 20, 30, @"P1M"))", "null"},
        {R"(time(24, 0, 0))", "null"},
        {R"(time(-1, 0, 0))", "null"},
        {R"(time(10, 60, 0))", "null"},
        {R"(time(10, 0.5, 0))", "null"},
        {R"(time(10, 0, 60))", "null"},
        {R"(time(10, 0, -0.1))", "null"},
        {R"(time(10, null, 0))", "null"},
        {R"(time(10, 0))", "null"},
        {R"(time("10:20"))", "null"},
        {R"(time(1020))", "null"},
        {R"(time(null))", "null"},
        {R"(time())", "null"},
    });
}

TEST(TemporalBuiltins, DateAndTime) {
    expect_answers({
        {R"(date and time("2024-02-29T10:20:30Z"))", R"(@"2024-02-29T10:20:30Z")"},
        {R"(date and time("2024-02-29"))", R"(@"2024-02-29T00:00:00")"},
        {R"(date and time(@"2024-02-29"))", R"(@"2024-02-29T00:00:00Z")"},
        {R"(date and time(@"2024-02-29T10:20:30"))", R"(@"2024-02-29T10:20:30")"},
        {R"(date and time(@"2024-02-29", @"10:20:30+08:00"))", R"(@"2024-02-29T10:20:30+08:00")"},
        {R"(date and time(@"2024-02-29T01:00:00-05:00", @"10:20:30"))",
         R"(@"2024-02-29T10:20:30")"},
        {R"(date and time(time: @"10:20:30", date: @"2024-02-29"))", R"(@"2024-02-29T10:20:30")"},
        {R"(date and time(@"2024-02-29", null))", "null"},
        {R"(date and time(null, @"10:20:30"))", "null"},
        {R"(date and time("2024-02-29", "10:20:30"))", "null"},
        {R"(date and time("soon"))", "null"},
        {R"(date and time(null))", "null"},
        {R"(date and time())", "null"},
    });
}

TEST(TemporalBuiltins, Durations) {
    expect_answers({
        {R"(duration("PT90M"))", R"(@"PT1H30M")"},
        {R"(duration(from: "-P14M"))", R"(@"-P1Y2M")"},
        {R"(duration("P1Y1D"))", "null"},
        {R"(duration(1))", "null"},
        {R"(duration(null))", "null"},
        {R"(years and months duration(@"2022-01-15", @"2024-03-14"))", R"(@"P2Y1M")"},
        {R"(years and months duration(@"2024-03-14", @"2022-01-15"))", R"(@"-P2Y1M")"},
        {R"(years and months duration(from: @"2024-01-31T23:00:00Z", to: @"2024-03-31"))",
         R"(@"P2M")"},
        {R"(years and months duration(@"2024-01-31", null))", "null"},
        {R"(years and months duration("2024-01-31", "2024-02-29"))", "null"},
    });
}

TEST(TemporalBuiltins, Calendar) {
    expect_answers({
        {R"(day of year(@"2024-12-31"))", "366"},
        {R"(day of year(date: @"2023-03-01T23:00:00-11:00"))", "60"},
        {R"(day of week(@"2024-02-29"))", R"("Thursday")"},
        {R"(day of week(@"2024-03-03T10:00:00"))", R"("Sunday")"},
        {R"(month of year(@"2024-02-29"))", R"("February")"},
        {R"(week of year(@"2024-12-29"))", "52"},
        {R"(week of year(@"2024-12-30"))", "1"},
        {R"(week of year(@"2021-01-03"))", "53"},
        {R"(week of year(@"2021-01-04T00:00:00"))", "1"},
        {R"(week of year(@"999999999-12-31"))", "52"},
        {R"(week of year(@"-999999999-01-01"))", "1"},
        {R"(week of year("2024-12-30"))", "null"},
        {R"(day of year(null))", "null"},
        {R"(day of week(@"10:00:00"))", "null"},
        {R"(month of year(@"2024-02-29", 1))", "null"},
        {R"(now())", R"(@"2024-02-29T23:30:00+08:00")"},
        {R"(today())", R"(@"2024-02-29")"},
        {R"(now(1))", "null"},
        {R"(today(1))", "null"},
    });
}

TEST(TemporalBuiltins, Is) {
    expect_answers({
        {R"(is(null, null))", "true"},
        {R"(is(1, null))", "false"},
        {R"(is(1, 1.0))", "true"},
        {R"(is(1, "1"))", "false"},
        {R"(is(@"10:00:00Z", @"11:00:00+01:00"))", "false"},
        {R"(is(@"10:00:00Z", @"10:00:00-00:00"))", "true"},
        {R"(is(@"10:00:00Z", @"10:00:00@Etc/UTC"))", "false"},
        {R"(is(@"2024-01-01", @"2024-01-01T00:00:00Z"))", "false"},
        {R"(is(@"2024-01-01T10:00:00@Europe/Paris", @"2024-01-01T10:00:00+01:00"))", "false"},
        {R"(is(@"PT24H", @"P1D"))", "true"},
        {R"(is(@"P0M", @"P0D"))", "false"},
        {R"(is([1, @"10:00:00Z"], [1, @"10:00:00Z"]))", "true"},
        {R"(is([1], [1, 2]))", "false"},
        {R"(is([1], 1))", "false"},
        {R"(is({a: 1, b: [2]}, {b: [2], a: 1}))", "true"},
        {R"(is({a: 1}, {b: 1}))", "false"},
        {R"(is({a: 1}, {a: 1, b: 1}))", "false"},
        {R"(is([1..2], [1..2]))", "true"},
        {R"(is([1..2], [1..2)))", "false"},
        {R"(is([10..10], (= 10)))", "false"},
        {R"(is(value2: 1, value1: 1))", "true"},
        {R"(is(value1: 1))", "false"},
        {R"(is())", "null"},
        {R"(is(1, 1, 1))", "null"},
    });
}

TEST(TemporalBuiltins, Range) {
    expect_answers({
        {R"feel(range("[1..3]"))feel", R"feel([1..3])feel"},
        {R"feel(range(" ( -1.5 .. 3 ) "))feel", R"feel((-1.5..3))feel"},
        {R"feel(range("]1..3["))feel", R"feel((1..3))feel"},
        {R"feel(range("[1..1]"))feel", R"feel([1..1])feel"},
        {R"feel(range(from: "[\"a\"..\"c..d\")"))feel", R"feel(["a".."c..d"))feel"},
        {R"feel(range("[@\"2024-01-01\"..date(\"2024-02-01\")]"))feel",
         R"feel([@"2024-01-01"..@"2024-02-01"])feel"},
        {R"feel(range("[duration(\"P1D\")..@\"P2D\"]"))feel", R"feel([@"P1D"..@"P2D"])feel"},
        {R"feel(range("[date(2024, 1, 1)..@\"2024-02-01\"]"))feel",
         R"feel([@"2024-01-01"..@"2024-02-01"])feel"},
        {R"feel(range("[3..1]"))feel", "null"},
        {R"feel(range("[1..\"a\"]"))feel", "null"},
        {R"feel(range("[@\"2024-01-01\"..@\"2024-01-02T00:00:00Z\"]"))feel", "null"},
        {R"feel(range("[@\"P1D\"..@\"P1M\"]"))feel", "null"},
        {R"feel(range("[1..1+1]"))feel", "null"},
        {R"feel(range("[now()..now()]"))feel", "null"},
        {R"feel(range("[date(string(\"2024-01-01\"))..@\"2024-02-01\"]"))feel", "null"},
        {R"feel(range("[date(\"never\")..@\"2024-02-01\"]"))feel", "null"},
        {R"feel(range("[true..true]"))feel", "null"},
        {R"feel(range("[null..3]"))feel", "null"},
        {R"feel(range("[..3]"))feel", "null"},
        {R"feel(range("(> 3)"))feel", "null"},
        {R"feel(range("[1, 2]"))feel", "null"},
        {R"feel(range("[1..2] [3..4]"))feel", "null"},
        {R"feel(range(""))feel", "null"},
        {R"feel(range([1..2]))feel", "null"},
        {R"feel(range(null))feel", "null"},
    });
}

}  // namespace
}  // namespace agglo::feel
