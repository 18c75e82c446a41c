#include "account/throttle.h"

#include <gtest/gtest.h>

#include "account/session_cache.h"

namespace agglo {
namespace {

constexpr int64_t kSecond_us = 1'000'000;
constexpr Instant kStart{1'700'000'000 * kSecond_us};

Instant after(int64_t seconds) {
    return {kStart.us + seconds * kSecond_us};
}

// The wait it answers, 0 when admitted.
int64_t wait_s(Throttle& throttle, std::string_view name, std::string_view remote, Instant now) {
    auto const result = throttle.admit(name, remote, now);
    return result.ok() ? 0 : std::stoll(result.error().arguments().at(0));
}

TEST(Throttle, DoublesTheWaitUpToItsLimit) {
    Throttle throttle;
    int64_t clock_s = 0;
    std::vector<int64_t> waits;
    for (int attempt = 0; attempt < 18; ++attempt) {
        waits.push_back(wait_s(throttle, "chen", "10.0.0.1", after(clock_s)));
        if (waits.back() == 0) continue;
        clock_s += waits.back();
        EXPECT_EQ(wait_s(throttle, "chen", "10.0.0.1", after(clock_s)), 0) << attempt;
    }
    EXPECT_EQ(waits, (std::vector<int64_t>{0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512,
                                           900, 900}));
}

TEST(Throttle, CountsByRemoteAcrossNames) {
    Throttle throttle;
    for (int i = 0; i <= Throttle::kByRemote.free_failures; ++i)
        EXPECT_EQ(wait_s(throttle, "name" + std::to_string(i), "10.0.0.1", kStart), 0);
    EXPECT_EQ(wait_s(throttle, "another", "10.0.0.1", kStart), 1);
    EXPECT_EQ(wait_s(throttle, "another", "10.0.0.2", kStart), 0);
}

TEST(Throttle, ForgivesAndForgets) {
    Throttle throttle;
    for (int i = 0; i <= Throttle::kByNameAndRemote.free_failures; ++i)
        EXPECT_EQ(wait_s(throttle, "chen", "10.0.0.1", kStart), 0);
    EXPECT_EQ(wait_s(throttle, "chen", "10.0.0.1", kStart), 1);
    throttle.forgive("chen", "10.0.0.1");
    EXPECT_EQ(wait_s(throttle, "chen", "10.0.0.1", kStart), 0);

    for (int i = 0; i < 5; ++i) (void)throttle.admit("wang", "10.0.0.1", kStart);
    auto const later = after(Throttle::kForgottenAfter_s + 1);
    for (int i = 0; i <= Throttle::kByNameAndRemote.free_failures; ++i)
        EXPECT_EQ(wait_s(throttle, "wang", "10.0.0.1", later), 0) << i;
}

TEST(Throttle, LeavesAnOfficeThatSignsInRightAlone) {
    Throttle throttle;
    for (int i = 0; i < 500; ++i) {
        auto const name = "name" + std::to_string(i);
        EXPECT_EQ(wait_s(throttle, name, "10.0.0.1", kStart), 0);
        throttle.forgive(name, "10.0.0.1");
    }
}

TEST(Throttle, StaysWithinItsLimit) {
    Throttle throttle;
    for (size_t i = 0; i < Throttle::kEntriesMax * 2; ++i)
        (void)throttle.admit("chen", "remote" + std::to_string(i),
                             after(static_cast<int64_t>(i / 9)));
    EXPECT_LE(throttle.size(), Throttle::kEntriesMax);
}

TEST(Throttle, SeesNetworks) {
    struct Row {
        char const* remote;
        char const* network;
    };
    for (auto const& row :
         {Row{"10.0.0.7", "10.0.0.7"}, Row{"2001:db8:1:2:3::4", "2001:db8:1:2::/64"},
          Row{"::1", "::/64"}, Row{"::ffff:10.0.0.7", "10.0.0.7"}, Row{"fe80::1%eth0", "fe80::/64"},
          Row{"", ""}})
        EXPECT_EQ(remote_network(row.remote), row.network);
}

TEST(SessionCache, IsFreshAndBounded) {
    SessionCache cache;
    cache.put("d", {.secret = "s", .csrf = {}, .account = {.id = 7}, .id = 1}, kStart);
    EXPECT_EQ(cache.find("d", after(SessionCache::kFresh_s - 1))->secret, "s");
    EXPECT_FALSE(cache.find("d", after(SessionCache::kFresh_s)).has_value());
    cache.forget_account(8);
    EXPECT_TRUE(cache.find("d", kStart).has_value());
    cache.forget_account(7);
    EXPECT_FALSE(cache.find("d", kStart).has_value());
    for (size_t i = 0; i < SessionCache::kEntriesMax * 2; ++i)
        cache.put(std::to_string(i), {}, kStart);
    EXPECT_LE(cache.size(), SessionCache::kEntriesMax);
}

}  // namespace
}  // namespace agglo
