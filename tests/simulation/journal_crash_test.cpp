// The journal under power cuts at every step, and the proof that this finds a journal that does not
// sync.
#include <gtest/gtest.h>

#include "journal_life.h"
#include "power_cuts.h"

namespace agglo {
namespace {

using Kind = SimulatedStep::Kind;

/// Makes a journal, appends, closes it (which moves the write-ahead log into the file), goes on.
void write_a_little(JournalLife& life) {
    constexpr JournalLife::Batch kBatches[] = {{1, 10}, {3, 100}, {0, 0}, {1, 20'000}, {7, 700}};
    for (int round = 0; round < 2; ++round) {
        ASSERT_TRUE(life.open().ok());
        for (auto const batch : kBatches) ASSERT_TRUE(life.append(batch).ok());
        life.close();
    }
    ASSERT_TRUE(life.open().ok());
    ASSERT_TRUE(life.append({}).ok());
}

/// Enough for SQLite to move the write-ahead log into the file, and to begin it anew, by itself.
void write_much(JournalLife& life) {
    ASSERT_TRUE(life.open().ok());
    for (int i = 0; i < 45; ++i) ASSERT_TRUE(life.append({1, 100'000}).ok());
}

struct Run {
    std::optional<std::string> broken;
    uint64_t looks;
    uint64_t syncs;
};

Run run(std::function<void(JournalLife&)> const& script,
        std::function<bool(SimulatedStep const&)> swallows = {},
        std::function<bool(SimulatedStep const&)> looks_at = {}) {
    SimulatedDisk disk;
    JournalLife life(disk);
    uint64_t syncs = 0;
    PowerCuts cuts(
        disk, [&](SimulatedDisk& after) { return find_broken_promise(after, life.promises()); });
    cuts.looks_at = std::move(looks_at);
    cuts.swallows = [&](SimulatedStep const& step) {
        syncs += step.kind == Kind::kSync ? 1 : 0;
        return swallows && !life.promises().acknowledged.empty() && swallows(step);
    };
    script(life);
    cuts.look();
    life.close();
    cuts.look();
    return {cuts.broken(), cuts.looks(), syncs};
}

TEST(JournalCrash, KeepsItsPromisesWhereverThePowerFails) {
    auto const [broken, looks, syncs] = run(write_a_little);
    EXPECT_EQ(broken.value_or(""), "");
    EXPECT_GT(looks, 500u);
    EXPECT_GE(syncs, 11u);  // one an append at the least
}

TEST(JournalCrash, KeepsItsPromisesWhileTheLogIsMovedIntoTheFile) {
    uint64_t moved = 0;
    auto const [broken, looks, syncs] = run(write_much, {}, [&](SimulatedStep const& step) {
        bool const is_write = step.kind == Kind::kWrite;
        bool const in_file = step.path == kSimulatedJournal && step.number > 100;
        moved += in_file && is_write ? 1 : 0;
        return is_write ? step.number % 199 == 0 : in_file;
    });
    EXPECT_EQ(broken.value_or(""), "");
    EXPECT_GT(moved, 1'000u);  // pages: while open, and when closed
    EXPECT_GT(looks, 50u);
}

TEST(JournalCrash, WouldFindSynchronousOff) {
    SynchronousOff const off;
    auto const [broken, looks, syncs] = run(write_a_little);
    EXPECT_NE(broken.value_or("").find("cannot be opened"), std::string::npos) << *broken;
    EXPECT_EQ(syncs, 0u);
}

TEST(JournalCrash, WouldFindASyncThatIsLeftOut) {
    struct Row {
        char const* what;
        std::function<bool(SimulatedStep const&)> swallows;
        char const* found;
    };
    auto const wal = std::string(kSimulatedJournal) + "-wal";
    auto const syncs = [](SimulatedStep const& step) { return step.kind == Kind::kSync; };
    for (auto const& [what, swallows, found] : {
             Row{"every one", syncs, "lost entry"},
             Row{"of the log", [&](auto const& s) { return syncs(s) && s.path == wal; },
                 "lost entry"},
             Row{"of the file",
                 [&](auto const& s) { return syncs(s) && s.path == kSimulatedJournal; },
                 "cannot be opened"},
             Row{"of the folder", [](auto const& s) { return s.kind == Kind::kSyncFolder; },
                 "lost entry"},
         }) {
        auto const broken = run(write_a_little, swallows).broken.value_or("");
        EXPECT_NE(broken.find(found), std::string::npos) << what << ": " << broken;
    }
}

}  // namespace
}  // namespace agglo
