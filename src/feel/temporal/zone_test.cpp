#include "feel/temporal/zone.h"

#include <gtest/gtest.h>
#include <thread>

#include "feel/temporal/temporal_text.h"

namespace agglo::feel {
namespace {

TEST(Zone, KnowsRegionsByTheirName) {
    struct Row {
        char const* name;
        bool known;
    };
    for (auto const& row : {
             Row{"Europe/Paris", true},
             Row{"Asia/Shanghai", true},
             Row{"Asia/Calcutta", true},
             Row{"Etc/UTC", true},
             Row{"Etc/GMT+5", true},
             Row{"UTC", true},
             Row{"GMT", true},
             Row{"EST", true},
             Row{"CET", true},
             Row{"Australia/Melbourne", true},
             Row{"America/Argentina/Buenos_Aires", true},
             Row{"europe/paris", false},
             Row{"Europe/Paris ", false},
             Row{"Europe", false},
             Row{"GMT+5:30", false},
             Row{"GMT+05:30", false},
             Row{"GMT+5", false},
             Row{"UTC+1", false},
             Row{"+01:00", false},
             Row{"Z", false},
             Row{"PST", false},
             Row{"AET", false},
             Row{"SystemV/PST8PDT", false},
             Row{"Etc/Unknown", false},
             Row{"xyz/abc", false},
             Row{"", false},
         }) {
        auto const zone = Zone::of_region(row.name);
        ASSERT_EQ(zone.has_value(), row.known) << row.name;
        if (!zone) continue;
        EXPECT_EQ(zone->region(), row.name);
        EXPECT_TRUE(zone->is_region());
        EXPECT_EQ(Zone::of_region(row.name), zone);
    }
}

TEST(Zone, KeepsOffsetsWithinTheirLimit) {
    EXPECT_TRUE(Zone::of_offset(Zone::kOffsetMax));
    EXPECT_TRUE(Zone::of_offset(-Zone::kOffsetMax));
    EXPECT_FALSE(Zone::of_offset(Zone::kOffsetMax + 1));
    EXPECT_FALSE(Zone::of_offset(-Zone::kOffsetMax - 1));
    EXPECT_EQ(Zone::of_offset(0), Zone::utc());
    EXPECT_NE(Zone(), Zone::utc());
    EXPECT_NE(Zone::of_region("Etc/UTC"), Zone::utc());
}

TEST(Zone, FollowsTheClocksOfParis) {
    struct Row {
        char const* local;
        int32_t offset_s;
    };
    for (auto const& row : {
             Row{"2021-01-01T00:00:00", 3600},
             Row{"2021-07-01T00:00:00", 7200},
             Row{"2021-03-28T01:59:59", 3600},
             Row{"2021-03-28T02:00:00", 3600},  // skipped: as before
             Row{"2021-03-28T02:59:59", 3600},
             Row{"2021-03-28T03:00:00", 7200},
             Row{"2021-10-31T01:59:59", 7200},
             Row{"2021-10-31T02:30:00", 7200},  // twice: the earlier
             Row{"2021-10-31T03:00:00", 3600},
             Row{"1850-01-01T00:00:00", 561},  // the sun's
             Row{"-999999999-07-01T00:00:00", 561},
             Row{"12345-01-01T00:00:00", 3600},
             Row{"999999999-07-01T00:00:00", 7200},
         }) {
        auto const local = parse_date_time(row.local);
        ASSERT_TRUE(local) << row.local;
        auto const paris = Zone::of_region("Europe/Paris");
        EXPECT_EQ(paris->offset_s_at_local(local->local_second), row.offset_s) << row.local;
        auto const utc = local->local_second - row.offset_s;
        auto const skipped = std::string_view(row.local).starts_with("2021-03-28T02");
        EXPECT_EQ(paris->offset_s_at_utc(utc), skipped ? 7200 : row.offset_s) << row.local;
        EXPECT_EQ(paris->standard_offset_s(), 3600);
    }
}

TEST(Zone, IsSharedByThreads) {
    auto const ask = [](int first) {
        for (int i = 0; i < 50; ++i) {
            auto const sign = (i + first) % 2 ? "-" : "+";
            auto const name = std::string("Etc/GMT") + sign + std::to_string(i % 12);
            auto const zone = Zone::of_region(name);
            ASSERT_TRUE(zone) << name;
            ASSERT_EQ(zone->region(), name);
            ASSERT_EQ(zone->offset_s_at_utc(0), (*sign == '-' ? 1 : -1) * (i % 12) * 3600);
        }
    };
    std::thread other(ask, 0);
    ask(1);
    other.join();
}

}  // namespace
}  // namespace agglo::feel
