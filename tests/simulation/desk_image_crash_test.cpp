// A desk that writes images while the power fails and the disk breaks, at every step of it: the
// next start has what the journal says, and the next image is written.
#include <gtest/gtest.h>

#include "desk/idempotency.h"
#include "desk/ledger_start.h"
#include "ledger_opening.h"
#include "power_cuts.h"
#include "state/image.h"
#include "state/snapshot_equality.h"

namespace agglo {
namespace {

using Kind = SimulatedStep::Kind;

constexpr Sequence kDefinitions = 1;  ///< their entry; each firm is named by the one it comes in
constexpr Sequence kImages = 3;

bool is_of_image(SimulatedStep const& step) {
    return step.path.starts_with(image_path(kLivedLedger)) ||
           (step.kind == Kind::kSyncFolder && step.path == folder_of(kLivedLedger));
}

Command firm(std::string const& name) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.idempotency_key = name;
    command.request_digest = name;
    command.changes = {
        {ChangeKind::kCreate, "firm", 0, {}, {{"name", name}, {"phone", "电话" + name}}}};
    return command;
}

/// How many starts of desks found what of the images.
struct Starts {
    int from_image = 0, refused = 0, without = 0;
};

/// What is wrong with a start from the disk; nothing: the desk holds what the journal says, keys
/// included, nothing answered is lost, and the next image is written and read.
class StartCheck {
public:
    std::optional<std::string> operator()(SimulatedDisk& disk) {
        for (bool const again : {false, true}) {
            auto const desk = open_desk_on(disk);
            if (!desk.ok()) return desk.error().message_en();
            auto const& report = (*desk)->started();
            if (!again) count(report);
            auto const head = (*desk)->journal().head().sequence;
            if (head < answered) return "lost an entry";
            if (again && report.image != head) return "does not start from the next image";
            if (auto wrong = compare(**desk)) return wrong;
            if (again) break;
            auto const written = (*desk)->write_image();
            if (!written.ok()) return "the next image: " + written.error().message_en();
        }
        return std::nullopt;
    }

    Sequence answered = kDefinitions;
    Starts starts;

private:
    void count(StartReport const& report) {
        ++(report.image_refused ? starts.refused
           : report.image > 0   ? starts.from_image
                                : starts.without);
    }

