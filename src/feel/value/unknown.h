#pragma once
// How Unknowns go on: what hangs on one, and what a choice by one gives. To be asked only where
// Evaluation::reckons_unknowns: it looks through whole values.
#include <optional>

#include "feel/value/value.h"

namespace agglo::feel {

/// When either is, or holds, an Unknown: an Unknown of the facts of both.
std::optional<Value> unknown_of(Value const& a, Value const& b);

/// What a choice gives when it is not known which: the one value if both are alike.
Value either(Value const& condition, Value const& a, Value const& b);

}  // namespace agglo::feel
