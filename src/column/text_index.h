#pragma once
// TextIndex: finds a dictionary's texts by what they contain, without looking at each. Derived from
// the dictionary alone, in memory only: dropped and built again at will.
//
//   dictionary.index().catch_up();                       // takes in the texts it has not seen yet
//   auto const found = dictionary.index().candidates(TextNeedle("zqsx"));
//
// Texts that are not taken in yet, or that the limit of memory left out, are looked at one by one,
// so an answer never depends on how far the index came. One thread at a time catches up while
// others ask and the writer adds; askers wait for kBatch texts at most.
#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "column/gram_index.h"

namespace agglo {

class Dictionary;

/// By code: whether a text may fit a needle, and if it does how well it ranks at best.
struct TextCandidates {
    static constexpr uint16_t kNone = 0xFFFF;
    static constexpr size_t kLengthCounted = 255;

    /// The rank (TextMatch::rank) above the text's code points, kLengthCounted at most; kNone: no.
    std::vector<uint16_t> keys;
    /// Between these lie the candidates' codes.
    uint32_t lowest = 0xFFFFFFFF;
    uint32_t highest = 0;
    size_t count = 0;
    bool exact = true;  ///< every candidate fits, though its rank may be worse

    void add(uint32_t code, uint16_t key);
    static uint16_t key_of(uint8_t rank, size_t length);
};

class TextIndex {
public:
    /// Of one dictionary's index; texts after it is reached are looked at one by one.
    static constexpr size_t kBytesMax = size_t{1} << 30;
    /// Texts taken in while askers wait.
    static constexpr uint32_t kBatch = 64;

    explicit TextIndex(Dictionary const& dictionary, size_t bytes_max = kBytesMax)
        : dictionary_(dictionary), bytes_max_(bytes_max) {}

    /// Takes in what the dictionary has, until the limit or until `stop`.
    void catch_up(std::atomic<bool> const* stop = nullptr);
    void drop();

    /// Every text that fits is among them, however far the index came.
    TextCandidates candidates(TextNeedle const& needle) const;
    /// Sets marked[code] for the texts below marked.size() that contain the needle: the same as
    /// Dictionary::mark_containing.
    void mark_containing(TextNeedle const& needle, std::vector<uint8_t>& marked) const;

    uint32_t indexed() const;
    size_t bytes() const;

private:
    struct Prepared {
        std::vector<Gram> grams;
        uint8_t length;
    };
    Prepared prepare(uint32_t code) const;
    void add_ranked(TextNeedle const& needle, TextCandidates& found) const;
    void add_scanned(TextNeedle const& needle, TextCandidates& found, uint32_t from) const;

    Dictionary const& dictionary_;
    size_t const bytes_max_;
    std::mutex building_;                // one thread catches up
    mutable std::shared_mutex content_;  // guards what follows
    std::unique_ptr<GramIndex> grams_ = std::make_unique<GramIndex>();
    std::vector<uint8_t> lengths_;  // by code indexed
};

}  // namespace agglo
