// Backup and restore under power cuts at every step and on a disk that fails.
#include <gtest/gtest.h>

#include "journal/backup.h"
#include "journal/sqlite_journal.h"
#include "journal_life.h"
#include "power_cuts.h"

namespace agglo {
namespace {

using Kind = SimulatedStep::Kind;

constexpr char const* kFolder = "backup";
constexpr char const* kAccounts = "the accounts";

JournalPath path_on(SimulatedDisk& disk, std::string const& path) {
    return {path, disk.vfs(), &disk};
}

BackupFolder folder_on(SimulatedDisk& disk) {
    return {kFolder, &disk, 500};
}

Result<BackupReport> ship(SimulatedDisk& disk) {
    return back_up(path_on(disk, kSimulatedJournal), kAccounts, folder_on(disk));
}

Result<RestoreReport> restore_on(SimulatedDisk& disk) {
    return restore(folder_on(disk), {}, {path_on(disk, "again/a.db"), "again/a.accounts.db"});
}

/// Whether a backup in this state can be restored, as far as the last run that was answered, and
/// can be continued.
std::optional<std::string> find_lost(SimulatedDisk& after, Sequence answered) {
    auto const restored = restore_on(after);
    if (answered == 0 && !restored.ok()) return std::nullopt;
    if (!restored.ok()) return "not restored: " + restored.error().message_en();
    if (restored->verified.head.sequence < answered)
        return "lost what followed " + std::to_string(restored->verified.head.sequence);
    auto const shipped = ship(after);
    if (!shipped.ok()) return "not continued: " + shipped.error().message_en();
    return std::nullopt;
}

struct Run {
    std::optional<std::string> broken;
    uint64_t looks = 0;
};

Run run_backups(std::function<bool(SimulatedStep const&)> swallows = {}) {
    SimulatedDisk disk;
    JournalLife life(disk);
    EXPECT_TRUE(life.open().ok());
    Sequence answered = 0;
    PowerCuts cuts(disk, [&](SimulatedDisk& after) { return find_lost(after, answered); });
    cuts.looks_at = [](SimulatedStep const& step) { return step.path.starts_with(kFolder); };
    cuts.swallows = [&](SimulatedStep const& step) {
        return swallows && step.path.starts_with(kFolder) && swallows(step);
    };
    for (size_t const entries : {2, 1, 4, 9, 1}) {
        EXPECT_TRUE(life.append({entries, 50}).ok());
        auto const done = ship(disk);
        EXPECT_TRUE(done.ok()) << done.error().message_en();
        answered = done->head.sequence;
        cuts.look();
    }
    return {cuts.broken(), cuts.looks()};
}

TEST(BackupCrash, LeavesAFolderThatCanBeRestored) {
    auto const [broken, looks] = run_backups();
    EXPECT_EQ(broken.value_or(""), "");
    EXPECT_GT(looks, 200u);
}

TEST(BackupCrash, WouldFindASyncThatIsLeftOut) {
    for (auto const kind : {Kind::kSync, Kind::kSyncFolder}) {
        auto const run = run_backups([kind](auto const& step) { return step.kind == kind; });
        EXPECT_TRUE(run.broken.has_value()) << static_cast<int>(kind);
    }
}

TEST(BackupFaults, ARunThatFailsIsToldAndTheNextGoesOn) {
    for (auto const fault : {Fault::kFull, Fault::kBroken}) {
        int failures = 0;
        for (uint64_t step_that_fails = 1; step_that_fails < 60; ++step_that_fails) {
            SimulatedDisk disk;
            JournalLife life(disk);
            ASSERT_TRUE(life.open().ok());
            ASSERT_TRUE(life.append({20, 50}).ok());
            uint64_t steps = 0;
            disk.before_step = [&](SimulatedStep const&) {
                return ++steps == step_that_fails ? fault : Fault::kNone;
            };
            auto const first = ship(disk);
            disk.before_step = nullptr;
            if (!first.ok()) {
                EXPECT_EQ(first.error().code(), ErrorCode::kStorageFailed);
                ++failures;
            }
            EXPECT_EQ(ship(disk)->head.sequence, 20u);
            Random random(steps);
            auto const after = disk.after_power_cut(random, Survival::kNothing);
            EXPECT_EQ(find_lost(*after, 20).value_or(""), "") << "step " << step_that_fails;
        }
        EXPECT_GT(failures, 20);
    }
}

/// A disk with a backup of so many entries and nothing else.
std::unique_ptr<SimulatedDisk> disk_with_backup(size_t entries, Digest& head) {
    auto disk = std::make_unique<SimulatedDisk>();
    JournalLife life(*disk);
    AGGLO_ASSERT(life.open().ok() && life.append({entries, 50}).ok());
    head = ship(*disk)->head.hash;
    return disk;
}

/// A ledger of that name is whole, or is not there.
std::optional<std::string> find_half(SimulatedDisk& after, Digest const& head, bool is_answered) {
    if (!after.exists("again/a.db"))
        return is_answered ? std::optional<std::string>("lost") : std::nullopt;
    auto const journal = SqliteJournal::open("again/a.db", {.vfs = after.vfs(), .disk = &after});
    if (!journal.ok()) return journal.error().message_en();
    auto const verified = (*journal)->verify();
    if (!verified.ok()) return verified.error().message_en();
    if (verified->head.hash != head) return "half restored";
    auto const accounts = after.read("again/a.accounts.db");
    return accounts.ok() && *accounts == kAccounts ? std::nullopt
                                                   : std::optional<std::string>("no accounts");
}

Run run_restore(std::function<bool(SimulatedStep const&)> swallows = {}) {
    Digest head{};
    auto const disk = disk_with_backup(30, head);
    bool is_answered = false;
    PowerCuts cuts(*disk,
                   [&](SimulatedDisk& after) { return find_half(after, head, is_answered); });
    cuts.swallows = std::move(swallows);
    auto const restored = restore_on(*disk);
    EXPECT_TRUE(restored.ok()) << restored.error().message_en();
    is_answered = true;
    cuts.look();
    return {cuts.broken(), cuts.looks()};
}

TEST(RestoreCrash, LeavesAWholeLedgerOrNone) {
    auto const [broken, looks] = run_restore();
    EXPECT_EQ(broken.value_or(""), "");
    EXPECT_GT(looks, 200u);
}

TEST(RestoreCrash, WouldFindASyncThatIsLeftOut) {
    for (auto const kind : {Kind::kSync, Kind::kSyncFolder}) {
        auto const run = run_restore([kind](auto const& step) { return step.kind == kind; });
        EXPECT_TRUE(run.broken.has_value()) << static_cast<int>(kind);
    }
}

TEST(RestoreFaults, GivesNoNameToAnythingHalf) {
    for (auto const fault : {Fault::kFull, Fault::kBroken}) {
        int failures = 0;
        for (uint64_t step_that_fails = 1; step_that_fails < 150; ++step_that_fails) {
            Digest head{};
            auto const disk = disk_with_backup(30, head);
            uint64_t steps = 0;
            disk->before_step = [&](SimulatedStep const&) {
                return ++steps == step_that_fails ? fault : Fault::kNone;
            };
            auto const restored = restore_on(*disk);
            disk->before_step = nullptr;
            failures += restored.ok() ? 0 : 1;
            EXPECT_EQ(find_half(*disk, head, restored.ok()).value_or(""), "") << step_that_fails;
        }
        EXPECT_GT(failures, 20);
    }
}

}  // namespace
}  // namespace agglo
