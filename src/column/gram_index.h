#pragma once
// GramIndex: which texts hold a gram: one or two neighbouring characters of the folded text, of its
// initials or of its syllables, or the one a text or a word begins with. The part of TextIndex that
// knows nothing of dictionaries, locks and limits.
//
//   GramIndex index;
//   index.add(postings);        // of grams_of(fold_text("肇庆市")), each with its code
//   index.mark_substring(TextNeedle("庆市"), bits);   // may mark texts that do not fit, misses
//   none
#include <unordered_map>

#include "column/code_set.h"
#include "column/text_needle.h"

namespace agglo {

/// What a gram is made of: its kind above two characters.
using Gram = uint64_t;

enum class GramKind : uint8_t {
    kOne,            ///< a character
    kTwo,            ///< two neighbours
    kStart,          ///< the first character
    kWordStart,      ///< a character that begins a word
    kInitials,       ///< two neighbouring initials
    kInitialsStart,  ///< the first two, when the first character has one
    kSyllable,       ///< a step of the full pinyin (text_needle.h)
    kSyllableStart,  ///< the first character's, when it has one
    kLength,         ///< how many characters there are, kLengthCounted at most
};
Gram gram_of(GramKind kind, uint32_t first, uint32_t second = 0);
/// All of a folded text's; one may come twice.
std::vector<Gram> grams_of(std::string_view folded_text);

class GramIndex {
public:
    static constexpr size_t kLengthCounted = 255;

    /// A gram of a text.
    struct Posting {
        Gram gram;
        uint32_t code;
        auto operator<=>(Posting const&) const = default;
    };
    /// Sorted; codes are above those of the calls before and none is left out.
    void add(std::span<Posting const> postings);
    size_t bytes() const { return bytes_ + lengths_.capacity(); }
    /// Code points of a text, kLengthCounted at most.
    size_t length_of(uint32_t code) const { return lengths_[code]; }

    // Each marks at least the texts that fit so.
    void mark_substring(TextNeedle const& needle, CodeBits& bits) const;
    void mark_pinyin(TextNeedle const& needle, CodeBits& bits) const;
    void mark_initials(TextNeedle const& needle, CodeBits& bits) const;
    /// Texts that may fit by a kind at their start; words: at a word's.
    void mark_beginning(GramKind kind, TextNeedle const& needle, CodeBits& bits) const;
    /// False: there is no text of this length.
    bool mark_length(size_t length, CodeBits& bits) const;

private:
    /// Steps of a needle read as syllables that are looked up: enough to leave few, few enough to
    /// bound the ways "xianxianxian…" may be parted.
    static constexpr size_t kStepsMax = 5;
    struct Steps {
        uint32_t step[kStepsMax];
        size_t count = 0;
    };

    void mark(std::span<Gram const> grams, CodeBits& bits) const;
    void mark_steps(Steps const& steps, CodeBits& bits) const;
    void part(std::string_view letters, Steps& steps, CodeBits& bits) const;

    struct Hash {
        size_t operator()(Gram gram) const {
            return static_cast<size_t>((gram ^ gram >> 32) * 0x9E3779B97F4A7C15ull >> 16);
        }
    };
    std::unordered_map<Gram, CodeSet, Hash> sets_;
    std::vector<uint8_t> lengths_;  // by code
    size_t bytes_ = 0;
};

}  // namespace agglo
