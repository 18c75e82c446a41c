// Many clients at one desk: group commit under power cuts.
#include <gtest/gtest.h>
#include <thread>

#include "desk/desk.h"
#include "journal/sqlite_journal.h"
#include "power_cuts.h"
#include "state/ledger_sample.h"

namespace agglo {
namespace {

constexpr int kClients = 8;
constexpr int kCommandsOfOne = 12;

SqliteJournalOptions options_on(SimulatedDisk& disk) {
    return {.vfs = disk.vfs(), .disk = &disk};
}

Command create(std::string entity, std::vector<Fact> facts) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.changes = {{ChangeKind::kCreate, std::move(entity), 0, {}, std::move(facts)}};
    return command;
}

/// What the clients were answered: the sequence of the entry that made the region of this name.
class Answers {
public:
    void add(Sequence sequence, std::string name) {
        std::lock_guard const lock(mutex_);
        names_[sequence] = std::move(name);
    }
    /// Looks for each of them in what a power cut left.
    std::optional<std::string> find_lost(SimulatedDisk& after) const;

private:
    mutable std::mutex mutex_;
    std::map<Sequence, std::string> names_;
};

std::optional<std::string> Answers::find_lost(SimulatedDisk& after) const {
    std::lock_guard const lock(mutex_);
    auto journal = SqliteJournal::open("a.db", options_on(after));
    if (!journal.ok()) return journal.error().message_en();
    if (auto const verified = (*journal)->verify(); !verified.ok())
        return verified.error().message_en();
    std::map<Sequence, std::string> found;
    EXPECT_TRUE((*journal)
                    ->read(1,
                           [&](StoredEntry const& stored) {
                               found[stored.entry.sequence] = stored.entry.reason;
                               return true;
                           })
                    .ok());
    for (auto const& [sequence, name] : names_) {
        if (found[sequence] != name) return "lost " + name;
    }
    return std::nullopt;
}

std::unique_ptr<Desk> open_desk(SimulatedDisk& disk) {
    auto journal = SqliteJournal::create("a.db", new_ledger_identity(HashAlgorithm::kSha256),
                                         options_on(disk));
    auto desk = Desk::open(std::move(journal).value());
    AGGLO_ASSERT(desk.ok());
    Command define;
    define.viewer = Viewer::owner("owner");
    for (auto const& [kind, name, text] : sample_definitions()) {
        define.changes.push_back({ChangeKind::kCreate,
                                  "definition",
                                  0,
                                  {},
                                  {{"kind", kind}, {"name", name}, {"text", text}}});
    }
    AGGLO_ASSERT((*desk)->execute(define).ok());
    return std::move(desk).value();
}

void be_a_client(Desk& desk, int number, Answers& answers) {
    for (int i = 0; i < kCommandsOfOne; ++i) {
        auto const name = std::to_string(number) + "-" + std::to_string(i);
        auto command = create("region", {{"code", name}, {"name", name}});
        command.reason = name;
        auto const receipt = desk.execute(std::move(command));
        EXPECT_TRUE(receipt.ok());
        if (receipt.ok()) answers.add(receipt->sequence, name);
    }
}

struct Run {
    std::optional<std::string> broken;
    uint64_t looks = 0, log_syncs = 0;
};

Run run(bool swallow_syncs) {
    SimulatedDisk disk;
    auto const desk = open_desk(disk);
    Answers answers;
    Run result;
    PowerCuts cuts(disk, [&](SimulatedDisk& after) { return answers.find_lost(after); });
    cuts.looks_at = [](SimulatedStep const& step) { return step.number % 3 == 0; };
    cuts.swallows = [&](SimulatedStep const& step) {
        if (step.kind != SimulatedStep::Kind::kSync) return false;
        ++result.log_syncs;
        return swallow_syncs;
    };
    std::vector<std::thread> clients;
    for (int i = 0; i < kClients; ++i)
        clients.emplace_back([&, i] { be_a_client(*desk, i, answers); });
    for (auto& client : clients) client.join();
    cuts.look();
    result.broken = cuts.broken();
    result.looks = cuts.looks();
    return result;
}

TEST(DeskCrash, KeepsWhatManyClientsWereAnswered) {
    auto const done = run(false);
    EXPECT_EQ(done.broken.value_or(""), "");
    EXPECT_GT(done.looks, 50u);
    EXPECT_LT(done.log_syncs, static_cast<uint64_t>(kClients * kCommandsOfOne));  // shared
}

TEST(DeskCrash, WouldFindASyncThatIsLeftOut) {
    EXPECT_NE(run(true).broken.value_or("").find("lost"), std::string::npos);
}

}  // namespace
}  // namespace agglo
