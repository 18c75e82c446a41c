#pragma once
// Numbers as people write them in cells and forms.
//
//   number_from_text("１，２００．５", FieldType::kDecimal, 2);   // 1200.50
//   number_from_text("3.2亿元", FieldType::kMoney, 2);           // 320000000.00 yuan
//   number_from_text("150亩", FieldType::kArea, 2);              // 100000.00 m²
//   number_from_text("12.5%", FieldType::kShare, 6);             // 0.125000
//
// A bare number is in the field's own unit: yuan, m², the share itself.
#include <string_view>

#include "base/decimal.h"
#include "model/field.h"

namespace agglo {

/// Digits beyond `scale` are refused, except where a conversion of units makes them (150 mu).
/// Errors: kMalformed, kOutOfRange, kTooManyDecimals.
Result<Decimal> number_from_text(std::string_view text, FieldType type, int scale);

}  // namespace agglo
