#pragma once
// UnitScale: what the unit written in a header does to the numbers below it, as an exact fraction.
//
//   auto scale = unit_scale(model, field, "万元");           // {10'000, 1} for a field held in
//   yuan Decimal yuan = TRY(scaled(Decimal{123, 2}, *scale, 2));   // 1.23 万元 is 12300.00 yuan
//
// Held units: money in yuan, area in m², others in the field's own unit. 1 亩 = 10000/15 m² =
// 2000/3 m², rounded half to even at the field's scale; every other factor must leave no digits
// over.
#include <optional>
#include <span>
#include <string_view>

#include "model/model.h"

namespace agglo {

struct UnitScale {
    int64_t numerator = 1;
    int64_t denominator = 1;
    friend bool operator==(UnitScale, UnitScale) = default;
};

/// The factor from `unit` to the unit the field is held in; nothing when the unit is not known or
/// does not fit the field.
std::optional<UnitScale> unit_scale(Model const& model, Field const& field, std::string_view unit);

/// Errors: kTooManyDecimals, kOutOfRange.
Result<Decimal> scaled(Decimal value, UnitScale scale, int decimals);

/// The unit that exports write into the header, and the factor to it: 万元 for yuan, 亩 for an area
/// whose field says `mu`, 平方米 for others. The label is empty when there is none.
struct ExportUnit {
    std::string label;
    UnitScale scale;   ///< from the exported number to the held one
    int decimals = 0;  ///< enough that every held value is exact
};
ExportUnit export_unit(Model const& model, Field const& field);

}  // namespace agglo
