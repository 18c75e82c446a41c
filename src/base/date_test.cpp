#include "base/date.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

TEST(Date, ReadsOnlyRealDays) {
    for (auto const* text :
         {"2023-02-28", "2024-02-29", "1970-01-01", "9999-12-31", "0001-01-01"}) {
        auto const date = Date::parse(text);
        ASSERT_TRUE(date.ok()) << text;
        EXPECT_EQ(date->to_string(), text);
    }
    for (auto const* text :
         {"2023-02-29", "2023-13-01", "2023-1-01", "0000-01-01", "2023-01-01 ", "", "二〇二三"}) {
        EXPECT_FALSE(Date::parse(text).ok()) << text;
    }
    EXPECT_EQ(Date::parse("1970-01-02")->days, 1);
    EXPECT_EQ(Date::parse_month("2023-05")->to_month_string(), "2023-05");
    EXPECT_FALSE(Date::parse_month("2023-5").ok());
}

TEST(Instant, ReadsOffsetsAndFractions) {
    EXPECT_EQ(Instant::parse("1970-01-01T08:00:00+08:00")->us, 0);
    EXPECT_EQ(Instant::parse("1969-12-31T23:59:59.5Z")->us, -500'000);
    EXPECT_EQ(Instant::parse("1969-12-31T23:59:59.5Z")->to_string(), "1969-12-31T23:59:59.500000Z");
    for (auto const* text :
         {"2023-05-01T24:00:00Z", "2023-05-01T08:00:00", "2023-05-01T08:00:00.Z", "2023-05-01"}) {
        EXPECT_FALSE(Instant::parse(text).ok()) << text;
    }
}

TEST(Instant, DayTurnsInShanghai) {
    EXPECT_EQ(Instant::parse("2023-05-01T15:59:59Z")->date_in_shanghai().to_string(), "2023-05-01");
    EXPECT_EQ(Instant::parse("2023-05-01T16:00:00Z")->date_in_shanghai().to_string(), "2023-05-02");
}

}  // namespace
}  // namespace agglo
