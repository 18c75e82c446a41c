#include "state/batch_feed.h"

#include <algorithm>
#include <utility>

#include "journal/damage.h"

namespace agglo {

BatchFeed::Lane::Lane(Snapshot const& base, ColumnSlots const& slots)
    : reader(base), batches_(kBatches, CellBatch(slots.size(), base.entities.size())) {
    for (auto& batch : batches_) free_.push_back(&batch);
}

CellBatch* BatchFeed::Lane::take_free() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || !free_.empty(); });
    if (stopped_) return nullptr;
    auto* const batch = free_.front();
    free_.pop_front();
    return batch;
}

void BatchFeed::Lane::give_read(CellBatch* batch) {
    {
        std::lock_guard const lock(mutex_);
        read_.push_back(batch);
    }
    changed_.notify_all();
}

CellBatch* BatchFeed::Lane::take_read() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !read_.empty(); });
    auto* const batch = read_.front();
    read_.pop_front();
    return batch;
}

void BatchFeed::Lane::give_free(CellBatch* batch) {
    batch->clear();
    {
        std::lock_guard const lock(mutex_);
        free_.push_back(batch);
    }
    changed_.notify_all();
}

void BatchFeed::Lane::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
}

BatchFeed::BatchFeed(Journal const& journal, Snapshot const& base, Sequence to, bool noted,
                     Sequence stripe_entries)
    : journal_(journal),
      first_(base.point.sequence + 1),
      to_(to),
      noted_(noted),
      stripe_entries_(stripe_entries) {
    if (to_ < first_) return;
    Sequence const stripes = (to_ - first_) / stripe_entries_ + 1;
    ColumnSlots const slots(*base.model);
    for (size_t i = 0; i < std::min<Sequence>(kReadersMax, stripes); ++i)
        lanes_.push_back(std::make_unique<Lane>(base, slots));
    for (size_t i = 0; i < lanes_.size(); ++i)
        lanes_[i]->thread = std::thread([this, i] { read_stripes(i); });
}

BatchFeed::~BatchFeed() {
    for (auto& lane : lanes_) lane->stop();
    for (auto& lane : lanes_) lane->thread.join();
}

Sequence BatchFeed::stripe_end(Sequence first) const {
    return std::min(to_, first + stripe_entries_ - 1);
}

void BatchFeed::read_stripes(size_t number) {
    auto& lane = *lanes_[number];
    Sequence const step = stripe_entries_ * lanes_.size();
    for (Sequence first = first_ + number * stripe_entries_; first <= to_; first += step) {
        auto const read = read_stripe(lane, first);
        if (!read.ok()) lane.outcome = read.error();
        if (!read.ok() || !*read) break;
    }
    lane.give_read(nullptr);
}

Result<bool> BatchFeed::read_stripe(Lane& lane, Sequence first) {
    Sequence const last = stripe_end(first);
    Sequence read = first - 1;
    CellBatch* batch = lane.take_free();
    Result<void> refused;
    auto scanned = journal_.scan(first, [&](EntryBytes const& bytes) {
        if (!batch) return false;
        refused = lane.reader.add(bytes, *batch, noted_);
        read = bytes.sequence;
        if (!refused.ok() || read == last) return false;
        if (batch->cells < kBatchCells) return true;
        lane.give_read(batch);
        batch = lane.take_free();
        return batch != nullptr;
    });
    if (!batch) return false;
    TRY(std::move(scanned));
    TRY(std::move(refused));
    if (read != last) return chain_broken(read + 1, Damage::kMissing);
    batch->ends_stripe = true;
    lane.give_read(batch);
    return true;
}

Result<CellBatch const*> BatchFeed::next() {
    if (out_) {
        bool const turn = out_->ends_stripe;
        bool const all = turn && out_->last == to_;
        lanes_[lane_]->give_free(std::exchange(out_, nullptr));
        if (all) return nullptr;
        if (turn) lane_ = (lane_ + 1) % lanes_.size();
    }
    if (lanes_.empty()) return nullptr;
    out_ = lanes_[lane_]->take_read();
    if (!out_) TRY(std::move(lanes_[lane_]->outcome));
    return out_;
}

}  // namespace agglo
