#pragma once
// The escapes of XML Schema's regular expressions (XML Schema 1.1 part 2, G.4.2) as what stands
// between the brackets of a PCRE2 class.
//
//   escaped_set("\\d…")->text;          // "\\p{Nd}", of 2 bytes
//   escaped_set("\\p{IsThai}…")->text;  // "\\x{e00}-\\x{e7f}", of 10 bytes
#include <optional>
#include <string>
#include <string_view>

namespace agglo::feel {

struct EscapedSet {
    std::string text;
    size_t bytes = 0;  ///< how long the escape is
};

/// Of `\s \S \i \I \c \C \d \D \w \W \p{…} \P{…}` at the beginning of `pattern`.
std::optional<EscapedSet> escaped_set(std::string_view pattern);

/// What `\n`, `\.`, `\\` … mean, by the letter after the backslash. Nothing for others.
std::optional<char> escaped_character(char letter);

/// A character as PCRE2 takes it anywhere, in classes or not.
std::string literal_of(char32_t c);

}  // namespace agglo::feel
