#pragma once
// BatchFeed: a journal's entries as batches of cells, in order, read ahead on threads of their own.
//
//   BatchFeed feed(journal, *base, to, noted);
//   while (CellBatch const* batch = TRY(feed.next())) fold.apply(*batch);
//
// The entries are dealt out in stripes: each reader takes every n-th one, as reading costs twice
// what folding does. What is read ahead is bounded: each reader has kBatches of its own.
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "state/batch_reader.h"

namespace agglo {

class BatchFeed {
public:
    static constexpr Sequence kStripeEntries = 16'384;
    static constexpr size_t kReadersMax = 2;
    static constexpr size_t kBatches = 3;           ///< being read, waiting, being folded
    static constexpr size_t kBatchCells = 200'000;  ///< and the rest of the entry that reaches it

    /// Of the entries after the point of `base` up to `to`; `noted` as in BatchReader::add.
    BatchFeed(Journal const& journal, Snapshot const& base, Sequence to, bool noted,
              Sequence stripe_entries = kStripeEntries);
    ~BatchFeed();
    BatchFeed(BatchFeed const&) = delete;
    BatchFeed& operator=(BatchFeed const&) = delete;

    /// The next batch, good until the next call; nullptr: that was all. Errors: kStorageFailed,
    /// kChainBroken.
    Result<CellBatch const*> next();

private:
    /// Batches between one reader and whoever folds them, and back to be filled again.
    class Lane {
    public:
        Lane(Snapshot const& base, ColumnSlots const& slots);

        /// An empty batch; nullptr: nobody wants more.
        CellBatch* take_free();
        /// nullptr: there will be no more, for `outcome`.
        void give_read(CellBatch* batch);
        CellBatch* take_read();
        void give_free(CellBatch* batch);
        void stop();

        BatchReader reader;
        Result<void> outcome;
        std::thread thread;

    private:
        std::mutex mutex_;
        std::condition_variable changed_;
        std::vector<CellBatch> batches_;
        std::deque<CellBatch*> free_;
        std::deque<CellBatch*> read_;
        bool stopped_ = false;
    };

    void read_stripes(size_t number);
    /// False: nobody wants more.
    Result<bool> read_stripe(Lane& lane, Sequence first);
    Sequence stripe_end(Sequence first) const;

    Journal const& journal_;
    Sequence const first_;
    Sequence const to_;
    bool const noted_;
    Sequence const stripe_entries_;
    std::vector<std::unique_ptr<Lane>> lanes_;
    size_t lane_ = 0;           // whose stripe is being folded
    CellBatch* out_ = nullptr;  // given by next()
};

}  // namespace agglo
