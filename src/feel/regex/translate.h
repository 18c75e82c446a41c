#pragma once
// XPath's regular expressions (Functions and Operators 3.1, 5.6.1: those of XML Schema with ^ $,
// reluctant quantifiers, groups that capture or do not, and back references) as PCRE2's. What is
// no such expression is refused, though PCRE2 would take it: `\b`, `(?=…)`, `a++`.
#include <string>
#include <string_view>

#include "base/result.h"
#include "feel/regex/pattern_flags.h"

namespace agglo::feel {

constexpr size_t kPatternBytesMax = 16 * 1024;
constexpr int kPatternDepthMax = 200;
constexpr int kRepetitionsMax = 65'535;

/// Error: kFeelBadPattern, with what is wrong in it.
Result<std::string> translate_pattern(std::string_view pattern, PatternFlags flags);

}  // namespace agglo::feel
