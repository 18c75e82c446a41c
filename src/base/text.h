#pragma once
// Text: UTF-8 in, UTF-8 out. Lengths are counted in code points, never bytes.
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo {

bool is_utf8(std::string_view bytes);

/// Number of code points of valid UTF-8.
size_t code_point_count(std::string_view utf8);

/// Canonical composition (Unicode NFC); trims white space at both ends. Errors: kBadText when the
/// bytes are not UTF-8 or hold control characters other than tab and line feed.
Result<std::string> clean_text(std::string_view bytes);

/// The form in which texts are searched and headers matched: NFKC (full width becomes half width),
/// lower case, white space runs to one space. Invalid bytes become U+FFFD.
std::string fold_text(std::string_view utf8);
/// The slow twin: by Unicode's tables whatever the text; fold_text needs them for few.
std::string fold_text_by_tables(std::string_view utf8);

/// GB 18030 to UTF-8. Error: kBadText.
Result<std::string> utf8_from_gb18030(std::string_view bytes);

/// True when the bytes are valid UTF-8 after an optional byte order mark; removes the mark from
/// `bytes`.
bool take_utf8_mark(std::string_view& bytes);

std::string_view trim(std::string_view text);

/// Bytes that compare as Chinese readers order texts: numbers by value, then Han by pinyin, then
/// Latin, as CLDR's collation of zh-CN has it. Holds no zero byte. Texts of equal keys may differ
/// in what collation passes over.
std::string collation_key(std::string_view utf8);

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);
/// Error: kMalformed.
Result<std::string> from_hex(std::string_view text);

}  // namespace agglo
