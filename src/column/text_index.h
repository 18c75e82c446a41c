#pragma once
// TextIndex: finds a dictionary's texts by what they contain, without looking at each. Derived from
// the dictionary alone, in memory only: dropped and built again at will.
//
//   dictionary.index().catch_up();                 // takes in the texts it has not seen yet
//   for (auto const& segment : dictionary.index().segments()) …   // which hold which grams
//
// Texts that are not taken in yet, or that the limit of memory left out, are for the asker to look
// at one by one, so an answer never depends on how far the index came. One thread at a time catches
// up while others ask and the writer adds; nobody waits for it.
#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "column/needle_grams.h"
#include "column/row_lists.h"

namespace agglo {

class Dictionary;

class TextIndex {
public:
    using Words = GramSegment::Words;
    /// In the order of their texts, from the first text on without a gap.
    using Segments = std::vector<std::shared_ptr<GramSegment const>>;

    /// Of one dictionary's index; texts after it is reached are left out.
    static constexpr size_t kBytesMax = size_t{1} << 30;

    explicit TextIndex(Dictionary const& dictionary, size_t bytes_max = kBytesMax)
        : dictionary_(dictionary), bytes_max_(bytes_max) {}

    /// Takes in what the dictionary has, until the limit or until `stop`. New texts make a segment
    /// of their own; as long as the one before has no more it is made anew with them, so that there
    /// are few and a text is taken in a few times at most.
    void catch_up(Words words = Words::kIndexed, std::atomic<bool> const* stop = nullptr);
    void drop();

    std::shared_ptr<Segments const> segments() const;
    /// Sets marked[code] for the texts below marked.size() that contain the needle: the same as
    /// Dictionary::mark_containing.
    void mark_containing(TextNeedle const& needle, std::vector<uint8_t>& marked) const;

    /// The rows of the texts in some version of the table; nullptr: none were made.
    std::shared_ptr<RowLists const> rows() const;
    void set_rows(std::shared_ptr<RowLists const> rows);

    uint32_t indexed() const;
    size_t bytes() const;

private:
    Dictionary const& dictionary_;
    size_t const bytes_max_;
    std::mutex building_;                // one thread catches up
    mutable std::shared_mutex content_;  // guards what follows
    std::shared_ptr<Segments const> segments_ = std::make_shared<Segments const>();
    std::shared_ptr<RowLists const> rows_;
};

/// How many texts the segments hold.
uint32_t text_count(TextIndex::Segments const& segments);

}  // namespace agglo
