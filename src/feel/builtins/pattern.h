#pragma once
// The pattern and flags of matches, replace and split (10.3.4.3), compiled; and its limits told.
#include "feel/builtins/builtin.h"
#include "feel/regex/regex.h"

namespace agglo::feel {

/// `flags` may be null. Null, and kFeelBadPattern told, when it is no pattern.
std::shared_ptr<Regex const> pattern_of(BuiltinCall const& call, Value const& pattern,
                                        Value const& flags);

/// The next match from byte `from` on. Nothing when there is none, or when a limit is passed:
/// then it has been told.
enum class Found { kMatch, kNone, kStopped };
Found find_next(BuiltinCall const& call, RegexSearch& search, size_t from);

}  // namespace agglo::feel
