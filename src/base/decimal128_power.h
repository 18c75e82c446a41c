#pragma once
// Powers with whole exponents: of decimal128.cpp alone, which has the others.
#include <optional>

#include "base/decimal128.h"

namespace agglo {

/// base^exponent, rounded once but for a hair: squared and multiplied with 68 digits. Nothing when
/// it is too large, and for 0 to a negative power; 0 when it is too small.
std::optional<Decimal128> whole_power(Decimal128 base, int64_t exponent);

/// a * b + c, rounded once.
std::optional<Decimal128> multiply_add(Decimal128 a, Decimal128 b, Decimal128 c);

}  // namespace agglo
