#pragma once
// Sums and means of numbers, for several built-ins of 10.3.4.4. Nothing when out of range.
#include <optional>
#include <span>

#include "feel/builtins/items.h"

namespace agglo::feel {

std::optional<Number> total(std::span<Number const> numbers);
/// Of one number or more.
std::optional<Number> mean_of(std::span<Number const> numbers);

}  // namespace agglo::feel
