#pragma once
// TextIndex: finds a dictionary's texts by what they contain, without looking at each. Derived from
// the dictionary alone, in memory only: dropped and built again at will.
//
//   dictionary.index().catch_up();                 // takes in the texts it has not seen yet
//   auto const found = dictionary.index().candidates(TextNeedle("zqsx"), {.at_least = 1000});
//
// Texts that are not taken in yet, or that the limit of memory left out, are looked at one by one,
// so an answer never depends on how far the index came. One thread at a time catches up while
// others ask and the writer adds; askers wait for kBatch texts at most.
#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "column/ranked_codes.h"
#include "column/row_lists.h"

namespace agglo {

class Dictionary;

class TextIndex {
public:
    /// Of one dictionary's index; texts after it is reached are looked at one by one.
    static constexpr size_t kBytesMax = size_t{1} << 30;
    /// Texts taken in while askers wait.
    static constexpr uint32_t kBatch = 256;

    explicit TextIndex(Dictionary const& dictionary, size_t bytes_max = kBytesMax)
        : dictionary_(dictionary), bytes_max_(bytes_max) {}

    /// Takes in what the dictionary has, until the limit or until `stop`.
    void catch_up(std::atomic<bool> const* stop = nullptr);
    void drop();

    /// The best texts of those that may fit, and all that are as good as the last of them; no text
    /// that fits is better than its key or missing before that.
    TextCandidates candidates(TextNeedle const& needle, TextsWanted wanted = {}) const;
    /// Sets marked[code] for the texts below marked.size() that contain the needle: the same as
    /// Dictionary::mark_containing.
    void mark_containing(TextNeedle const& needle, std::vector<uint8_t>& marked) const;

    /// The rows of the texts in some version of the table; nullptr: none were made.
    std::shared_ptr<RowLists const> rows() const;
    void set_rows(std::shared_ptr<RowLists const> rows);

    uint32_t indexed() const;
    size_t bytes() const;

private:
    void add_scanned(TextNeedle const& needle, TextsWanted wanted, uint32_t from,
                     TextCandidates& found) const;

    Dictionary const& dictionary_;
    size_t const bytes_max_;
    std::mutex building_;                // one thread catches up
    mutable std::shared_mutex content_;  // guards what follows
    std::unique_ptr<GramIndex> grams_ = std::make_unique<GramIndex>();
    uint32_t indexed_ = 0;
    std::shared_ptr<RowLists const> rows_;
};

}  // namespace agglo
