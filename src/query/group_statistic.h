#pragma once
// Statistics of a group's values that need them all at hand. Numbers are decimal128; each step is
// rounded to 34 digits, values are taken in the order of the rows.
#include <optional>
#include <span>
#include <vector>

#include "base/decimal.h"
#include "base/decimal128.h"

namespace agglo {

/// Nothing when a sum is too large. Of no numbers: 0.
std::optional<Decimal128> sum_of(std::span<Decimal128 const> numbers);

/// The percentile at `fraction` (0 to 1) as Excel's PERCENTILE.INC and numpy's default know it: of
/// n ascending values the one at place fraction * (n - 1), counted from 0; between two places
/// linearly, low + (high - low) * rest. Exact for columns' numbers. Nothing of no numbers.
std::optional<Decimal128> percentile_of(std::vector<Decimal128> numbers, Decimal fraction);

/// Of a sample, as FEEL's stddev(): the root of the squares' sum over n - 1. Nothing of fewer than
/// two.
std::optional<Decimal128> deviation_of(std::span<Decimal128 const> numbers);

}  // namespace agglo
