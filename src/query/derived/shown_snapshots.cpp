#include "query/derived/shown_snapshots.h"

#include <algorithm>
#include <chrono>

namespace agglo {

SnapshotPtr ShownSnapshots::of(SnapshotPtr const& facts, Date on) {
    if (facts->model->derived.empty()) return facts;
    Date const day = asks_day(*facts->model) ? on : Date{};
    std::unique_lock lock(mutex_);
    if (auto const known = find(facts, day); known != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, known);
        auto const made = known->made;
        lock.unlock();
        return made.get()->shown;
    }
    auto const base = nearest(facts, day);
    std::promise<std::shared_ptr<DerivedSnapshot const>> promise;
    kept_.push_front({facts, day, promise.get_future().share()});
    if (kept_.size() > kKeptMax) kept_.pop_back();
    lock.unlock();
    auto made = std::make_shared<DerivedSnapshot const>(base ? derive_on(facts, day, *base)
                                                             : derive_all(facts, day));
    promise.set_value(made);
    return made->shown;
}

std::list<ShownSnapshots::Kept>::iterator ShownSnapshots::find(SnapshotPtr const& facts, Date on) {
    return std::find_if(kept_.begin(), kept_.end(),
                        [&](Kept const& kept) { return kept.facts == facts && kept.on == on; });
}

/// Of those that are made already: of the same day if there is one, the fewest entries away.
std::shared_ptr<DerivedSnapshot const> ShownSnapshots::nearest(SnapshotPtr const& facts,
                                                               Date on) const {
    std::shared_ptr<DerivedSnapshot const> best;
    auto const distance = [&](SnapshotPtr const& other, Date day) {
        auto const a = other->point.sequence;
        auto const b = facts->point.sequence;
        return std::pair(day != on, a < b ? b - a : a - b);
    };
    for (auto const& kept : kept_) {
        bool const ready = kept.made.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
        if (!ready || kept.facts->model != facts->model) continue;
        if (!best || distance(kept.facts, kept.on) < distance(best->facts, best->on))
            best = kept.made.get();
    }
    return best;
}

void ShownSnapshots::clear() {
    std::lock_guard const lock(mutex_);
    kept_.clear();
}

size_t ShownSnapshots::kept() const {
    std::lock_guard const lock(mutex_);
    return kept_.size();
}

}  // namespace agglo
