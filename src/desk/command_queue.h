#pragma once
// CommandQueue: commands on their way to the desk's writer, and who is taken together.
//
//   TRY(queue.add({std::move(command), answer}));             // any thread
//   for (auto group = queue.take(); !group.empty(); group = queue.take()) …   // the writer
//
// A command that changes definitions or erases is taken alone, and one with the idempotency key of
// another waits for that one's outcome.
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "desk/bell.h"
#include "desk/desk.h"

namespace agglo {

struct WaitingCommand {
    Command command;
    std::function<void(Result<Receipt>)> answer;
    /// Rung by the writer once it has answered all that it took together; for those who sleep.
    std::shared_ptr<Bell> bell = {};
};

class CommandQueue {
public:
    static constexpr size_t kWaitingMax = Desk::kCommandsWaitingMax;
    static constexpr size_t kTakenMax = Desk::kBatchCommandsMax;

    /// Moves from `waiting` only when it is taken in. Errors: kOverloaded, kShuttingDown.
    Result<void> add(WaitingCommand&& waiting);
    /// The same for one who sleeps until the bell rings: `bell` is that of the queue as it stands.
    Result<void> add(WaitingCommand&& waiting, std::shared_ptr<Bell>& bell);
    /// Waits for commands. Empty: `stop` was called and none are left.
    std::deque<WaitingCommand> take();
    void stop();

private:
    Result<void> put(WaitingCommand&& waiting, std::shared_ptr<Bell>* bell);
    void gather(std::unique_lock<std::mutex>& lock);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<WaitingCommand> waiting_;
    std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    size_t taken_lately_ = 0;
    bool stopping_ = false;
};

}  // namespace agglo