    /// Beside a replay of the whole journal.
    static std::optional<std::string> compare(Desk& desk) {
        IdempotencyKeys keys;
        auto const replayed = start_ledger(desk.journal(), {}, keys);
        if (!replayed.ok()) return replayed.error().message_en();
        expect_equal(*desk.snapshot(), *replayed->snapshot);
        if (testing::Test::HasFailure()) return "not what the journal says";
        auto const head = desk.journal().head().sequence;
        if (head == kDefinitions) return std::nullopt;
        auto const repeated = desk.execute(firm(std::to_string(head)));
        if (!repeated.ok() || !repeated->repeated || repeated->sequence != head)
            return "forgot an idempotency key";
        return std::nullopt;
    }
};

/// One firm and one image after the other.
void write_images(Desk& desk, StartCheck& check) {
    for (Sequence i = 1; i <= kImages; ++i) {
        auto const receipt = desk.execute(firm(std::to_string(check.answered + 1)));
        ASSERT_TRUE(receipt.ok());
        check.answered = receipt->sequence;
        ASSERT_TRUE(desk.write_image().ok());
    }
}

struct Run {
    std::optional<std::string> broken;
    uint64_t looks = 0;
    Starts starts;
};

Run run_images(std::function<bool(SimulatedStep const&)> swallows = {}) {
    auto const disk = disk_with_ledger();
    auto const desk = std::move(open_desk_on(*disk)).value();
    StartCheck check;
    PowerCuts cuts(*disk, [&](SimulatedDisk& after) { return check(after); });
    cuts.swallows = std::move(swallows);
    cuts.looks_at = is_of_image;
    write_images(*desk, check);
    cuts.look();
    return {cuts.broken(), cuts.looks(), check.starts};
}

TEST(DeskImageCrash, StartsWithWhatTheJournalSaysAndWritesTheNextImage) {
    auto const run = run_images();
    EXPECT_EQ(run.broken.value_or(""), "");
    EXPECT_GT(run.looks, 500u);
    EXPECT_EQ(run.starts.refused, 0);  // the old image, the new one or none
    EXPECT_GT(run.starts.from_image, 300);
    EXPECT_GT(run.starts.without, 50);
}

/// The sync before the rename keeps torn images from being found; were it left out, they would be
/// refused.
TEST(DeskImageCrash, RefusesWhatIsTornWereSyncsLeftOut) {
    auto const run = run_images([](SimulatedStep const& step) {
        return step.kind == Kind::kSync && step.path.starts_with(image_path(kLivedLedger));
    });
    EXPECT_EQ(run.broken.value_or(""), "");
    EXPECT_GT(run.starts.refused, 50);
}

/// A disk that loses the journal's syncs but not the image's: it is ahead, and refused.
TEST(DeskImageCrash, RefusesAnImageThatIsAheadOfTheJournal) {
    auto const disk = disk_with_ledger();
    StartCheck check;
    {
        auto const desk = std::move(open_desk_on(*disk)).value();
        disk->before_step = [](SimulatedStep const& step) {
            return is_of_image(step) ? Fault::kNone : Fault::kSwallowed;
        };
        ASSERT_TRUE(desk->execute(firm("2")).ok());
        ASSERT_TRUE(desk->write_image().ok());
        Random random(1);
        auto const after = disk->after_power_cut(random, Survival::kNothing);
        EXPECT_EQ(check(*after).value_or(""), "");
    }
    EXPECT_EQ(check.starts.refused, 1);
    disk->before_step = nullptr;
}

/// What one fault within an image leads to: told, and without harm to entries and later images.
/// Answers whether the image was written all the same.
bool live_with(Fault fault, uint64_t step_that_fails, uint64_t length) {
    auto const disk = disk_with_ledger();
    auto const desk = std::move(open_desk_on(*disk)).value();
    StartCheck check;
    write_images(*desk, check);
    uint64_t steps = 0;
    auto const receipt = desk->execute(firm(std::to_string(check.answered + 1)));
    EXPECT_TRUE(receipt.ok());
    check.answered = receipt->sequence;
    disk->before_step = [&](SimulatedStep const&) {
        ++steps;
        return steps >= step_that_fails && steps < step_that_fails + length ? fault : Fault::kNone;
    };
    auto const written = desk->write_image();
    disk->before_step = nullptr;
    EXPECT_TRUE(written.ok() || written.error().code() == ErrorCode::kStorageFailed);
    EXPECT_EQ(desk->image_state().failures, written.ok() ? 0u : 1u);
    for (auto const survival : {Survival::kNothing, Survival::kSome, Survival::kEverything}) {
        Random random(step_that_fails);
        auto const after = disk->after_power_cut(random, survival);
        EXPECT_EQ(check(*after).value_or(""), "") << "step " << step_that_fails;
    }
    EXPECT_EQ(check(*disk->after_kill()).value_or(""), "") << "step " << step_that_fails;
    write_images(*desk, check);  // the same desk goes on
    return written.ok() && steps < step_that_fails;
}

TEST(DeskImageFaults, AreToldAndHarmNeitherEntriesNorLaterImages) {
    for (auto const fault : {Fault::kFull, Fault::kBroken}) {
        for (uint64_t const length : {uint64_t{1}, uint64_t{1'000}}) {
            uint64_t step = 1;
            while (!testing::Test::HasFailure() && !live_with(fault, step, length))
                step += length == 1 ? 1 : 7;
            EXPECT_GT(step, 50u);
        }
    }
}

}  // namespace
}  // namespace agglo
