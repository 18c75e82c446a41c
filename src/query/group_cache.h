#pragma once
// GroupCache: answers to grouped questions about the newest snapshot, kept and patched as it moves
// on. It belongs to whoever owns that snapshot (Desk::groups).
//
//   GroupCache cache;
//   cache.start(snapshot->model);
//   auto table = TRY(cache.group(*snapshot, viewer, query));   // as group_records, to the digit
//
// An answer is kept by its question, the day and the asker's rights (group_key.h), with stamps of
// the chunks that it hangs on. While those are the same ones, the answer is: nothing is read. When
// some changed, a question that was asked before is worked out in parts of its table
// (group_parts.h): those whose chunks are still the same are kept, so a change of one record costs
// the rows around it. Parts are joined, never taken from: counts, sums, averages, ratios, extremes
// and distinct counts of fields are patched alike, and so is what is made of their lines: order,
// periods, running totals.
//
// Worked out anew, though answered from the cache while nothing changed: medians, percentiles and
// deviations, which need the rows together; keys and measures by FEEL, whose column is laid out by
// all its values; first records of groups; fields of records referred to, when the other entity
// changed; whatever reads other rows of its own entity (`partner.total`). Not kept at all: errors,
// answers about earlier points, answers larger than kAnswerBytesMax.
//
// A limit on the steps of a FEEL filter counts the rows looked at: a patched answer may be given
// where working it out anew would have passed it.
//
// Safe from several threads; two that ask the same at once may both work it out.
#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "query/query.h"

namespace agglo {

class GroupCache {
public:
    static constexpr size_t kBytesMax = size_t{64} << 20;
    static constexpr size_t kAnswerBytesMax = kBytesMax / 4;

    using Answer = std::shared_ptr<GroupTable const>;

    explicit GroupCache(size_t bytes_max = kBytesMax);
    ~GroupCache();

    /// Errors: as group_records.
    Result<Answer> group(Snapshot const& snapshot, Viewer const& viewer, Query const& query);

    /// Forgets everything, and keeps answers of this model from now on: after new definitions, and
    /// after an erasure, which has its snapshots made anew.
    void start(std::shared_ptr<Model const> model);

    /// How questions were answered since the start.
    struct Counts {
        uint64_t held = 0;     ///< as they were
        uint64_t patched = 0;  ///< with parts of before
        uint64_t anew = 0;
        size_t answers = 0;  ///< kept now
        size_t bytes = 0;
    };
    Counts counts() const;

private:
    struct Kept;
    struct Question;
    using KeptPtr = std::shared_ptr<Kept const>;
    struct Place {
        std::string key;
        KeptPtr kept;
    };

    Result<void> work_out(Kept& next, Kept const* known, Question const& asked);
    bool keeps(Snapshot const& snapshot) const;
    KeptPtr find(std::string const& key);
    void keep(std::string const& key, KeptPtr kept);
    void drop(std::list<Place>::iterator place);

    size_t const bytes_max_;
    mutable std::mutex mutex_;
    std::shared_ptr<Model const> model_;
    std::list<Place> places_;  // newest use first
    std::unordered_map<std::string_view, std::list<Place>::iterator> by_key_;
    size_t bytes_ = 0;
    std::atomic<uint64_t> held_ = 0;
    std::atomic<uint64_t> patched_ = 0;
    std::atomic<uint64_t> anew_ = 0;
};

/// group_records, by a cache if there is one.
Result<GroupCache::Answer> group_records(Snapshot const& snapshot, Viewer const& viewer,
                                         Query const& query, GroupCache* cache);

}  // namespace agglo
