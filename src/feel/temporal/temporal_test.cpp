#include "feel/temporal/temporal.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {
namespace {

TEST(Temporal, CountsDaysFrom1970) {
    struct Row {
        char const* date;
        int64_t days;
        int weekday;
    };
    for (auto const& row : {
             Row{"1970-01-01", 0, 4},
             Row{"1969-12-31", -1, 3},
             Row{"2000-02-29", 11'016, 2},
             Row{"2024-03-01", 19'783, 5},
             Row{"0000-03-01", -719'468, 3},
             Row{"-0001-12-31", -719'529, 5},
             Row{"999999999-12-31", 365'241'780'471, 5},
             Row{"-999999999-01-01", -365'243'219'162, 1},
         }) {
        auto const date = parse_date(row.date);
        ASSERT_TRUE(date) << row.date;
        EXPECT_EQ(date->days(), row.days) << row.date;
        EXPECT_EQ(date->weekday(), row.weekday) << row.date;
        EXPECT_EQ(Date::of_days(row.days), date) << row.date;
    }
    EXPECT_FALSE(Date::of_days(365'241'780'472));
    EXPECT_FALSE(Date::of_days(-365'243'219'163));
}

TEST(Temporal, EveryDayHasOneDate) {
    Random random(20241122);
    for (int i = 0; i < 20'000; ++i) {
        auto const far = random.chance(1, 2);
        auto const days = far ? random.between(-365'243'219'162, 365'241'780'470)
                              : random.between(-800'000, 800'000);
        auto const date = Date::of_days(days);
        ASSERT_TRUE(date) << days;
        ASSERT_EQ(date->days(), days);
        ASSERT_EQ(Date::of(date->year, date->month, date->day), date);
        ASSERT_EQ(parse_date(to_text(*date)), date);
        auto const next = Date::of_days(days + 1);
        ASSERT_GT(*next, *date);
        ASSERT_EQ(next->weekday(), date->weekday() % 7 + 1);
    }
}

TEST(Temporal, ADateTimeIsADateAndATime) {
    Random random(7);
    for (int i = 0; i < 5'000; ++i) {
        auto const date = *Date::of_days(random.between(-365'243'219'162, 365'241'780'471));
        Time const time{static_cast<int32_t>(random.between(0, kSecondsOfDay - 1)),
                        static_cast<int32_t>(random.between(0, kNanosOfSecond - 1)),
                        *Zone::of_offset(random.between(-Zone::kOffsetMax, Zone::kOffsetMax))};
        auto const at = DateTime::of(date, time);
        ASSERT_EQ(at.date(), date);
        ASSERT_EQ(to_text(at.time()), to_text(time));
        auto const again = parse_date_time(to_text(at));
        ASSERT_TRUE(again) << to_text(at);
        ASSERT_EQ(again->utc_second(), at.utc_second()) << to_text(at);
        ASSERT_EQ(again->nanos, at.nanos);
    }
}

}  // namespace
}  // namespace agglo::feel
