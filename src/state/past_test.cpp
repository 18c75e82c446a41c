#include "state/past.h"

#include <gtest/gtest.h>
#include <thread>

#include "state/told_ledger.h"

namespace agglo {
namespace {

TEST(Past, EqualsTheSlowModelAtRandomPoints) {
    for (uint64_t seed = 1; seed <= 6; ++seed) {
        LedgerHistory history(seed);
        Told told;
        Past past(told.journal);
        for (int round = 0; round < 5; ++round) {
            tell(history, 30, told);
            for (int i = 0; i < 12; ++i) {
                auto const at = static_cast<Sequence>(
                    history.random().between(0, static_cast<int64_t>(told.ledgers.size()) - 1));
                auto const then = past.at(told.head, at);
                ASSERT_TRUE(then.ok());
                ASSERT_EQ((*then)->point.sequence, at);
                expect_same(**then, told.ledgers[at]);
                if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << " at " << at;
            }
        }
        EXPECT_EQ(past.at(told.head, 151).error().code(), ErrorCode::kBadPoint);
    }
}

TEST(Past, KeepsWhatIsAskedForWithinItsBytes) {
    LedgerHistory history(9);
    Told told;
    tell(history, 80, told);
    Past past(told.journal);
    auto const first = *past.at(told.head, 70);
    EXPECT_EQ(*past.at(told.head, 70), first);
    EXPECT_EQ(past.kept(), 1u);
    EXPECT_GT(past.bytes(), 0u);

    (void)past.at(told.head, 20);
    size_t const limit = past.bytes() * 2;
    Past small(told.journal, limit);
    auto const used = *small.at(told.head, 60);
    for (Sequence at = 20; at < 60; ++at) {
        ASSERT_TRUE(small.at(told.head, at).ok());
        ASSERT_EQ(small.at(told.head, 60)->get(), used.get());  // the newest use stays
        ASSERT_LE(small.bytes(), limit);
    }
    EXPECT_LT(small.kept(), 40u);
    Past none(told.journal, 0);
    EXPECT_TRUE(none.at(told.head, 70).ok());
    EXPECT_EQ(none.kept(), 0u);
    past.clear();
    EXPECT_EQ(past.kept(), 0u);
}

TEST(Past, ManyMayAskAtOnce) {
    LedgerHistory history(11);
    Told told;
    tell(history, 60, told);
    Past past(told.journal);
    std::vector<std::thread> askers;
    for (int t = 0; t < 4; ++t) {
        askers.emplace_back([&, t] {
            for (Sequence at = 10; at < 60; at += 1 + static_cast<Sequence>(t % 2)) {
                auto const then = past.at(told.head, at);
                ASSERT_TRUE(then.ok());
                expect_same(**then, told.ledgers[at]);
            }
        });
    }
    for (auto& asker : askers) asker.join();
}

}  // namespace
}  // namespace agglo
