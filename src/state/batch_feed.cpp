#include "state/batch_feed.h"

#include <algorithm>
#include <utility>

#include "journal/damage.h"

namespace agglo {

namespace {

/// Kept for the claim whose batches come next: were all full of what comes later, nobody could go
/// on.
constexpr size_t kReserved = 1;

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
    while (true) {
        Claim* claim = nullptr;
        {
            Lock lock(mutex_);
            changed_.wait(lock, [&] { return stopped_ || (claim = take_claim()); });
        }
        if (!claim) return;
        read(*claim, reader, Who::kThread);
    }
}

CellBatch* BatchFeed::take_free(Sequence for_claim) {
    if (free_.size() <= (for_claim == next_ ? 0 : kReserved)) return nullptr;
    auto* const batch = free_.back();
    free_.pop_back();
    return batch;
}

/// The earliest entries; nullptr: nothing to read, or no batch to read it into.
BatchFeed::Claim* BatchFeed::take_claim() {
    if (unclaimed_.empty()) return nullptr;
    auto const [first, last] = *unclaimed_.begin();
    auto* const batch = take_free(first);
    if (!batch) return nullptr;
    Sequence const end = std::min(last, first + some_ - 1);
    unclaimed_.erase(unclaimed_.begin());
    if (end < last) unclaimed_.emplace(end + 1, last);
    return &claims_.emplace(first, Claim{first, end, batch}).first->second;
}

void BatchFeed::read(Claim& claim, BatchReader& reader, Who who) {
    Sequence const wanted = claim.last;
    bool whole = true;  // in one batch
    BatchRoom room{claim.filling, limits_.batch_cells, [&](CellBatch* full) {
                       whole = false;
                       return who == Who::kCaller ? exchange_or_use(claim, full)
                                                  : exchange(claim, full);
                   }};
    auto outcome = scan(claim, reader, room);
    if (!outcome.ok()) room.batch->clear();
    {
        Lock const lock(mutex_);
        bool const spare = whole && claim.last == wanted;
        if (spare && room.batch->cells < limits_.batch_cells / 2)
            some_ = std::min(limits_.claim_entries, some_ * 2);
        claim.ready.push_back(room.batch);
        claim.ended = true;
        claim.outcome = std::move(outcome);
    }
    changed_.notify_all();
}

/// `claim.last` becomes that of the last entry read.
Result<void> BatchFeed::scan(Claim& claim, BatchReader& reader, BatchRoom& room) {
    Sequence at = claim.first - 1;
    Result<void> refused;
    TRY(journal_.scan(claim.first, [&](EntryBytes const& bytes) {
        if (bytes.head.size() + bytes.body.size() >= limits_.large_bytes)
            give_back_after(claim, bytes.sequence);
        refused = reader.add(bytes, room, noted_);
        at = bytes.sequence;
        if (room.batch->cells >= limits_.batch_cells) give_back_after(claim, at);
        return refused.ok() && at < claim.last;
    }));
    TRY(std::move(refused));
    return at == claim.last ? Result<void>() : chain_broken(at + 1, Damage::kMissing);
}

void BatchFeed::give_back_after(Claim& claim, Sequence last) {
    if (last >= claim.last) return;
    {
        Lock const lock(mutex_);
        unclaimed_.emplace(last + 1, claim.last);
        claim.last = last;
        some_ = last - claim.first + 1;
    }
    changed_.notify_all();
}

/// For a thread of the feed. The claim whose batches come next never waits long: those it has given
/// are used and then free.
CellBatch* BatchFeed::exchange(Claim& claim, CellBatch* full) {
    Lock lock(mutex_);
    claim.ready.push_back(full);
    changed_.notify_all();
    CellBatch* empty = nullptr;
    changed_.wait(lock, [&] { return stopped_ || (empty = take_free(claim.first)); });
    if (empty) return empty;
    claim.ready.pop_back();  // nobody wants it any more
    full->clear();
    return full;
}

/// For the one that uses batches, who may wait for nothing that only its own use of them brings.
CellBatch* BatchFeed::exchange_or_use(Claim& claim, CellBatch* full) {
    Lock lock(mutex_);
    while (!has_next_failed()) {
        if (is_next_ready()) {
            use_next(lock);
        } else if (claim.first == next_) {
            use(full, lock);
            return full;
        } else if (auto* const empty = take_free(claim.first)) {
            claim.ready.push_back(full);
            return empty;
        } else {
            changed_.wait(lock);
        }
    }
    full->clear();
    return full;
}

BatchFeed::Claim* BatchFeed::next_claim() {
    auto const found = claims_.find(next_);
    return found == claims_.end() ? nullptr : &found->second;
}

bool BatchFeed::is_next_ready() {
    auto const* const claim = next_claim();
    return claim && (!claim->ready.empty() || (claim->ended && claim->outcome.ok()));
}

bool BatchFeed::has_next_failed() {
    auto const* const claim = next_claim();
    return claim && claim->ready.empty() && claim->ended && !claim->outcome.ok();
}

void BatchFeed::use(CellBatch* batch, Lock& lock) {
    lock.unlock();
    (*use_)(*batch);
    batch->clear();
    lock.lock();
}

void BatchFeed::use_next(Lock& lock) {
    auto* const claim = next_claim();
    if (claim->ready.empty()) {
        next_ = claim->last + 1;
        claims_.erase(claim->first);
    } else {
        auto* const batch = claim->ready.front();
        claim->ready.pop_front();
        use(batch, lock);
        free_.push_back(batch);
    }
    changed_.notify_all();
}

Result<void> BatchFeed::each(Use const& use) {
    use_ = &use;
    Lock lock(mutex_);
    while (next_ <= to_) {
        if (has_next_failed()) return next_claim()->outcome.error();
        if (is_next_ready()) {
            use_next(lock);
        } else if (auto* const claim = take_claim()) {
            lock.unlock();
            read(*claim, reader_, Who::kCaller);
            lock.lock();
        } else {
            changed_.wait(lock);
        }
    }
    return {};
}

}  // namespace agglo
