#include "state/past.h"

#include <algorithm>

#include "state/bootstrap.h"
#include "state/replay.h"

namespace agglo {

namespace {

size_t bytes_beside(Snapshot const& past, Snapshot const& now) {
    size_t sum = 0;
    for (size_t e = 0; e < past.entities.size(); ++e) {
        bool const same_model = past.model == now.model;
        sum += same_model ? past.entities[e].table->bytes_beside(*now.entities[e].table)
                          : past.entities[e].table->bytes();
    }
    return sum;
}

}  // namespace

Result<SnapshotPtr> Past::at(SnapshotPtr const& now, Sequence sequence) {
    if (sequence == now->point.sequence) return now;
    if (sequence > now->point.sequence)
        return Error(ErrorCode::kBadPoint, {std::to_string(sequence)});
    std::promise<Result<SnapshotPtr>> promise;
    std::unique_lock lock(mutex_);
    auto const known = std::find_if(kept_.begin(), kept_.end(), [&](Kept const& kept) {
        return kept.snapshot->point.sequence == sequence;
    });
    if (known != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, known);
        return kept_.front().snapshot;
    }
    auto const [place, mine] = making_.try_emplace(sequence);
    if (!mine) {
        Future const theirs = place->second;
        lock.unlock();
        return theirs.get();
    }
    place->second = promise.get_future().share();
    lock.unlock();
    auto made = make(now, sequence);
    lock.lock();
    if (made.ok()) keep(now, *made);
    making_.erase(sequence);
    lock.unlock();
    promise.set_value(made);
    return made;
}

void Past::clear() {
    std::lock_guard const lock(mutex_);
    kept_.clear();
}

size_t Past::kept() const {
    std::lock_guard const lock(mutex_);
    return kept_.size();
}

size_t Past::bytes() const {
    std::lock_guard const lock(mutex_);
    size_t sum = 0;
    for (auto const& kept : kept_) sum += kept.bytes;
    return sum;
}

Result<std::shared_ptr<Model const>> Past::model_at(SnapshotPtr const& now,
                                                    Sequence sequence) const {
    auto const version = TRY(schema_version_at(journal_, sequence));
    if (static_cast<int64_t>(version) == now->schema_version) return now->model;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& kept : kept_) {
            if (kept.snapshot->schema_version == static_cast<int64_t>(version))
                return kept.snapshot->model;
        }
    }
    return model_of(TRY(definitions_at(journal_, version)));
}

SnapshotPtr Past::nearest_after(SnapshotPtr const& now, Sequence sequence,
                                std::shared_ptr<Model const> const& model) const {
    SnapshotPtr nearest = now->model == model ? now : nullptr;
    std::lock_guard const lock(mutex_);
    for (auto const& [snapshot, bytes] : kept_) {
        auto const at = snapshot->point.sequence;
        bool const nearer = !nearest || at < nearest->point.sequence;
        if (snapshot->model == model && at > sequence && nearer) nearest = snapshot;
    }
    return nearest;
}

Result<SnapshotPtr> Past::make(SnapshotPtr const& now, Sequence sequence) const {
    auto const model = TRY(model_at(now, sequence));
    auto const later = nearest_after(now, sequence, model);
    bool const back = later && later->point.sequence - sequence <= sequence;
    return back ? step_back(journal_, later, sequence) : replay(journal_, model, sequence);
}

/// What chunks a kept snapshot shares with now dwindles as now moves on, so all are counted anew.
void Past::keep(SnapshotPtr const& now, SnapshotPtr const& made) {
    kept_.push_front({made, 0});
    size_t sum = 0;
    size_t count = 0;
    for (auto kept = kept_.begin(); kept != kept_.end();) {
        kept->bytes = bytes_beside(*kept->snapshot, *now);
        sum += kept->bytes;
        bool const fits = ++count <= kSnapshotsMax && sum <= bytes_max_;
        kept = fits ? std::next(kept) : kept_.erase(kept);
    }
}

}  // namespace agglo
