#include "column/text_needle.h"

#include <algorithm>
#include <cstring>

#include "base/character_class.h"
#include "base/pinyin.h"
#include "base/text.h"

namespace agglo {

namespace {

bool is_ascii_letter(char32_t c) {
    return c >= 'a' && c <= 'z';
}

bool is_ascii_digit(char32_t c) {
    return c >= '0' && c <= '9';
}

/// The letters of a needle that may be pinyin; empty: it cannot be.
std::string pinyin_letters(std::vector<char32_t> const& points) {
    std::string letters;
    bool any_letter = false;
    for (char32_t c : points) {
        if (c == ' ' || c == '\'' || c == 0x2019) continue;
        if (c == 'v' || c == 0xFC) c = 'u';
        if (!is_ascii_letter(c) && !is_ascii_digit(c)) return {};
        any_letter = any_letter || is_ascii_letter(c);
        letters += static_cast<char>(c);
    }
    return any_letter && letters.size() >= TextNeedle::kPinyinLengthMin ? letters : std::string();
}

size_t find_from(std::string_view text, size_t from, std::string_view needle) {
    if (from >= text.size()) return std::string_view::npos;
    auto const* const found =
        memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
    return found ? static_cast<size_t>(static_cast<char const*>(found) - text.data())
                 : std::string_view::npos;
}

/// Whether a word begins at a byte of the text.
bool begins_word(std::string_view text, size_t at) {
    if (at == 0) return true;
    size_t before = at - 1;
    while (before > 0 && (text[before] & 0xC0) == 0x80) --before;
    size_t after = at;
    return class_of(next_code_point(text, before)) != class_of(next_code_point(text, after));
}

/// What fits at one place: how many code points of the text are taken; 0: it does not fit.
size_t pinyin_fit(std::string_view text, size_t at, std::string_view letters) {
    size_t taken = 0;
    for (size_t count = 1; at < text.size(); ++count) {
        uint32_t const step = pinyin_step(next_code_point(text, at));
        if (step == kBreak) return 0;
        if (step == 0) continue;
        std::string const digit(step < kSyllableBase ? 1 : 0, static_cast<char>(step));
        std::string_view const sound =
            digit.empty() ? pinyin_text(static_cast<uint16_t>(step - kSyllableBase))
                          : std::string_view(digit);
        size_t const common = std::min(sound.size(), letters.size() - taken);
        if (letters.compare(taken, common, sound, 0, common) != 0) return 0;
        taken += common;
        if (taken == letters.size()) return count;
    }
    return 0;
}

}  // namespace

std::string_view name_of(MatchKind kind) {
    static constexpr std::string_view kNames[] = {"whole", "prefix", "word",
                                                  "part",  "pinyin", "initials"};
    return kNames[static_cast<size_t>(kind)];
}

uint8_t TextMatch::rank() const {
    auto const plain = static_cast<uint8_t>(kind);
    if (kind < MatchKind::kPinyin) return plain;
    uint8_t const inside = first > 0;
    return static_cast<uint8_t>(kind == MatchKind::kPinyin ? 4 + inside : 6 + inside);
}

TextNeedle::TextNeedle(std::string_view text) : folded_(fold_text(text)) {
    for (size_t at = 0; at < folded_.size();) points_.push_back(next_code_point(folded_, at));
    letters_ = pinyin_letters(points_);
}

std::optional<TextMatch> TextNeedle::match(std::string_view folded_text) const {
    auto found = match_substring(folded_text);
    if (!found) found = match_pinyin(folded_text);
    if (!found) found = match_initials(folded_text);
    return found;
}

std::optional<TextMatch> TextNeedle::match_substring(std::string_view folded_text) const {
    if (folded_.empty()) return std::nullopt;
    size_t best = std::string_view::npos;
    auto kind = MatchKind::kPart;
    for (size_t at = find_from(folded_text, 0, folded_); at != std::string_view::npos;
         at = find_from(folded_text, at + 1, folded_)) {
        bool const begins = begins_word(folded_text, at);
        if (best == std::string_view::npos || begins) best = at;
        if (!begins) continue;
        kind = at > 0                                 ? MatchKind::kWord
               : folded_.size() == folded_text.size() ? MatchKind::kWhole
                                                      : MatchKind::kPrefix;
        break;
    }
    if (best == std::string_view::npos) return std::nullopt;
    return TextMatch{kind, code_point_count(folded_text.substr(0, best)), points_.size()};
}

std::optional<TextMatch> TextNeedle::match_pinyin(std::string_view folded_text) const {
    if (letters_.empty()) return std::nullopt;
    size_t first = 0;
    for (size_t at = 0; at < folded_text.size(); ++first) {
        size_t const start = at;
        char32_t const character = next_code_point(folded_text, at);
        // What begins otherwise is passed over at little cost; a Latin letter is refused below.
        if (initial_of(character) != letters_[0]) continue;
        if (size_t const count = pinyin_fit(folded_text, start, letters_))
            return TextMatch{MatchKind::kPinyin, first, count};
    }
    return std::nullopt;
}

std::optional<TextMatch> TextNeedle::match_initials(std::string_view folded_text) const {
    if (letters_.empty()) return std::nullopt;
    std::string initials;
    initials.reserve(folded_text.size());
    for (size_t at = 0; at < folded_text.size();) {
        char const initial = initial_of(next_code_point(folded_text, at));
        if (initial != 0) initials += initial;
    }
    if (initials.find(letters_) == std::string::npos) return std::nullopt;
    return place_initials(folded_text, initials);
}

/// Where among the text's initials, which hold the letters, they stand with a Han character.
std::optional<TextMatch> TextNeedle::place_initials(std::string_view folded_text,
                                                    std::string const& initials) const {
    std::vector<size_t> places;  // in code points, by initial
    std::vector<size_t> read;    // of the initials so far, how many are readings of Han
    size_t point = 0;
    for (size_t at = 0; at < folded_text.size(); ++point) {
        char32_t const character = next_code_point(folded_text, at);
        if (initial_of(character) == 0) continue;
        places.push_back(point);
        read.push_back((read.empty() ? 0 : read.back()) + (character >= kHanFirst));
    }
    for (size_t at = initials.find(letters_); at != std::string::npos;
         at = initials.find(letters_, at + 1)) {
        size_t const last = at + letters_.size() - 1;
        if (read[last] == (at > 0 ? read[at - 1] : 0)) continue;  // letters and digits alone
        return TextMatch{MatchKind::kInitials, places[at], places[last] - places[at] + 1};
    }
    return std::nullopt;
}

char initial_of(char32_t character) {
    if (character == 'v') return 'u';
    if (is_ascii_letter(character) || is_ascii_digit(character))
        return static_cast<char>(character);
    return character < kHanFirst ? '\0' : pinyin_initial(character);
}

uint32_t pinyin_step(char32_t character) {
    if (is_ascii_digit(character)) return character;
    if (uint16_t const syllable = pinyin_syllable(character)) return kSyllableBase + syllable;
    return class_of(character) == CharacterClass::kLetter ? kBreak : 0;
}

std::string pinyin_step_text(uint32_t step) {
    if (step >= kSyllableBase)
        return std::string(pinyin_text(static_cast<uint16_t>(step - kSyllableBase)));
    return step > kBreak ? std::string(1, static_cast<char>(step)) : std::string();
}

}  // namespace agglo
