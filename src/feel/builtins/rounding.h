#pragma once
// Rounding of `n` to `scale` decimals, as six built-ins do it (DMN 1.5, 10.3.4.5).
#include "feel/builtins/builtin.h"

namespace agglo::feel {

constexpr int kScaleMin = -6111;
constexpr int kScaleMax = 6176;

/// Parameters n and scale, which counts 0 when it may be left out and is. Decimals of the scale are
/// dropped.
Value rounded(BuiltinCall const& call, Rounding rounding);

}  // namespace agglo::feel
