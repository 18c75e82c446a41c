#pragma once
// The flags of XPath's regular expressions (Functions and Operators 3.1, 5.6.2).
#include <string_view>

#include "base/result.h"

namespace agglo::feel {

struct PatternFlags {
    bool dot_all = false;      ///< s: `.` is any character, line ends too
    bool multi_line = false;   ///< m: ^ and $ at the ends of lines
    bool ignore_case = false;  ///< i
    bool spaced = false;       ///< x: white space outside of classes is no part of it
    bool literal = false;      ///< q: every character means itself
};

/// Error: kFeelBadPattern for another letter.
Result<PatternFlags> read_flags(std::string_view letters);

}  // namespace agglo::feel
