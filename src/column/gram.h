#pragma once
// Gram: two neighbouring characters of a folded text as one number, so ordered that those which
// sound alike lie together: one interval holds all grams of two initials, of two syllables or of a
// character and a syllable. An index over grams thereby answers for pinyin too.
//
//   gram_of(place_of(U'肇'), place_of(U'庆'))              // one number
//   grams_of_syllables(sound_of(zhao), {sound_of(qing)})   // it lies in here
//
// Characters are numbered by initial (none, digits, letters), within one by sound (a syllable, or
// the letter itself), within one by code point. A gram is the place of a pair when pairs are
// ordered by both initials, then both sounds, then both characters; every pair has its own.
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace agglo {

using Gram = uint64_t;

/// Grams from `first` up to but without `end`.
struct GramRange {
    Gram first;
    Gram end;
};

/// One way to sound, numbered by initial, then alphabetically.
using Sound = uint16_t;
struct SoundRange {
    Sound first;
    Sound last;  ///< included; of the same initial
};

/// A character among all.
struct CharacterPlace {
    uint32_t number;
    Sound sound;
    uint8_t initial;  ///< 0: none
};
CharacterPlace place_of(char32_t character);
/// Not characters, but what stands before and behind a text, and where a word begins.
CharacterPlace place_before_text();
CharacterPlace place_before_word();
CharacterPlace place_after_text();

/// Of an ASCII letter or digit.
uint8_t initial_number(char letter);
/// Of a digit.
Sound sound_of_digit(char digit);
/// Of a syllable's number (base/pinyin.h).
Sound sound_of_syllable(uint16_t syllable);

Gram gram_of(CharacterPlace first, CharacterPlace second);
/// Of two characters between which others stand that pinyin passes over: numbers apart.
Gram over_gap(Gram gram);
GramRange over_gap(GramRange range);

GramRange grams_of_initials(uint8_t first, uint8_t second);
GramRange grams_of_sounds(Sound first, SoundRange second);
/// A text's first character, by sound.
GramRange grams_of_first_sound(SoundRange first);
/// Of the first two characters with initials, when a text begins with the first of them.
Gram gram_of_first_initials(uint8_t first, uint8_t second);
/// Every gram whose first character sounds so, by the initial of the second.
std::vector<GramRange> grams_beginning(SoundRange first);
/// Whether a gram of grams_beginning({its sound, its sound})[second_initial] begins with this very
/// character.
bool begins_with(CharacterPlace character, uint8_t second_initial, Gram gram);

/// All of a folded text's; one may come twice. `words`: where words begin, too.
void for_each_gram(std::string_view folded_text, bool words,
                   std::function<void(Gram)> const& visit);

}  // namespace agglo
