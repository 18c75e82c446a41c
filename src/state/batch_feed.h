#pragma once
// BatchFeed: a journal's entries as batches of cells, in order, read ahead on other threads.
//
//   BatchFeed feed(journal, *base, to, noted);
//   TRY(feed.each([&](CellBatch const& batch) { fold.apply(batch); }));
//
// Whoever has nothing better to do claims the earliest entries that nobody reads yet and reads them
// into batches: the threads of the feed always, and the one that called `each` instead of waiting
// for the next batch. So the cores are busy whether entries are many or large, and whether reading
// or folding takes longer. Two rules keep it so where entries differ in size: a claim whose batch
// is full gives the entries that are left back, and so does one that meets a large entry, before
// reading it. A batch that is full within an entry is exchanged for an empty one, so that batches
// stay in the cache and memory is bounded however large an entry is.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "state/batch_reader.h"

namespace agglo {

struct FeedLimits {
    Sequence claim_entries = 8'192;  ///< claimed at a time
    size_t batch_cells = 20'000;  ///< that fill one; the change that reaches it is read to its end
    size_t batches = 64;          ///< bounds what is read ahead
    size_t threads = 3;           ///< at most, beside the one that calls `each`
    size_t large_bytes = 256u << 10;  ///< an entry that others are not to wait for
};

class BatchFeed {
public:
    using Use = std::function<void(CellBatch const&)>;

    /// Of the entries after the point of `base` up to `to`; `noted` as in BatchReader::add.
    BatchFeed(Journal const& journal, Snapshot const& base, Sequence to, bool noted,
              FeedLimits const& limits = {});
    ~BatchFeed();
    BatchFeed(BatchFeed const&) = delete;
    BatchFeed& operator=(BatchFeed const&) = delete;

    /// Calls `use` with batch after batch, on this thread; a large entry may come in several. Once
    /// only. Errors: kStorageFailed, kChainBroken; what stands before the place may have been used.
    Result<void> each(Use const& use);

private:
    /// Entries that one thread reads.
    struct Claim {
        Sequence first = 0;
        Sequence last = 0;             // changed by who reads it
        CellBatch* filling = nullptr;  // at first
        std::deque<CellBatch*> ready = {};
        bool ended = false;
        Result<void> outcome = {};
    };
    enum class Who { kThread, kCaller };
    using Lock = std::unique_lock<std::mutex>;

    void read_ahead();
    void read(Claim& claim, BatchReader& reader, Who who);
    Result<void> scan(Claim& claim, BatchReader& reader, BatchRoom& room);
    void give_back_after(Claim& claim, Sequence last);
    CellBatch* exchange(Claim& claim, CellBatch* full);
    CellBatch* exchange_or_use(Claim& claim, CellBatch* full);

    // The caller holds mutex_:
    Claim* take_claim();
    CellBatch* take_free(Sequence for_claim);
    Claim* next_claim();
    bool is_next_ready();
    bool has_next_failed();
    void use_next(Lock& lock);
    void use(CellBatch* batch, Lock& lock);

    Journal const& journal_;
    Snapshot const& base_;
    Sequence const to_;
    bool const noted_;
    FeedLimits const limits_;
    std::vector<CellBatch> batches_;
    BatchReader reader_;  // of the thread that calls `each`
    Use const* use_ = nullptr;

    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::map<Sequence, Sequence> unclaimed_;  // first and last
    std::map<Sequence, Claim> claims_;        // by first: not yet used up
    std::vector<CellBatch*> free_;
    Sequence next_;  // first of the claim whose batches come next
    Sequence some_;  // entries that fill a batch, as far as the last claim told
    bool stopped_ = false;

    std::vector<std::thread> threads_;
};

}  // namespace agglo
