#pragma once
// What a built-in answers, within the limits of an evaluation.
#include <optional>
#include <string>

#include "feel/builtins/builtin.h"

namespace agglo::feel {

/// Null, kFeelLimit, when the list is longer than a list may be.
Value list_outcome(BuiltinCall const& call, List items);
/// Null, kFeelLimit, when the text is longer than a text may be.
Value text_outcome(BuiltinCall const& call, std::string text);
/// Nothing is null, kFeelOutOfRange.
Value number_outcome(BuiltinCall const& call, std::optional<Number> number);

/// Whether that many items (bytes of text) may be made; tells kFeelLimit when not.
bool may_make_items(BuiltinCall const& call, size_t count);
bool may_make_text(BuiltinCall const& call, size_t bytes);

}  // namespace agglo::feel
