#include "state/past.h"

#include <algorithm>

#include "state/bootstrap.h"
#include "state/image.h"
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

std::vector<PastWay> Past::ways(SnapshotPtr const& now, Sequence sequence,
                                std::shared_ptr<Model const> const& model) const {
    std::vector<PastWay> ways;
    auto const add_snapshot = [&](SnapshotPtr const& from) {
        if (from->model != model) return;
        auto const at = from->point.sequence;
        if (at > sequence)
            ways.push_back({PastWay::Kind::kBack, kCostOfUndoing * double(at - sequence), from});
        else
            ways.push_back({PastWay::Kind::kForward, double(sequence - at), from});
    };
    add_snapshot(now);
    {
        std::lock_guard const lock(mutex_);
        for (auto const& kept : kept_) add_snapshot(kept.snapshot);
    }
    for (auto const& image : images_.all()) {
        if (image.sequence > sequence) break;
        double const loading = double(image.bytes) / image_bytes_per_cost_;
        double const cost = loading + double(sequence - image.sequence);
        ways.push_back({PastWay::Kind::kImage, cost, nullptr, image.path});
    }
    double const dearest = double(sequence);
    std::erase_if(ways, [&](PastWay const& way) { return way.cost > dearest; });
    std::stable_sort(ways.begin(), ways.end(),
                     [](PastWay const& a, PastWay const& b) { return a.cost < b.cost; });
    ways.push_back({PastWay::Kind::kNothing, dearest});
    return ways;
}

Result<SnapshotPtr> Past::go(PastWay const& way, Sequence sequence,
                             std::shared_ptr<Model const> const& model) const {
    switch (way.kind) {
        case PastWay::Kind::kBack: return step_back(journal_, way.from, sequence);
        case PastWay::Kind::kForward: return replay_beside(journal_, way.from, sequence);
        case PastWay::Kind::kImage: {
            auto const image = TRY(load_image(way.image, journal_, model));
            // By its name it stood before; the newest may have been replaced meanwhile.
            if (image.snapshot->point.sequence > sequence)
                return Error(ErrorCode::kBadFile, {way.image});
            return replay_on(journal_, image.snapshot, sequence);
        }
        case PastWay::Kind::kNothing: break;
    }
    return replay(journal_, model, sequence);
}

/// An image that is of another schema or damaged is passed over; the journal is another matter.
Result<SnapshotPtr> Past::make(SnapshotPtr const& now, Sequence sequence) const {
    auto const model = TRY(model_at(now, sequence));
    for (auto const& way : ways(now, sequence, model)) {
        auto made = go(way, sequence, model);
        if (made.ok() || way.kind != PastWay::Kind::kImage) return made;
    }
    return Error(ErrorCode::kInternal);
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
