#pragma once
// Facts: a Value brought to the exact form its field's type asks for, or an error that says why
// not.
#include <string_view>

#include "base/result.h"
#include "base/value.h"
#include "model/model.h"

namespace agglo {

/// Checks shape, bounds, length, enumeration membership and text; brings decimals to the field's
/// scale, months to their first day, texts to clean NFC. References are checked by the desk,
/// against the ledger. Errors: kWrongType, kBelowMinimum, kAboveMaximum, kTooLong,
/// kTooManyDecimals, kOutOfRange, kNotInEnumeration, kBadText, kBadGeometry, kCheckFailed (checks
/// of severity error).
Result<Value> settle_fact(Model const& model, Field const& field, Value value);

/// Reads text as a person writes it in a cell or a URL: "12.5", "是", "2023-05-01", a code or label
/// of an enumeration. Empty text is null. References stay text: the caller resolves them.
Result<Value> fact_from_text(Model const& model, Field const& field, std::string_view text);

/// What a person reads: enumeration labels (in `zh` or English), 是/否, dates. References print
/// their id.
std::string fact_to_text(Model const& model, Field const& field, Value const& value, bool zh);

/// The finding of the field's check for a settled value, for severity warning.
std::optional<Labels> fact_warning(Field const& field, Value const& value);

}  // namespace agglo
