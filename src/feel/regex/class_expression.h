#pragma once
// Character class expressions, `[a-z-[aeiou]]` (XML Schema 1.1 part 2, G.4.1), as PCRE2 has them:
// what is taken away becomes something to look ahead for, `(?:(?![aeiou])[a-z])`.
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo::feel {

constexpr int kClassDepthMax = 16;

/// `at` is at the `[`, and afterwards behind its `]`. Error: kFeelBadPattern.
Result<std::string> translate_class(std::string_view pattern, size_t& at);

}  // namespace agglo::feel
