#include "base/character_class.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/pinyin.h"

namespace agglo {

CharacterClass class_of(char32_t character) {
    if (character >= kHanFirst && character <= kHanLast) return CharacterClass::kHan;
    auto const c = static_cast<UChar32>(character);
    if (character < 0x80) {
        char32_t const lower = character | 0x20;
        if (lower >= 'a' && lower <= 'z') return CharacterClass::kLetter;
        if (character >= '0' && character <= '9') return CharacterClass::kDigit;
        return CharacterClass::kOther;
    }
    if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return CharacterClass::kHan;
    if (u_isalpha(c)) return CharacterClass::kLetter;
    return u_isdigit(c) ? CharacterClass::kDigit : CharacterClass::kOther;
}

char32_t next_code_point(std::string_view utf8, size_t& at) {
    auto const* bytes = reinterpret_cast<uint8_t const*>(utf8.data());
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, utf8.size(), c);
    return static_cast<char32_t>(c);
}

}  // namespace agglo
