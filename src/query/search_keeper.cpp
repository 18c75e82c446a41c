#include "query/search_keeper.h"

#include "query/search.h"

namespace agglo {

SearchKeeper::SearchKeeper(std::function<SnapshotPtr()> snapshot)
    : snapshot_(std::move(snapshot)), thread_([this] { keep(); }) {}

SearchKeeper::~SearchKeeper() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void SearchKeeper::keep() {
    Sequence taken = 0;
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        auto const snapshot = snapshot_();
        if (snapshot->point.sequence != taken) {
            lock.unlock();
            catch_up_search(*snapshot, &stopping_);
            lock.lock();
            taken = snapshot->point.sequence;
        }
        changed_.wait_for(lock, kPause, [this] { return stopping_.load(); });
    }
}

}  // namespace agglo
