#pragma once
// Reads the signatures of builtins.def: `(list: list<number>, n: number?, others: any...): number`.
// They are ours, so a mistake in one is an assertion that fails at the start.
#include <string_view>

#include "feel/builtins/builtin.h"

namespace agglo::feel {

/// `text` outlives the signature. The function is not set.
Signature read_signature(std::string_view text);

}  // namespace agglo::feel
