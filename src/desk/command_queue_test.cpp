#include "desk/command_queue.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace agglo {
namespace {

Command command_of(std::string const& entity, std::string const& key = {}) {
    Command command;
    command.viewer.name = "li";
    command.idempotency_key = key;
    command.changes = {{ChangeKind::kCreate, entity, 0, {}, {}}};
    return command;
}

/// How many are taken at a time, once all stand in the queue.
std::vector<size_t> taken_of(std::vector<Command> commands) {
    CommandQueue queue;
    for (auto& command : commands) EXPECT_TRUE(queue.add({std::move(command), {}}).ok());
    queue.stop();
    std::vector<size_t> sizes;
    for (auto taken = queue.take(); !taken.empty(); taken = queue.take())
        sizes.push_back(taken.size());
    return sizes;
}

TEST(CommandQueue, TakesTogetherWhatMayBeWrittenTogether) {
    using Sizes = std::vector<size_t>;
    auto const firm = command_of("firm");
    auto erasing = command_of("firm");
    erasing.erase.emplace();
    auto const of_another = [] {
        auto command = command_of("firm", "k");
        command.viewer.name = "wang";
        return command;
    };
    EXPECT_EQ(taken_of({}), Sizes{});
    EXPECT_EQ(taken_of({firm, firm, firm}), Sizes{3});
    EXPECT_EQ(taken_of({firm, command_of("definition"), firm, firm}), (Sizes{1, 1, 2}));
    EXPECT_EQ(taken_of({erasing, erasing, firm}), (Sizes{1, 1, 1}));
    EXPECT_EQ(taken_of({command_of("firm", "k"), firm, command_of("firm", "k")}), (Sizes{2, 1}));
    EXPECT_EQ(taken_of({command_of("firm", "k"), of_another()}), Sizes{2});
    EXPECT_EQ(taken_of(std::vector<Command>(CommandQueue::kTakenMax + 1, firm)),
              (Sizes{CommandQueue::kTakenMax, 1}));
}

TEST(CommandQueue, RefusesWhatItHasNoRoomForAndLeavesItAlone) {
    CommandQueue queue;
    for (size_t i = 0; i < CommandQueue::kWaitingMax; ++i)
        ASSERT_TRUE(queue.add({command_of("firm"), {}}).ok());
    WaitingCommand one_more{command_of("firm"), [](Result<Receipt> const&) {}};
    EXPECT_EQ(queue.add(std::move(one_more)).error().code(), ErrorCode::kOverloaded);
    EXPECT_EQ(one_more.command.changes.size(), 1u);
    EXPECT_TRUE(one_more.answer);
    queue.stop();
    EXPECT_EQ(queue.add(std::move(one_more)).error().code(), ErrorCode::kShuttingDown);
}

/// A bell each take; those who are left over hear the one they came under once more.
TEST(CommandQueue, GivesThoseWhoComeTogetherOneBell) {
    CommandQueue queue;
    std::shared_ptr<Bell> first, second, third;
    ASSERT_TRUE(queue.add({command_of("firm"), {}}, first).ok());
    ASSERT_TRUE(queue.add({command_of("definition"), {}}, second).ok());
    EXPECT_EQ(first, second);
    EXPECT_EQ(queue.take().front().bell, first);
    ASSERT_TRUE(queue.add({command_of("firm"), {}}, third).ok());
    EXPECT_NE(third, first);
    EXPECT_EQ(queue.take().front().bell, first);
    EXPECT_EQ(queue.take().front().bell, third);
}

TEST(Bell, WakesAllWhoWaitAndNoneThatHeardIt) {
    Bell bell;
    std::atomic<int> rounds = 0;
    std::atomic<int> woken = 0;
    std::vector<std::thread> sleepers;
    for (int i = 0; i < 8; ++i) {
        sleepers.emplace_back([&] {
            for (int round = 1; round <= 200; ++round) {
                for (int heard = bell.rings(); rounds < round; heard = bell.rings())
                    bell.wait(heard);
                ++woken;
            }
        });
    }
    for (int round = 1; round <= 200; ++round) {
        rounds = round;
        bell.ring();
        while (woken < 8 * round) std::this_thread::yield();
    }
    for (auto& sleeper : sleepers) sleeper.join();
    EXPECT_EQ(woken, 1600);
    bell.wait(bell.rings() - 1);  // returns at once
}

}  // namespace
}  // namespace agglo
