#include "state/batch_feed.h"

#include <algorithm>
#include <utility>

#include "journal/damage.h"

namespace agglo {

namespace {

/// A single entry is read by whoever asks for it.
size_t threads_for(Sequence entries, size_t most) {
    size_t const cores = std::max(2u, std::thread::hardware_concurrency());
    return std::min<size_t>({cores - 1, most, entries - 1});
}

}  // namespace

BatchFeed::BatchFeed(Journal const& journal, Snapshot const& base, Sequence to, bool noted,
                     FeedLimits const& limits)
    : journal_(journal),
      base_(base),
      to_(to),
      noted_(noted),
      limits_(limits),
      reader_(base),
      next_(base.point.sequence + 1),
      some_(limits.claim_entries) {
    if (to_ < next_) return;
    unclaimed_.emplace(next_, to_);
    batches_.assign(limits_.batches, CellBatch(reader_.slots().size(), base.entities.size()));
    for (auto& batch : batches_) free_.push_back(&batch);
    for (size_t left = threads_for(to_ - next_ + 1, limits_.threads); left > 0; --left)
        threads_.emplace_back([this] { read_ahead(); });
}

BatchFeed::~BatchFeed() {
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void BatchFeed::read_ahead() {
    BatchReader reader(base_);
    while (auto claim = wait_for_claim()) read_and_keep(*std::move(claim), reader);
}

std::optional<BatchFeed::Claim> BatchFeed::wait_for_claim() {
    std::unique_lock lock(mutex_);
    std::optional<Claim> claim;
    changed_.wait(lock, [&] { return stopped_ || (claim = take_claim()).has_value(); });
    return claim;
}

/// The earliest entries go first, so the batch that is waited for is never the one without room.
std::optional<BatchFeed::Claim> BatchFeed::take_claim() {
    if (unclaimed_.empty() || free_.empty()) return std::nullopt;
    auto const [first, last] = *unclaimed_.begin();
    Sequence const end = std::min(last, first + some_ - 1);
    unclaimed_.erase(unclaimed_.begin());
    if (end < last) unclaimed_.emplace(end + 1, last);
    auto* const batch = free_.back();
    free_.pop_back();
    return Claim{first, end, batch, {}};
}

Result<void> BatchFeed::read(Claim& claim, BatchReader& reader) const {
    Sequence const last = std::exchange(claim.last, claim.first - 1);
    Result<void> refused;
    TRY(journal_.scan(claim.first, [&](EntryBytes const& bytes) {
        refused = reader.add(bytes, *claim.batch, noted_);
        claim.last = bytes.sequence;
        return refused.ok() && claim.last < last && claim.batch->cells < limits_.batch_cells;
    }));
    TRY(std::move(refused));
    bool const whole = claim.last == last || claim.batch->cells >= limits_.batch_cells;
    return whole ? Result<void>() : chain_broken(claim.last + 1, Damage::kMissing);
}

void BatchFeed::read_and_keep(Claim claim, BatchReader& reader) {
    Sequence const wanted = claim.last;
    claim.outcome = read(claim, reader);
    {
        std::lock_guard const lock(mutex_);
        bool const room = claim.batch->cells < limits_.batch_cells / 2;
        if (claim.outcome.ok() && claim.last < wanted) {
            unclaimed_.emplace(claim.last + 1, wanted);
            some_ = claim.last - claim.first + 1;
        } else if (room) {
            some_ = std::min(limits_.claim_entries, some_ * 2);
        }
        read_.emplace(claim.first, std::move(claim));
    }
    changed_.notify_all();
}

void BatchFeed::give_back_out() {
    if (!out_) return;
    out_->clear();
    {
        std::lock_guard const lock(mutex_);
        free_.push_back(std::exchange(out_, nullptr));
    }
    changed_.notify_all();
}

Result<CellBatch const*> BatchFeed::next() {
    give_back_out();
    if (next_ > to_) return nullptr;
    std::unique_lock lock(mutex_);
    while (!read_.contains(next_)) {
        if (auto claim = take_claim()) {
            lock.unlock();
            read_and_keep(*std::move(claim), reader_);
            lock.lock();
        } else {
            changed_.wait(lock);
        }
    }
    auto const& claim = read_.at(next_);
    if (!claim.outcome.ok()) return claim.outcome.error();  // and again, if asked again
    out_ = claim.batch;
    next_ = claim.last + 1;
    read_.erase(claim.first);
    return out_;
}

}  // namespace agglo
