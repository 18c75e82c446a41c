// The image under power cuts at every step of its writing, and what an erasure leaves of it.
#include <gtest/gtest.h>

#include "journal/erasure.h"
#include "journal/sqlite_journal.h"
#include "power_cuts.h"
#include "state/image.h"
#include "state/ledger_history.h"
#include "state/memory_journal.h"
#include "state/replay.h"
#include "state/snapshot_equality.h"

namespace agglo {
namespace {

using Kind = SimulatedStep::Kind;

constexpr char const* kLedger = "data/a.db";
constexpr Sequence kPoints[] = {20, 35, 60};

/// A journal told at random, its snapshots at the points an image is written at, and one image
/// after another on a disk.
class ImageLife {
public:
    ImageLife() {
        LedgerHistory history(7);
        for (Sequence i = 1; i <= kPoints[2]; ++i) {
            auto const entry = history.next(4);
            AGGLO_ASSERT(journal_.append({&entry, 1}).ok());
        }
        for (auto const point : kPoints)
            snapshots_[point] = *replay(journal_, sample_model(), point);
    }

    Result<void> write(SimulatedDisk& disk, Sequence point) {
        auto const written = write_image(image_path(kLedger), journal_.identity(),
                                         {snapshots_[point], std::to_string(point)}, disk);
        if (written.ok()) answered_ = point;
        return written;
    }
    void forget_answers() { answered_ = 0; }

    /// What a server that starts on this disk would read: an image that was being written, the one
    /// before it, or none while none was answered; whole, and of what it says.
    std::optional<std::string> find_wrong(SimulatedDisk& after) const {
        auto const image = load_image(image_path(kLedger), journal_, sample_model(), after);
        if (!image.ok() && image.error().code() == ErrorCode::kFileNotFound)
            return may_be_gone_ ? std::nullopt : std::optional<std::string>("gone");
        if (!image.ok()) return image.error().message_en();
        Sequence const point = image->snapshot->point.sequence;
        auto const meant = snapshots_.find(point);
        if (meant == snapshots_.end()) return "of a point that none was written at";
        if (point < answered_) return "older than the one that was answered";
        if (image->commands != std::to_string(point)) return "with the commands of another";
        expect_equal(*image->snapshot, *meant->second);
        return std::nullopt;
    }

    bool may_be_gone_ = true;

private:
    MemoryJournal journal_;
    std::map<Sequence, SnapshotPtr> snapshots_;
    Sequence answered_ = 0;
};

struct Run {
    std::optional<std::string> broken;
    uint64_t looks = 0;
};

Run run_images(std::function<bool(SimulatedStep const&)> swallows = {}) {
    SimulatedDisk disk;
    ImageLife life;
    PowerCuts cuts(disk, [&](SimulatedDisk& after) { return life.find_wrong(after); });
    cuts.swallows = std::move(swallows);
    for (auto const point : kPoints) {
        life.may_be_gone_ = true;  // a rename that is not synced may lose both names
        EXPECT_TRUE(life.write(disk, point).ok());
        life.may_be_gone_ = false;
        cuts.look();
    }
    return {cuts.broken(), cuts.looks()};
}

TEST(ImageCrash, LeavesTheOldImageTheNewOneOrNone) {
    auto const [broken, looks] = run_images();
    EXPECT_EQ(broken.value_or(""), "");
    EXPECT_GT(looks, 500u);
}

TEST(ImageCrash, WouldFindASyncThatIsLeftOut) {
    for (auto const kind : {Kind::kSync, Kind::kSyncFolder}) {
        auto const run = run_images([kind](auto const& step) { return step.kind == kind; });
        EXPECT_TRUE(run.broken.has_value()) << static_cast<int>(kind);
    }
}

/// As a power cut within the rename may leave it.
TEST(ImageCrash, SparesTheImageThatHasTheNameOfTheNextOneToo) {
    SimulatedDisk disk;
    ImageLife life;
    auto const path = image_path(kLedger);
    ASSERT_TRUE(life.write(disk, kPoints[0]).ok());
    ASSERT_TRUE(disk.link(path, path + "-new").ok());
    ASSERT_TRUE(disk.sync_folder(folder_of(path)).ok());
    PowerCuts cuts(disk, [&](SimulatedDisk& after) { return life.find_wrong(after); });
    EXPECT_TRUE(life.write(disk, kPoints[1]).ok());
    cuts.look();
    EXPECT_EQ(cuts.broken().value_or(""), "");
}

TEST(ImageFaults, OneThatIsNotWrittenIsToldAndLeavesTheOneBefore) {
    for (auto const fault : {Fault::kFull, Fault::kBroken}) {
        ImageLife life;
        int failures = 0;
        for (uint64_t step_that_fails = 1; step_that_fails < 400; ++step_that_fails) {
            SimulatedDisk disk;
            life.forget_answers();
            ASSERT_TRUE(life.write(disk, kPoints[0]).ok());
            uint64_t steps = 0;
            disk.before_step = [&](SimulatedStep const&) {
                return ++steps == step_that_fails ? fault : Fault::kNone;
            };
            auto const written = life.write(disk, kPoints[1]);
            disk.before_step = nullptr;
            life.may_be_gone_ = false;
            EXPECT_EQ(life.find_wrong(disk).value_or(""), "") << "step " << step_that_fails;
            if (written.ok()) break;
            EXPECT_EQ(written.error().code(), ErrorCode::kStorageFailed);
            ++failures;
        }
        EXPECT_GT(failures, 50);
    }
}

/// A create with a value that is to go, and the entry that takes it out.
std::vector<Entry> told_and_erased() {
    Entry told;
    told.sequence = 1;
    told.actor = "li";
    told.changes = {{"project", 1, 1, ChangeKind::kCreate, {{"contact", {}, "张三", false}}}};
    Entry erased = told;
    erased.sequence = 2;
    erased.changes = {change_of({"project", 1, {"contact"}, false, {1}}, 1)};
    return {told, erased};
}

Run run_erasure(std::function<bool(SimulatedStep const&)> swallows = {}) {
    SimulatedDisk disk;
    auto const journal =
        std::move(SqliteJournal::create(kLedger, new_ledger_identity(HashAlgorithm::kSha256),
                                        {.vfs = disk.vfs(), .disk = &disk}))
            .value();
    auto const entries = told_and_erased();
    EXPECT_TRUE(journal->append({entries.data(), 1}).ok());
    for (std::string const ending : {".image", ".image-new"}) {
        EXPECT_TRUE(replace_file(disk, kLedger + ending, "张三").ok());
    }
    bool is_answered = false;
    PowerCuts cuts(disk, [&](SimulatedDisk& after) {
        bool const is_there = after.exists(std::string(kLedger) + ".image") ||
                              after.exists(std::string(kLedger) + ".image-new");
        return is_answered && is_there ? std::optional<std::string>("back again") : std::nullopt;
    });
    cuts.swallows = std::move(swallows);
    EXPECT_TRUE(journal->append({&entries[1], 1}).ok());
    is_answered = true;
    cuts.look();
    return {cuts.broken(), cuts.looks()};
}

TEST(ImageErasure, NoPowerCutBringsTheImageBack) {
    EXPECT_EQ(run_erasure().broken.value_or(""), "");
    auto const forgetful =
        run_erasure([](auto const& step) { return step.kind == Kind::kSyncFolder; });
    EXPECT_TRUE(forgetful.broken.has_value());
}

}  // namespace
}  // namespace agglo
