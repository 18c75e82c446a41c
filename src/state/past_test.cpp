#include "state/past.h"

#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "sqlite/scratch_folder.h"
#include "state/image.h"
#include "state/snapshot_equality.h"
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
    Past small(told.journal, {}, limit);
    auto const used = *small.at(told.head, 60);
    for (Sequence at = 20; at < 60; ++at) {
        ASSERT_TRUE(small.at(told.head, at).ok());
        ASSERT_EQ(small.at(told.head, 60)->get(), used.get());  // the newest use stays
        ASSERT_LE(small.bytes(), limit);
    }
    EXPECT_LT(small.kept(), 40u);
    Past none(told.journal, {}, 0);
    EXPECT_TRUE(none.at(told.head, 70).ok());
    EXPECT_EQ(none.kept(), 0u);
    past.clear();
    EXPECT_EQ(past.kept(), 0u);
}

/// A told ledger with a series of images of its own.
struct Imaged {
    ScratchFolder scratch;
    std::string path = scratch.path("ledger.db.image");
    ImageSeries series{path};
    Told told;

    void write() {
        series.keep_newest();
        ASSERT_TRUE(write_image(path, told.journal.identity(), {told.head, {}}).ok());
        series.thin(told.head->point.sequence);
    }
    void expect_at(Past& past, Sequence at) {
        auto const then = past.at(told.head, at);
        ASSERT_TRUE(then.ok());
        ASSERT_EQ((*then)->point.sequence, at);
        expect_same(**then, told.ledgers[at]);
        expect_equal(**then, **replay_slowly(told.journal, empty_snapshot(sample_model(), {}), at));
    }
    PastWay::Kind way(Past& past, Sequence at) {
        return past.ways(told.head, at, told.head->model).front().kind;
    }
};

/// Images are small beside so few entries only when their loading costs nothing.
size_t count(std::vector<PastWay> const& ways, PastWay::Kind kind) {
    return static_cast<size_t>(
        std::count_if(ways.begin(), ways.end(), [&](auto const& way) { return way.kind == kind; }));
}

TEST(Past, EqualsTheSlowTwinOnEveryWay) {
    for (uint64_t seed = 21; seed <= 24; ++seed) {
        LedgerHistory history(seed);
        Imaged imaged;
        for (int round = 0; round < 4; ++round) {
            tell(history, 40, imaged.told);
            imaged.write();
        }
        tell(history, 20, imaged.told);
        Past past(imaged.told.journal, imaged.series, Past::kBytesMax, 1e9);
        std::set<PastWay::Kind> seen;
        for (int i = 0; i < 60; ++i) {
            auto const at = static_cast<Sequence>(history.random().between(0, 180));
            seen.insert(imaged.way(past, at));
            imaged.expect_at(past, at);
            if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << " at " << at;
            if (history.random().chance(1, 5)) past.clear();
        }
        EXPECT_EQ(seen.size(), 4u) << "seed " << seed;
    }
}

TEST(Past, PassesOverImagesThatAreOff) {
    LedgerHistory history(31);
    Imaged imaged;
    tell(history, 40, imaged.told);
    imaged.write();
    tell(history, 40, imaged.told);
    imaged.write();
    tell(history, 120, imaged.told);
    ASSERT_EQ(imaged.series.all().size(), 2u);
    auto const older = imaged.series.older()[0].path;
    std::filesystem::resize_file(older, std::filesystem::file_size(older) - 1);
    Past past(imaged.told.journal, imaged.series, Past::kBytesMax, 1e9);
    EXPECT_EQ(imaged.way(past, 50), PastWay::Kind::kImage);
    imaged.expect_at(past, 50);
    past.clear();
    std::ofstream(imaged.path) << "?";
    EXPECT_EQ(
        count(past.ways(imaged.told.head, 100, imaged.told.head->model), PastWay::Kind::kImage),
        1u);
    imaged.expect_at(past, 100);
    past.clear();
    imaged.series.discard();
    EXPECT_EQ(imaged.way(past, 50), PastWay::Kind::kNothing);
    imaged.expect_at(past, 50);
}

TEST(Past, MakesPointsForwardFromOneWithoutTouchingIt) {
    LedgerHistory history(41);
    Told told;
    tell(history, 150, told);
    Past past(told.journal);
    auto const first = *past.at(told.head, 100);
    for (Sequence at : {101, 110, 105, 140, 103}) {
        auto const then = past.at(told.head, at);
        ASSERT_TRUE(then.ok());
        expect_same(**then, told.ledgers[at]);
        expect_same(*first, told.ledgers[100]);
        expect_same(*told.head, told.ledgers[150]);
    }
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
