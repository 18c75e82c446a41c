#pragma once
// SearchKeeper: keeps the indexes of searched texts close behind the ledger, on a thread of its
// own: neither the writer nor a reader waits for it.
//
//   SearchKeeper keeper([&] { return desk.snapshot(); });
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "state/snapshot.h"

namespace agglo {

class SearchKeeper {
public:
    /// Between two looks at the ledger: a text is looked at by searches one by one for as long.
    static constexpr std::chrono::milliseconds kPause{200};

    explicit SearchKeeper(std::function<SnapshotPtr()> snapshot);
    ~SearchKeeper();
    SearchKeeper(SearchKeeper const&) = delete;
    SearchKeeper& operator=(SearchKeeper const&) = delete;

private:
    void keep();

    std::function<SnapshotPtr()> const snapshot_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::thread thread_;
};

}  // namespace agglo
