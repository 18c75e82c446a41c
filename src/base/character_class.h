#pragma once
// Character class: where a word begins in text without spaces: where the class changes.
//
//   肇庆LED灯2号 → 肇庆|LED|灯|2|号
#include <cstdint>
#include <string_view>

namespace agglo {

enum class CharacterClass : uint8_t { kOther, kLetter, kDigit, kHan };

CharacterClass class_of(char32_t character);

/// The code point at `at` of valid UTF-8; moves `at` behind it. U+FFFD for a byte that is none.
char32_t next_code_point(std::string_view utf8, size_t& at);

}  // namespace agglo
