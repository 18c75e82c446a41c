#pragma once
// What the temporal built-ins have in common.
#include "feel/builtins/builtin.h"

namespace agglo::feel {

/// Argument 0, a text, cannot be read as `what`: null.
Value refuse_text(BuiltinCall const& call, std::string_view what);

/// A value that does not fit the years, or 64 bits: null.
Value out_of_range(BuiltinCall const& call);

/// Of a date, or of a date and time on its own clock; argument `i` is one of them.
Date date_argument(BuiltinCall const& call, size_t i);

}  // namespace agglo::feel
