// Random lives of a ledger beside the model, and that what is wrong with either is found.
#include "ledger_life.h"

#include <gtest/gtest.h>

#include "shrink.h"

namespace agglo {
namespace {

constexpr uint64_t kSeeds = 1'200;
constexpr uint64_t kSeedsForWeakness = 60;
constexpr uint64_t kSeedsOfTornImages = 300;

/// What lives are worthless without; each must come about in one seed of so many.
constexpr std::pair<char const*, size_t> kMustHappen[] = {
    {"written", 1},
    {"imported", 1},
    {"repeated", 50},
    {"nothing to write", 5},
    {"refused version_conflict", 20},
    {"refused duplicate_value", 20},
    {"refused no_such_reference", 20},
    {"refused no_such_record", 5},
    {"refused still_referenced", 100},
    {"refused idempotency_mismatch", 100},
    {"undo undone", 5},
    {"undo edited", 20},
    {"undo partly", 300},
    {"undo referenced", 50},
    {"undo refused", 600},
    {"brought back", 50},
    {"looked for an erased text", 5},
    {"difference", 20},
    {"started from an image", 5},
    {"storage failed", 10},
    {"power cut within a command", 10},
    {"power cut within an image", 50},
    {"image not written", 50},
    {"unanswered and there", 50},
    {"unanswered, gone", 10},
};

TEST(LedgerLife, IsAsTheModelSaysUnderManySeeds) {
    LifeCounts counts;
    for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
        auto const broken = find_broken_life(seed, Weakness::kNone, &counts);
        ASSERT_FALSE(broken) << shown(seed, *broken);
    }
    EXPECT_EQ(counts["refused an image"], 0u);  // none is torn
    for (auto const& [what, of_seeds] : kMustHappen)
        EXPECT_GE(counts[what] * of_seeds, kSeeds) << what;
}

/// The first seed whose life breaks, and that few steps show why.
void expect_found(Weakness weakness, size_t steps_max, std::string const& complaint) {
    for (uint64_t seed = 1; seed <= kSeedsForWeakness; ++seed) {
        auto const broken = find_broken_life(seed, weakness);
        if (!broken) continue;
        EXPECT_LE(broken->steps.size(), steps_max) << shown(seed, *broken);
        EXPECT_NE(broken->what.find(complaint), std::string::npos) << shown(seed, *broken);
        return;
    }
    ADD_FAILURE() << "not found";
}

TEST(LedgerLife, WouldFindSyncsThatAreLeftOut) {
    expect_found(Weakness::kSyncsLeftOut, 2, "lost what followed entry");
}

/// An image is renamed once it is synced. Were it not, torn ones would stand in its place: they are
/// refused, and the ledger is what the journal says all the same.
TEST(LedgerLife, IsAsTheModelSaysWhateverIsLeftOfItsImages) {
    LifeCounts counts;
    for (uint64_t seed = 1; seed <= kSeedsOfTornImages; ++seed) {
        auto const broken = find_broken_life(seed, Weakness::kImageSyncsLeftOut, &counts);
        ASSERT_FALSE(broken) << shown(seed, *broken);
    }
    EXPECT_GE(counts["refused an image"] * 10, kSeedsOfTornImages);
}

TEST(LedgerLife, WouldFindAnUpdateThatIsForgotten) {
    expect_found(Weakness::kStagesForgotten, 4, "");
}

TEST(LedgerLife, WouldFindAnErasureThatLeavesAValue) {
    expect_found(Weakness::kErasuresMissed, 2, "");
}

TEST(LedgerLife, PrintsItsSteps) {
    EXPECT_EQ(shown(draw_steps(1)), shown(draw_steps(1)));
    LedgerStep step;
    step.changes.push_back({ChangeKind::kUpdate, "firm", 2, SeenVersion::kStale, {{"code", "F1"}}});
    step.trouble = {Trouble::Kind::kPowerCut, 3, 1, Survival::kSome};
    EXPECT_EQ(shown(step),
              "command: update firm 2 as seen before code=F1"
              " [the power fails at step 3 of the disk, sparing some]");
}

TEST(Shrink, KeepsWhatFails) {
    auto const has = [](std::vector<int> const& items, int wanted) {
        return std::count(items.begin(), items.end(), wanted) > 0;
    };
    std::vector<int> items;
    for (int i = 0; i < 40; ++i) items.push_back(i);
    auto const fails = [&](auto const& some) { return has(some, 7) && has(some, 31); };
    EXPECT_EQ(shrink(items, fails), (std::vector<int>{7, 31}));
    EXPECT_TRUE(shrink(items, [](auto const&) { return true; }).empty());
}

}  // namespace
}  // namespace agglo
