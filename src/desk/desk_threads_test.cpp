// The desk under many threads; to be run under the thread sanitizer too.
#include <future>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "base/random.h"
#include "desk/desk_sample.h"
#include "query/query.h"

namespace agglo {
namespace {

/// Holds the writer at its next append until it is let go.
class Gate {
public:
    explicit Gate(MemoryJournalState& journal) : journal_(journal) {
        journal_.before_append = [this] {
            if (held_once_.exchange(true)) return;
            reached_.set_value();
            let_go_.get_future().wait();
        };
    }
    ~Gate() { journal_.before_append = {}; }
    void wait_until_reached() { reached_.get_future().wait(); }
    void let_go() { let_go_.set_value(); }

private:
    MemoryJournalState& journal_;
    std::atomic<bool> held_once_ = false;
    std::promise<void> reached_;
    std::promise<void> let_go_;
};

class DeskThreadsTest : public testing::Test, protected SampleDesk {
protected:
    /// Submits and forgets, but counts the answers by their errors.
    void submit(Command command) {
        desk->submit(std::move(command), [this](Result<Receipt> receipt) {
            std::lock_guard const lock(mutex_);
            ++answers_[shown(receipt)];
        });
    }
    int answered(std::string const& what) {
        std::lock_guard const lock(mutex_);
        return answers_[what];
    }

