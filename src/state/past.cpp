#include "state/past.h"

#include <algorithm>
#include <array>

#include "column/shared_chunks.h"
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

/// How many changes of records there were up to each of some points, by now's own index.
std::array<size_t, 4> changes_until(Snapshot const& now, std::array<Sequence, 4> const& points) {
    std::array<size_t, 4> counts{};
    for (auto const& entity : now.entities) {
        if (!entity.history) continue;
        for (auto const& run : entity.history->runs()) {
            for (auto const& [row, sequence] : *run) {
                for (size_t i = 0; i < points.size(); ++i) counts[i] += sequence <= points[i];
            }
        }
    }
    return counts;
}

/// An older snapshot may use a newer index (state/postings.h).
SnapshotPtr share(SnapshotPtr const& past, SnapshotPtr const& now) {
    if (past->model != now->model) return past;
    auto shared = std::make_shared<Snapshot>(*past);
    for (size_t e = 0; e < shared->entities.size(); ++e) {
        auto& mine = shared->entities[e];
        auto const& theirs = now->entities[e];
        mine = {share_chunks(mine.table, *theirs.table), theirs.postings, theirs.history};
    }
    return shared;
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

bool Past::keeps(SnapshotPtr const& snapshot) const {
    std::lock_guard const lock(mutex_);
    return std::any_of(kept_.begin(), kept_.end(),
                       [&](Kept const& kept) { return kept.snapshot == snapshot; });
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
    auto const [before, after] = kept_around(now, sequence, model);
    auto image = image_before(sequence);
    auto const sequence_of = [&](SnapshotPtr const& from) {
        return from ? from->point.sequence : sequence;
    };
    auto const changes = changes_until(
        *now, {sequence, sequence_of(before), sequence_of(after), image ? image->sequence : 0});
    auto const between = [&](size_t from, size_t to) {
        return double(changes[to] - changes[from]);
    };
    std::vector<PastWay> ways = {{PastWay::Kind::kNothing, double(changes[0])}};
    if (before) ways.push_back({PastWay::Kind::kForward, between(1, 0), before});
    if (after) ways.push_back({PastWay::Kind::kBack, kCostOfUndoing * between(0, 2), after});
    if (image) {
        double const cost = double(image->bytes) / image_bytes_per_cost_ + between(3, 0);
        ways.push_back({PastWay::Kind::kImage, cost, nullptr, std::move(image->path)});
    }
    std::stable_sort(ways.begin(), ways.end(),
                     [](PastWay const& a, PastWay const& b) { return a.cost < b.cost; });
    return ways;
}

/// The nearest snapshots before and after; nullptr where there is none.
std::pair<SnapshotPtr, SnapshotPtr> Past::kept_around(
    SnapshotPtr const& now, Sequence sequence, std::shared_ptr<Model const> const& model) const {
    SnapshotPtr before;
    SnapshotPtr after = now->model == model ? now : nullptr;
    std::lock_guard const lock(mutex_);
    for (auto const& [snapshot, bytes] : kept_) {
        if (snapshot->model != model) continue;
        auto const at = snapshot->point.sequence;
        if (at > sequence && (!after || at < after->point.sequence)) after = snapshot;
        if (at < sequence && (!before || at > before->point.sequence)) before = snapshot;
    }
    return {before, after};
}

std::optional<ImageSeries::Member> Past::image_before(Sequence sequence) const {
    std::optional<ImageSeries::Member> nearest;
    for (auto& image : images_.all()) {
        if (image.sequence <= sequence) nearest = std::move(image);
    }
    return nearest;
}

Result<SnapshotPtr> Past::go(PastWay const& way, SnapshotPtr const& now, Sequence sequence,
                             std::shared_ptr<Model const> const& model) const {
    switch (way.kind) {
        case PastWay::Kind::kBack: return step_back(journal_, way.from, sequence);
        case PastWay::Kind::kForward: return replay_beside(journal_, way.from, sequence);
        case PastWay::Kind::kImage: {
            auto const image = TRY(load_image(way.image, journal_, model, images_.disk()));
            // By its name it stood before; the newest may have been replaced meanwhile.
            if (image.snapshot->point.sequence > sequence)
                return Error(ErrorCode::kBadFile, {way.image});
            return share(TRY(replay_on(journal_, image.snapshot, sequence)), now);
        }
        case PastWay::Kind::kNothing: break;
    }
    return share(TRY(replay(journal_, model, sequence)), now);
}

/// An image that is of another schema or damaged is passed over; the journal is another matter.
Result<SnapshotPtr> Past::make(SnapshotPtr const& now, Sequence sequence) const {
    auto const model = TRY(model_at(now, sequence));
    for (auto const& way : ways(now, sequence, model)) {
        auto made = go(way, now, sequence, model);
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
