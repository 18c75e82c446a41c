// The journal on a disk that is full or fails: what was answered stands, what failed is whole or
// not there, and it can be written to again when the disk has recovered.
#include <gtest/gtest.h>

#include "journal_life.h"

namespace agglo {
namespace {

using Kind = SimulatedStep::Kind;

struct Trouble {
    Fault fault;
    uint64_t from, to;  // steps, `to` excluded
};

struct Outcome {
    uint64_t steps = 0;
    int failures = 0;
    std::optional<std::string> broken;
};

/// Tries until it is done, opening the journal first when it is not; how many times it failed.
int persist(JournalLife& life, JournalLife::Batch batch) {
    constexpr int kFailuresMax = 200;
    for (int failures = 0; failures < kFailuresMax; ++failures) {
        if (!life.is_open() && !life.open().ok()) continue;
        auto const done = life.append(batch);
        if (done.ok()) return failures;
        EXPECT_EQ(done.error().code(), ErrorCode::kStorageFailed) << done.error().message_en();
    }
    ADD_FAILURE() << "the journal stays unusable";
    return kFailuresMax;
}

Outcome write_amid(Trouble const& trouble) {
    SimulatedDisk disk;
    disk.before_step = [&](SimulatedStep const& step) {
        bool const is_now = step.number >= trouble.from && step.number < trouble.to;
        return is_now ? trouble.fault : Fault::kNone;
    };
    Outcome outcome;
    JournalLife life(disk);
    for (JournalLife::Batch const batch :
         {JournalLife::Batch{1, 10}, {3, 100}, {2, 9'000}, {1, 20}}) {
        outcome.failures += persist(life, batch);
        auto const seen = life.journal().verify();
        EXPECT_TRUE(seen.ok()) << seen.error().message_en();
        if (batch.entries == 3) life.close();
    }
    Random random(trouble.from);
    for (auto const survival : {Survival::kNothing, Survival::kSome, Survival::kEverything}) {
        auto const after = disk.after_power_cut(random, survival);
        if (!outcome.broken) outcome.broken = find_broken_promise(*after, life.promises());
    }
    life.close();
    outcome.steps = disk.steps();
    return outcome;
}

TEST(JournalFaults, KeepItsPromisesWhereverTheDiskFails) {
    auto const calm = write_amid({Fault::kNone, 0, 0});
    ASSERT_GT(calm.steps, 50u);
    EXPECT_EQ(calm.failures, 0);
    for (auto const fault : {Fault::kFull, Fault::kBroken}) {
        int failures = 0;
        for (uint64_t const length : {1, 2, 25}) {
            for (uint64_t from = 1; from <= calm.steps; ++from) {
                auto const outcome = write_amid({fault, from, from + length});
                EXPECT_EQ(outcome.broken.value_or(""), "")
                    << length << " steps from " << from << ", fault " << static_cast<int>(fault);
                failures += outcome.failures;
            }
        }
        EXPECT_GT(failures, 50);
    }
}

TEST(JournalFaults, AFullDiskIsToldAndReadingGoesOn) {
    SimulatedDisk disk;
    JournalLife life(disk);
    ASSERT_TRUE(life.open().ok());
    ASSERT_TRUE(life.append({5, 100}).ok());
    disk.before_step = [](SimulatedStep const&) { return Fault::kFull; };
    for (int i = 0; i < 10; ++i) {
        auto const done = life.append({1, 100});
        ASSERT_FALSE(done.ok());
        EXPECT_EQ(done.error().code(), ErrorCode::kStorageFailed);
        EXPECT_EQ(life.journal().head().sequence, 5u);
        EXPECT_EQ(life.journal().verify()->entries, 5u);
    }
    disk.before_step = nullptr;
    EXPECT_TRUE(life.append({1, 100}).ok());
    EXPECT_EQ(find_broken_promise(disk, life.promises()).value_or(""), "");
}

/// An fsync fails, the process is killed (its memory of that is gone, the kernel's pages are not),
/// a new one goes on, and then the power fails.
TEST(JournalFaults, ANewProcessDoesNotBuildOnALogThatIsNotOnTheDisk) {
    SimulatedDisk disk;
    auto killed = std::make_unique<JournalLife>(disk);
    ASSERT_TRUE(killed->open().ok());
    ASSERT_TRUE(killed->append({2, 100}).ok());
    disk.before_step = [](SimulatedStep const& step) {
        return step.kind == Kind::kSync ? Fault::kBroken : Fault::kNone;
    };
    ASSERT_FALSE(killed->append({3, 100}).ok());
    disk.before_step = nullptr;
    Random random(1);
    auto const kernel = disk.after_kill();
    JournalLife next(*kernel, killed->promises());
    ASSERT_TRUE(next.open().ok());
    EXPECT_EQ(next.journal().head().sequence, 5u);  // SQLite recovers what was not answered
    ASSERT_TRUE(next.append({1, 100}).ok());
    auto const after = kernel->after_power_cut(random, Survival::kNothing);
    EXPECT_EQ(find_broken_promise(*after, next.promises()).value_or(""), "");
}

}  // namespace
}  // namespace agglo
