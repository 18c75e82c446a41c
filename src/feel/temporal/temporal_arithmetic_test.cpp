#include "feel/temporal/temporal_arithmetic.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {
namespace {

struct SumRow {
    char const* a;
    char const* duration;
    char const* sum;  // nullptr: none
};

template <class T>
void expect_sum(T const& a, SumRow const& row) {
    auto const duration = parse_duration(row.duration);
    ASSERT_TRUE(duration) << row.duration;
    auto const sum = std::visit([&](auto by) { return add(a, by); }, *duration);
    ASSERT_EQ(sum.has_value(), row.sum != nullptr) << row.a << " + " << row.duration;
    if (sum) {
        EXPECT_EQ(to_text(*sum), row.sum) << row.a << " + " << row.duration;
    }
}

TEST(TemporalArithmetic, AddsToDates) {
    for (auto const& row : {
             SumRow{"2024-01-31", "P1M", "2024-02-29"},
             SumRow{"2023-01-31", "P1M", "2023-02-28"},
             SumRow{"2024-03-31", "-P1M", "2024-02-29"},
             SumRow{"2024-02-29", "P1Y", "2025-02-28"},
             SumRow{"2024-02-29", "-P4Y", "2020-02-29"},
             SumRow{"2024-12-31", "P2M", "2025-02-28"},
             SumRow{"2024-10-31", "P1M", "2024-11-30"},
             SumRow{"0000-01-15", "-P1M", "-0001-12-15"},
             SumRow{"2024-02-28", "P1D", "2024-02-29"},
             SumRow{"2024-02-28", "PT36H", "2024-02-29"},
             SumRow{"2024-03-01", "-PT1S", "2024-02-29"},
             SumRow{"2024-03-01", "-PT0.1S", "2024-02-29"},
             SumRow{"2024-03-01", "PT23H", "2024-03-01"},
             SumRow{"999999999-12-31", "P1D", nullptr},
             SumRow{"999999999-12-31", "PT23H59M59.9S", "999999999-12-31"},
             SumRow{"-999999999-01-01", "-PT0.1S", nullptr},
             SumRow{"999999999-12-31", "P1M", nullptr},
             SumRow{"-999999999-01-01", "P1999999998Y", "999999999-01-01"},
             SumRow{"-999999999-01-01", "-P1M", nullptr},
             SumRow{"2024-01-01", "P9223372036854775807M", nullptr},
             SumRow{"2024-01-01", "PT9223372036854775807S", nullptr},
             SumRow{"-2024-01-01", "-PT9223372036854775807S", nullptr},
         }) {
        expect_sum(*parse_date(row.a), row);
    }
}

TEST(TemporalArithmetic, AddsToDateTimes) {
    for (auto const& row : {
             SumRow{"2024-01-31T10:00:00Z", "P1M", "2024-02-29T10:00:00Z"},
             SumRow{"2024-01-31T23:59:59.5", "PT0.5S", "2024-02-01T00:00:00"},
             SumRow{"2024-01-01T00:00:00", "-PT0.000000001S", "2023-12-31T23:59:59.999999999"},
             SumRow{"1969-12-31T23:59:59", "PT1S", "1970-01-01T00:00:00"},
             SumRow{"2024-01-31T10:00:00+08:00", "P1DT1H", "2024-02-01T11:00:00+08:00"},
             // Over the hour that Paris skips, and over the one that it has twice.
             SumRow{"2021-03-28T01:30:00@Europe/Paris", "PT1H", "2021-03-28T03:30:00@Europe/Paris"},
             SumRow{"2021-03-27T12:00:00@Europe/Paris", "P1D", "2021-03-28T13:00:00@Europe/Paris"},
             SumRow{"2021-10-31T01:30:00@Europe/Paris", "PT3H", "2021-10-31T03:30:00@Europe/Paris"},
             SumRow{"2021-10-30T12:00:00@Europe/Paris", "P1D", "2021-10-31T11:00:00@Europe/Paris"},
             SumRow{"2021-02-28T02:30:00@Europe/Paris", "P1M", "2021-03-28T02:30:00@Europe/Paris"},
             SumRow{"999999999-12-31T23:59:59", "PT1S", nullptr},
             SumRow{"999999999-12-31T23:59:59-18:00", "PT1S", nullptr},
             SumRow{"999999999-12-31T23:59:58-18:00", "PT1S", "999999999-12-31T23:59:59-18:00"},
             SumRow{"-999999999-01-01T00:00:00+18:00", "PT1S", "-999999999-01-01T00:00:01+18:00"},
             SumRow{"-999999999-01-01T00:00:00+18:00", "-PT1S", nullptr},
             SumRow{"2024-01-01T00:00:00Z", "PT9223372036854775807S", nullptr},
         }) {
        expect_sum(*parse_date_time(row.a), row);
    }
}

TEST(TemporalArithmetic, GoesAroundTheClock) {
    for (auto const& row : {
             SumRow{"23:30:00", "PT1H", "00:30:00"},
             SumRow{"00:30:00", "-PT1H", "23:30:00"},
             SumRow{"10:00:00+08:00", "P1DT1H", "11:00:00+08:00"},
             SumRow{"10:00:00@Europe/Paris", "-P3D", "10:00:00@Europe/Paris"},
             SumRow{"00:00:00", "-PT0.5S", "23:59:59.5"},
             SumRow{"23:59:59.5", "PT0.5S", "00:00:00"},
             SumRow{"00:00:00", "-PT9223372036854775807S", "08:29:53"},
         }) {
        auto const duration = std::get<DaysDuration>(*parse_duration(row.duration));
        EXPECT_EQ(to_text(add(*parse_time(row.a), duration)), row.sum)
            << row.a << " + " << row.duration;
    }
}

TEST(TemporalArithmetic, SubtractsAndCompares) {
    struct Row {
        char const* a;
        char const* b;
        char const* difference;  // nullptr: one has a zone and the other has none
    };
    for (auto const& row : {
             Row{"2024-03-01T00:00:00", "2024-02-28T00:00:00", "P2D"},
             Row{"2024-02-28T00:00:00", "2024-03-01T00:00:00.5", "-P2DT0.5S"},
             Row{"2024-01-01T10:00:00+01:00", "2024-01-01T10:00:00Z", "-PT1H"},
             Row{"2024-07-01T10:00:00+02:00", "2024-07-01T10:00:00@Europe/Paris", "PT0S"},
             Row{"2021-03-28T03:00:00@Europe/Paris", "2021-03-28T01:59:59@Europe/Paris", "PT1S"},
             Row{"2021-10-31T03:00:00@Europe/Paris", "2021-10-31T02:00:00@Europe/Paris", "PT2H"},
             Row{"2024-01-01T00:00:00@Europe/Paris", "2024-01-01T00:00:00@Asia/Dhaka", "PT5H"},
             Row{"2024-01-01T12:00:00@Australia/Melbourne", "2024-01-01T12:00:00@Australia/Sydney",
                 "PT0S"},
             Row{"2024-01-01T00:00:00Z", "2024-01-01T00:00:00", nullptr},
             Row{"2024-01-01T00:00:00", "2024-01-01T00:00:00@Etc/UTC", nullptr},
             Row{"999999999-12-31T23:59:59", "-999999999-01-01T00:00:00",
                 "P730484999633DT23H59M59S"},
         }) {
        auto const a = *parse_date_time(row.a);
        auto const b = *parse_date_time(row.b);
        auto const gap = difference(a, b);
        ASSERT_EQ(gap.has_value(), row.difference != nullptr) << row.a << " - " << row.b;
        ASSERT_EQ(compare(a, b).has_value(), gap.has_value());
        if (!gap) continue;
        EXPECT_EQ(to_text(*gap), row.difference) << row.a << " - " << row.b;
        EXPECT_EQ(compare(a, b), *gap <=> DaysDuration{}) << row.a << " ? " << row.b;
    }
}

TEST(TemporalArithmetic, TimesOfDayCompareByInstant) {
    struct Row {
        char const* a;
        char const* b;
        char const* difference;
    };
    for (auto const& row : {
             Row{"10:00:00", "09:00:00.5", "PT59M59.5S"},
             Row{"10:00:00Z", "11:00:00+01:00", "PT0S"},
             Row{"10:00:00+08:00", "10:00:00Z", "-PT8H"},
             Row{"12:00:00@Australia/Melbourne", "12:00:00@Australia/Sydney", "PT0S"},
             Row{"12:00:00@Europe/Paris", "12:00:00+01:00", "PT0S"},
             Row{"10:00:00", "10:00:00Z", nullptr},
         }) {
        auto const a = *parse_time(row.a);
        auto const b = *parse_time(row.b);
        auto const gap = difference(a, b);
        ASSERT_EQ(gap.has_value(), row.difference != nullptr) << row.a << " - " << row.b;
        ASSERT_EQ(compare(a, b).has_value(), gap.has_value());
        if (!gap) continue;
        EXPECT_EQ(to_text(*gap), row.difference) << row.a << " - " << row.b;
        EXPECT_EQ(compare(a, b), *gap <=> DaysDuration{});
    }
}

TEST(TemporalArithmetic, MultipliesDurations) {
    struct Row {
        char const* duration;
        char const* factor;
        char const* product;  // nullptr: out of range
    };
    for (auto const& row : {
             Row{"P1D", "10", "P10D"},
             Row{"PT23H", "2.5", "P2DT9H30M"},
             Row{"-PT1S", "0.5", "-PT0.5S"},
             Row{"PT1S", "0.3333333333333", "PT0.333333333S"},
             Row{"-PT1S", "0.3333333333333", "-PT0.333333333S"},
             Row{"P1D", "0", "PT0S"},
             Row{"PT9223372036854775807S", "1", "P106751991167300DT15H30M7S"},
             Row{"PT9223372036854775807S", "1.1", nullptr},
             Row{"P1D", "1e30", nullptr},
             Row{"P2M", "1.5", "P3M"},
             Row{"P1Y11M", "-2.5", "-P4Y9M"},
             Row{"P1M", "0.99", "P0M"},
             Row{"P1M", "1e19", nullptr},
         }) {
        auto const factor = Decimal128::parse(row.factor);
        auto const product = std::visit(
            [&](auto duration) -> std::string {
                auto const found = multiply(duration, *factor);
                return found ? to_text(*found) : "";
            },
            *parse_duration(row.duration));
        EXPECT_EQ(product, row.product ? row.product : "") << row.duration << " * " << row.factor;
    }
}

TEST(TemporalArithmetic, CountsMonthsBetween) {
    struct Row {
        char const* from;
        char const* to;
        int64_t months;
    };
    for (auto const& row : {
             Row{"2024-01-31", "2024-02-29", 0},
             Row{"2024-01-29", "2024-02-29", 1},
             Row{"2024-02-29", "2024-01-31", 0},
             Row{"2024-02-29", "2024-01-29", -1},
             Row{"2024-02-29", "2025-02-28", 11},
             Row{"2024-01-01", "2024-01-01", 0},
             Row{"2020-12-31T00:00:01", "2021-12-31T00:00:00", 12},
             Row{"2020-12-31T23:00:00+08:00", "2021-12-31T00:00:00", 12},
             Row{"0001-01-01", "-0001-01-01", -24},
             Row{"-999999999-01-01", "999999999-12-31", 23'999'999'987},
         }) {
        auto const from = *parse_date_time(row.from);
        auto const to = *parse_date_time(row.to);
        EXPECT_EQ(months_between(from, to).months, row.months) << row.from << " " << row.to;
    }
}

TEST(TemporalArithmetic, NegatesAndTotals) {
    Random random(11);
    for (int i = 0; i < 5'000; ++i) {
        DaysDuration const a{random.between(-1'000'000'000'000, 1'000'000'000'000),
                             static_cast<int32_t>(random.between(0, kNanosOfSecond - 1))};
        auto const minus = negated(a);
        ASSERT_TRUE(minus);
        ASSERT_EQ(add(a, *minus), DaysDuration{});
        ASSERT_EQ(of_total_seconds(total_seconds(a)), a);
        ASSERT_EQ(total_seconds(*minus), -total_seconds(a));
        ASSERT_EQ(std::get<DaysDuration>(*parse_duration(to_text(a))), a) << to_text(a);
    }
    EXPECT_FALSE(negated(DaysDuration{INT64_MIN, 0}));
    EXPECT_FALSE(negated(MonthsDuration{INT64_MIN}));
    EXPECT_FALSE(add(DaysDuration{INT64_MAX, 1}, DaysDuration{0, kNanosOfSecond - 1}));
    EXPECT_FALSE(add(MonthsDuration{INT64_MAX}, MonthsDuration{1}));
}

}  // namespace
}  // namespace agglo::feel
