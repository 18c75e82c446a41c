#pragma once
// RankedCodes: the texts of a GramIndex that may fit a needle, parted by the best rank they may
// have.
#include "column/gram_index.h"

namespace agglo {

/// How well a text fits at best: its rank (TextMatch::rank) above its length in code points,
/// GramIndex::kLengthCounted at most. Less is better.
using TextKey = uint16_t;
TextKey text_key(uint8_t rank, size_t length);

struct TextCandidates {
    struct Text {
        TextKey key;
        uint32_t code;
        auto operator<=>(Text const&) const = default;
    };
    std::vector<Text> texts;  ///< in order
    bool all = true;          ///< there are no others
};

struct TextsWanted {
    size_t at_least = SIZE_MAX;
    bool running = false;  ///< running text: beginnings count like any other place
};

class RankedCodes {
public:
    /// `codes`: how many the index has.
    RankedCodes(GramIndex const& grams, TextNeedle const& needle, uint32_t codes, bool running);

    /// The best of them and all as good as the last, in order.
    TextCandidates best(size_t at_least) const;

private:
    /// So many are taken one by one; of more those of one length after the other.
    static constexpr size_t kFewMax = 4096;

    struct Ranked {
        uint8_t rank;
        CodeBits codes;
    };
    using Mark = void (GramIndex::*)(TextNeedle const&, CodeBits&) const;

    void add(Mark mark, std::vector<GramKind> const& beginnings, uint8_t rank);
    void take(uint8_t rank, CodeBits codes);
    void add_all(TextCandidates& found) const;
    void add_length(uint8_t rank, CodeBits const& codes, size_t length,
                    TextCandidates& found) const;

    GramIndex const& grams_;
    TextNeedle const& needle_;
    uint32_t const codes_;
    size_t const needle_length_;
    std::vector<Ranked> ranks_;  // best first; none holds another's codes
    size_t count_ = 0;
};

}  // namespace agglo
