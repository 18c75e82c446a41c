// Commands of one group, and what they are answered when its append fails or the power does: one
// that was refused, or had nothing to change, because of another is not answered before that one is
// durable.
#include <array>
#include <future>
#include <gtest/gtest.h>

#include "ledger_opening.h"
#include "power_cuts.h"

namespace agglo {
namespace {

Command by_owner(CommandChange change) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.changes = {std::move(change)};
    return command;
}

Command create(std::string const& code) {
    return by_owner({ChangeKind::kCreate, "firm", 0, {}, {{"code", code}, {"name", code}}});
}

Command call(std::string const& phone) {
    return by_owner({ChangeKind::kUpdate, "firm", 1, {}, {{"phone", phone}}});
}

Command mistaken() {
    return by_owner({ChangeKind::kUpdate, "firm", 1, {}, {{"typo", "?"}}});
}

/// In this order in one group.
enum { kMistakenFirst, kCreates, kCreatesTheSame, kCalls, kCallsTheSame, kMistakenLast, kCommands };

std::vector<Command> group_commands() {
    return {mistaken(), create("F2"), create("F2"), call("110"), call("110"), mistaken()};
}

/// The error's name, "nothing to write" or "written"; empty while there is no answer.
using Outcomes = std::array<std::string, kCommands>;

std::string outcome_of(Result<Receipt> const& answer) {
    if (!answer.ok() && !answer.error().details().empty())
        return std::string(answer.error().details().front().name());
    if (!answer.ok()) return std::string(answer.error().name());
    return answer->sequence > 0 ? "written" : "nothing to write";
}

/// A ledger with one firm. Its writer is held up in an answer while commands come in, so that it
/// takes them together.
class GroupLife {
public:
    GroupLife() : disk_(disk_with_ledger()), desk_(std::move(open_desk_on(*disk_)).value()) {
        AGGLO_ASSERT(desk_->execute(create("F1")).ok());
    }

    void write_group() {
        std::promise<void> held, go, done;
        desk_->submit(mistaken(), [&](Result<Receipt> const&) {
            held.set_value();
            go.get_future().wait();
        });
        held.get_future().wait();
        size_t number = 0;
        for (auto& command : group_commands()) {
            desk_->submit(std::move(command), [&, number](Result<Receipt> const& answer) {
                outcomes_[number] = outcome_of(answer);
                if (number + 1 == kCommands) done.set_value();
            });
            ++number;
        }
        go.set_value();
        done.get_future().wait();
    }

    SimulatedDisk& disk() { return *disk_; }
    Desk& desk() { return *desk_; }
    /// From the writer's thread, or after write_group.
    Outcomes const& outcomes() const { return outcomes_; }
    void forget() { outcomes_ = {}; }

private:
    std::unique_ptr<SimulatedDisk> disk_;
    std::unique_ptr<Desk> desk_;
    Outcomes outcomes_;
};

Outcomes const kAllWell = {"unknown_field", "written",          "duplicate_value",
                           "written",       "nothing to write", "unknown_field"};
Outcomes const kFailed = {"unknown_field",  "storage_failed", "storage_failed",
                          "storage_failed", "storage_failed", "storage_failed"};

/// Whether firm 2 is there and firm 1 has its phone.
std::pair<bool, bool> is_written(Snapshot const& snapshot) {
    EntityView const firms(snapshot, *snapshot.model->entity_index("firm"));
    auto const phone = firms.value(0, *firms.entity().field_index("phone"));
    return {firms.row_of(2).has_value(), phone == Value("110")};
}

TEST(DeskGroup, IsToldAsAWholeThatItsAppendFailed) {
    for (auto const fault : {Fault::kFull, Fault::kBroken}) {
        uint64_t step_that_fails = 1;
        for (bool failed = true; failed; ++step_that_fails) {
            GroupLife life;
            uint64_t steps = 0;
            life.disk().before_step = [&](SimulatedStep const&) {
                return ++steps == step_that_fails ? fault : Fault::kNone;
            };
            life.write_group();
            life.disk().before_step = nullptr;
            failed = life.outcomes()[kCreates] != "written";
            EXPECT_EQ(life.outcomes(), failed ? kFailed : kAllWell) << "step " << step_that_fails;
            EXPECT_EQ(is_written(*life.desk().snapshot()), std::pair(!failed, !failed));
            if (!failed) continue;
            life.forget();
            life.write_group();
            EXPECT_EQ(life.outcomes(), kAllWell) << "after step " << step_that_fails;
        }
        EXPECT_GT(step_that_fails, 3u);
    }
}

/// What an answer of `outcomes` stands on and the disk does not hold.
std::optional<std::string> find_unfounded(Outcomes const& outcomes, SimulatedDisk& after) {
    auto const desk = open_desk_on(after);
    if (!desk.ok()) return desk.error().message_en();
    auto const [firm, phone] = is_written(*(*desk)->snapshot());
    if (firm != phone) return "half a group";
    for (size_t i = kCreates; i < kCommands; ++i) {
        if (!outcomes[i].empty() && !firm) return "answered too early: " + outcomes[i];
    }
    return std::nullopt;
}

std::optional<std::string> cut_power_in_a_group(bool swallows_syncs) {
    GroupLife life;
    PowerCuts cuts(life.disk(),
                   [&](SimulatedDisk& after) { return find_unfounded(life.outcomes(), after); });
    cuts.swallows = [=](SimulatedStep const& step) {
        return swallows_syncs && step.kind == SimulatedStep::Kind::kSync;
    };
    life.write_group();
    cuts.look();
    EXPECT_EQ(life.outcomes(), kAllWell);
    EXPECT_GE(cuts.looks(), 15u);
    return cuts.broken();
}

TEST(DeskGroup, AnswersNobodyBeforeItIsDurable) {
    EXPECT_EQ(cut_power_in_a_group(false).value_or(""), "");
    EXPECT_NE(cut_power_in_a_group(true).value_or("").find("too early"), std::string::npos);
}

}  // namespace
}  // namespace agglo
