#pragma once
// NeedleGrams: which texts of a GramSegment may fit a needle, by rank: never too few, so that
// whoever looks at them closely finds all.
//
//   NeedleGrams const grams(needle);
//   NeedleGrams::Kept kept;                           // of this segment
//   auto const texts = grams.fitting(*segment, 1, false, kept);   // bit i: text segment->first() +
//   i
#include <optional>

#include "column/gram_segment.h"
#include "column/text_needle.h"

namespace agglo {

class NeedleGrams {
public:
    explicit NeedleGrams(TextNeedle const& needle);

    TextNeedle const& needle() const { return needle_; }

    /// What was found out about a segment for one rank and serves for the next.
    struct Kept {
        std::optional<CodeBits> containing;
        std::vector<std::optional<CodeBits>> initials;  // by pair
    };
    /// Texts whose best fit may have the rank. `running`: text whose beginnings count like any
    /// other place (kinds from kPart on).
    CodeBits fitting(GramSegment const& segment, uint8_t rank, bool running, Kept& kept) const;
    /// Texts that may contain the needle; a needle of one or two characters: that do.
    CodeBits containing(GramSegment const& segment) const;

private:
    /// Each stands in a text: one of its grams lies in one of the ranges.
    using AnyOf = std::vector<GramRange>;

    /// Syllables that are looked up: enough to leave few texts, few enough to bound the ways in
    /// which "xianxianxian…" may be parted.
    static constexpr size_t kSyllablesMax = 4;
    /// Pairs of initials that are looked up.
    static constexpr size_t kInitialPairsMax = 8;
    void part(std::string_view letters, std::vector<SoundRange>& sounds);
    void add_way(std::vector<SoundRange> const& sounds);

    CodeBits substring(GramSegment const& segment, uint8_t rank, Kept& kept) const;
    CodeBits pinyin(GramSegment const& segment, bool at_start) const;
    CodeBits initials(GramSegment const& segment, bool at_start, Kept& kept) const;

    TextNeedle const& needle_;
    std::vector<CharacterPlace> places_;
    struct Way {
        GramRange start;           ///< of a text that begins so
        std::vector<AnyOf> pairs;  ///< neighbouring syllables
        AnyOf one;                 ///< the syllable, when there are no pairs
    };
    std::vector<Way> ways_;        // to read the needle as syllables
    std::vector<AnyOf> initials_;  // by pair
};

}  // namespace agglo
