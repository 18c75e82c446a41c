#pragma once
// Pinyin: how a Han character is read, without its tone, as ICU's transliterators Han-Latin and
// Latin-ASCII have it. One reading a character: of several (重: zhòng, chóng) the one ICU gives,
// whatever the word. ü is written u. A table answers, made once (about 0.5 s, 60 KB).
//
//   pinyin_of(U'肇');                    // "zhao"
//   pinyin_text(pinyin_syllable(U'肇'))  // the same; syllables are numbered from 1
//   pinyin_of(U'a');                     // "": none
#include <cstdint>
#include <string_view>

namespace agglo {

/// Characters with a reading lie between these: CJK unified ideographs and their extension A.
inline constexpr char32_t kHanFirst = 0x3400;
inline constexpr char32_t kHanLast = 0x9FFF;

/// The number of a character's syllable; 0: it has none.
uint16_t pinyin_syllable(char32_t character);
/// Its first letter; '\0': it has none.
char pinyin_initial(char32_t character);
/// "zhao"; empty for 0. Lower-case ASCII letters.
std::string_view pinyin_text(uint16_t syllable);
/// Syllables are 1 … pinyin_syllables().
uint16_t pinyin_syllables();

inline std::string_view pinyin_of(char32_t character) {
    return pinyin_text(pinyin_syllable(character));
}

}  // namespace agglo
