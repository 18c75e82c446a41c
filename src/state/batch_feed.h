#pragma once
// BatchFeed: a journal's entries as batches of cells, in order, read ahead on other threads.
//
//   BatchFeed feed(journal, *base, to, noted);
//   while (CellBatch const* batch = TRY(feed.next())) fold.apply(*batch);
//
// Whoever has nothing better to do claims the earliest entries that nobody reads yet and reads them
// into a batch: the threads of the feed always, and the one that asks for the next batch instead of
// waiting for it. So the cores are busy whether entries are many or large, and whether reading or
// folding takes longer. A batch that is full before its entries are read gives the rest back.
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "state/batch_reader.h"

namespace agglo {

struct FeedLimits {
    Sequence claim_entries = 8'192;  ///< read into one batch
    size_t batch_cells = 200'000;    ///< that fill it; the entry that reaches it is read to its end
    size_t batches = 6;              ///< bounds what is read ahead
    size_t threads = 3;              ///< at most, beside the one that asks
};

class BatchFeed {
public:
    /// Of the entries after the point of `base` up to `to`; `noted` as in BatchReader::add.
    BatchFeed(Journal const& journal, Snapshot const& base, Sequence to, bool noted,
              FeedLimits const& limits = {});
    ~BatchFeed();
    BatchFeed(BatchFeed const&) = delete;
    BatchFeed& operator=(BatchFeed const&) = delete;

    /// The next batch, good until the next call; nullptr: that was all. Errors: kStorageFailed,
    /// kChainBroken.
    Result<CellBatch const*> next();

private:
    /// Entries from `first` to `last` and the batch they are read into.
    struct Claim {
        Sequence first = 0;
        Sequence last = 0;
        CellBatch* batch = nullptr;
        Result<void> outcome;
    };

    void read_ahead();
    std::optional<Claim> wait_for_claim();
    /// Nothing to read, or no batch to read it into. The caller holds mutex_.
    std::optional<Claim> take_claim();
    /// `last` becomes that of the last entry read.
    Result<void> read(Claim& claim, BatchReader& reader) const;
    void read_and_keep(Claim claim, BatchReader& reader);
    void give_back_out();

    Journal const& journal_;
    Snapshot const& base_;
    Sequence const to_;
    bool const noted_;
    FeedLimits const limits_;
    std::vector<CellBatch> batches_;
    BatchReader reader_;        // of the thread that asks
    Sequence next_;             // of the entry the next batch begins with
    CellBatch* out_ = nullptr;  // given by next()

    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::map<Sequence, Sequence> unclaimed_;  // first and last
    std::map<Sequence, Claim> read_;          // by first
    std::vector<CellBatch*> free_;
    Sequence some_;  // entries that fill a batch, as far as the last one told
    bool stopped_ = false;

    std::vector<std::thread> threads_;
};

}  // namespace agglo
