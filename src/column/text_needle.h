#pragma once
// TextNeedle: what somebody typed to find a text by, and how well a text fits: as a substring of
// the folded text (base/text.h), or by the pinyin of its Han characters (base/pinyin.h).
//
//   TextNeedle needle("Zqsx");
//   needle.match(fold_text("肇庆市新区"));       // kInitials, first 0, count 4
//   TextNeedle("zhaoqing").match("肇庆市");      // kPinyin: whole syllables, the last may be begun
//
// Pinyin: only a needle of ASCII letters and digits with a letter, two at least; spaces and
// apostrophes are passed over, v and ü stand for u. In a text characters other than Han, letters
// and digits are passed over. In full pinyin digits stand for themselves and Latin letters fit
// nothing; among initials both stand for themselves, beside a Han character at least.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agglo {

/// How a text fits, best first.
enum class MatchKind : uint8_t {
    kWhole,     ///< the needle is the text
    kPrefix,    ///< the text begins with it
    kWord,      ///< a word of the text does (base/character_class.h)
    kPart,      ///< elsewhere
    kPinyin,    ///< by syllables
    kInitials,  ///< by their first letters
};
std::string_view name_of(MatchKind kind);

struct TextMatch {
    MatchKind kind;
    size_t first;  ///< in code points of the folded text
    size_t count;

    /// 0 … kRanks - 1, best first: by kind, and for pinyin whether the text begins with it.
    uint8_t rank() const;
    static constexpr uint8_t kRanks = 8;
    bool operator==(TextMatch const&) const = default;
};

class TextNeedle {
public:
    /// Code points of a needle; longer ones are refused where they come in.
    static constexpr size_t kLengthMax = 200;
    static constexpr size_t kPinyinLengthMin = 2;

    explicit TextNeedle(std::string_view text);

    /// The best fit; nothing for an empty needle.
    std::optional<TextMatch> match(std::string_view folded_text) const;
    std::optional<TextMatch> match_substring(std::string_view folded_text) const;
    std::optional<TextMatch> match_pinyin(std::string_view folded_text) const;
    std::optional<TextMatch> match_initials(std::string_view folded_text) const;

    std::string const& folded() const { return folded_; }
    std::vector<char32_t> const& points() const { return points_; }
    /// Letters and digits to be found by pinyin; empty: not by pinyin.
    std::string const& letters() const { return letters_; }

private:
    std::optional<TextMatch> place_initials(std::string_view folded_text,
                                            std::string const& initials) const;

    std::string folded_;
    std::vector<char32_t> points_;
    std::string letters_;
};

/// A character's initial: the first letter of its reading, or itself for a letter or digit; 0:
/// passed over.
char initial_of(char32_t character);

/// One step of a text's full pinyin: a syllable's number, a digit's character code below
/// kSyllableBase, kBreak for a Latin letter, 0: passed over.
inline constexpr uint32_t kSyllableBase = 256;
inline constexpr uint32_t kBreak = 1;
uint32_t pinyin_step(char32_t character);
/// Letters of a step: "zhao", "7"; empty for kBreak and 0.
std::string pinyin_step_text(uint32_t step);

}  // namespace agglo