    std::mutex mutex_;
    std::map<std::string, int> answers_;
};

TEST_F(DeskThreadsTest, SparesTheOthersOfABatchWithOneTooLarge) {
    journal->changes_max = 2;
    {
        Gate gate(*journal);
        submit(by(Viewer::owner("o"), {project("P0")}));
        gate.wait_until_reached();
        submit(by(Viewer::owner("o"), {project("P1")}));
        submit(by(Viewer::owner("o"), {project("P2"), project("P3"), project("P4")}));
        submit(by(Viewer::owner("o"), {project("P5"), project("P7")}));
        gate.let_go();
        run({project("P6")});
    }
    EXPECT_EQ(answered(""), 3);
    EXPECT_EQ(answered("too_large "), 1);
    EXPECT_EQ(desk->snapshot()->entities[entity_named(*desk->snapshot(), "project")].table->rows(),
              5u);  // P0, P1, P5, P7, P6
}

TEST_F(DeskThreadsTest, OrdersTheCommandsOfManyThreads) {
    constexpr int kThreads = 64;
    constexpr int kCommands = 10;
    run({project("P0", {{"jobs", 0}})});
    auto const before = head();
    std::mutex mutex;
    std::set<Sequence> sequences;
    std::atomic<int> conflicts = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kCommands;) {
                auto const snapshot = desk->snapshot();
                EntityView const view(*snapshot, entity_named(*snapshot, "project"));
                auto const jobs = *view.value(0, *view.entity().field_index("jobs")).get<int64_t>();
                auto const name = std::to_string(t) + "-" + std::to_string(i);
                auto const receipt = desk->execute(by(
                    Viewer::owner("o"),
                    {updated("project", 1, view.version(0), {{"jobs", jobs + 1}}), project(name)}));
                if (!receipt.ok()) {
                    ASSERT_EQ(receipt.error().code(), ErrorCode::kVersionConflict);
                    ++conflicts;
                    continue;
                }
                std::lock_guard const lock(mutex);
                EXPECT_TRUE(sequences.insert(receipt->sequence).second);
                ++i;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(value("project", 1, "jobs"), kThreads * kCommands);  // no change was lost
    EXPECT_EQ(sequences.size(), size_t{kThreads * kCommands});
    EXPECT_EQ(*sequences.rbegin(), before + sequences.size());
    EXPECT_EQ(head(), before + sequences.size());
}

TEST_F(DeskThreadsTest, CommitsWaitingCommandsTogether) {
    Gate gate(*journal);
    submit(by(Viewer::owner("o"), {project("first")}));
    gate.wait_until_reached();
    auto const appends = journal->appends.load();
    for (int i = 0; i < 200; ++i)
        submit(by(Viewer::owner("o"), {project("P" + std::to_string(i % 150))}));
    gate.let_go();
    run({project("last")});
    EXPECT_EQ(answered(""), 151);
    EXPECT_EQ(answered("duplicate_value /changes/0/fields/code"), 50);
    EXPECT_LE(journal->appends - appends, 3);
}

TEST_F(DeskThreadsTest, TellsEveryoneInAFailedBatch) {
    Gate gate(*journal);
    submit(by(Viewer::owner("o"), {project("first")}));
    gate.wait_until_reached();
    for (int i = 0; i < 20; ++i) submit(by(Viewer::owner("o"), {project("P" + std::to_string(i))}));
    journal->failures_left = 2;  // the first, and the batch of the others
    gate.let_go();
    while (answered("storage_failed ") < 21) std::this_thread::yield();
    run({project("last")});
    auto const snapshot = desk->snapshot();
    EXPECT_EQ(snapshot->entities[entity_named(*snapshot, "project")].table->rows(), 1u);
}

TEST_F(DeskThreadsTest, AnswersARepeatThatWaitsBesideItsFirst) {
    Gate gate(*journal);
    submit(by(Viewer::owner("o"), {project("first")}));
    gate.wait_until_reached();
    auto const command = keyed("k", "d", {project("P1")});
    auto first = std::async(std::launch::async, [&] { return desk->execute(command); });
    auto second = std::async(std::launch::async, [&] { return desk->execute(command); });
    gate.let_go();
    auto const a = first.get();
    auto const b = second.get();
    ASSERT_TRUE(a.ok() && b.ok());
    EXPECT_EQ(a->sequence, b->sequence);
    EXPECT_NE(a->repeated, b->repeated);
}

TEST_F(DeskThreadsTest, RefusesMoreThanMayWait) {
    Gate gate(*journal);
    submit(by(Viewer::owner("o"), {project("first")}));
    gate.wait_until_reached();
    for (size_t i = 0; i < Desk::kCommandsWaitingMax; ++i) submit(by(Viewer::owner("o"), {}));
    submit(by(Viewer::owner("o"), {project("too many")}));
    EXPECT_EQ(answered("overloaded "), 1);
    gate.let_go();
    while (answered("") < static_cast<int>(Desk::kCommandsWaitingMax) + 1)
        std::this_thread::yield();
    run({project("after")});
}

TEST_F(DeskThreadsTest, FinishesWhatWaitsWhenItStops) {
    for (int i = 0; i < 500; ++i)
        submit(by(Viewer::owner("o"), {project("P" + std::to_string(i))}));
    desk.reset();
    EXPECT_EQ(answered(""), 500);
}

// Readers of every kind beside the writer: the sanitizer looks on.
TEST_F(DeskThreadsTest, LetsReadersReadWhileItWrites) {
    for (int i = 0; i < 50; ++i)
        run({project("S" + std::to_string(i), {{"note", "说明" + std::to_string(i)}})});
    std::atomic<bool> done = false;
    auto const read = [&](uint64_t seed) {
        Random random(seed);
        auto const query =
            *parse_query(R"({"entity":"project","group":["region"],"measures":[["max","note"]]})");
        auto listed = *parse_query(R"({"entity":"project","sort":["-note","region"],"q":"说"})");
        while (!done) {
            auto const head = static_cast<int64_t>(desk->snapshot()->point.sequence);
            auto const then = *desk->snapshot_at(static_cast<Sequence>(random.between(2, head)));
            ASSERT_TRUE(run_query_json(*then, Viewer::owner("r"), query).ok());
            ASSERT_TRUE(run_query_json(*then, with_roles({"officer"}), listed).ok());
        }
    };
    std::vector<std::thread> readers;
    for (uint64_t i = 0; i < 4; ++i) readers.emplace_back(read, i);
    for (int i = 0; i < 300; ++i) {
        auto const note = Value("新说明" + std::to_string(i));
        run({project("N" + std::to_string(i), {{"note", note}}),
             updated("project", 1 + i % 50, {}, {{"note", note}})});
    }
    done = true;
    for (auto& reader : readers) reader.join();
}

}  // namespace
}  // namespace agglo
