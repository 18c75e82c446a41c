#include "desk/command_queue.h"

#include <algorithm>
#include <set>
#include <thread>

namespace agglo {

namespace {

bool comes_alone(Command const& command) {
    auto const& changes = command.changes;
    return command.erase || std::any_of(changes.begin(), changes.end(), [](auto const& change) {
               return change.entity == "definition";
           });
}

}  // namespace

Result<void> CommandQueue::add(WaitingCommand&& waiting) {
    return put(std::move(waiting), nullptr);
}

Result<void> CommandQueue::add(WaitingCommand&& waiting, std::shared_ptr<Bell>& bell) {
    return put(std::move(waiting), &bell);
}

Result<void> CommandQueue::put(WaitingCommand&& waiting, std::shared_ptr<Bell>* bell) {
    {
        std::lock_guard const lock(mutex_);
        if (stopping_) return Error(ErrorCode::kShuttingDown);
        if (waiting_.size() >= kWaitingMax) return Error(ErrorCode::kOverloaded);
        if (bell) *bell = waiting.bell = bell_;
        waiting_.push_back(std::move(waiting));
    }
    changed_.notify_one();
    return {};
}

/// Whoever was just answered together often comes again together: the first of them is not written
/// alone while others are on their way. Nobody is waited for longer than it takes to step aside.
void CommandQueue::gather(std::unique_lock<std::mutex>& lock) {
    for (size_t before = 0; before < waiting_.size() && waiting_.size() < taken_lately_;) {
        before = waiting_.size();
        lock.unlock();
        std::this_thread::yield();
        lock.lock();
    }
}

std::deque<WaitingCommand> CommandQueue::take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    gather(lock);
    std::deque<WaitingCommand> taken;
    std::set<std::pair<std::string, std::string>> keys;
    while (!waiting_.empty() && taken.size() < kTakenMax) {
        auto const& next = waiting_.front().command;
        bool const alone = comes_alone(next);
        if (alone && !taken.empty()) break;
        bool const keyed = !next.idempotency_key.empty();
        if (keyed && !keys.insert({next.viewer.name, next.idempotency_key}).second) break;
        taken.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
        if (alone) break;
    }
    bell_ = std::make_shared<Bell>();
    taken_lately_ = taken.size();
    return taken;
}

void CommandQueue::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
}

}  // namespace agglo
