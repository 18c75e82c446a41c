#pragma once
// FEEL values as JSON, and JSON as FEEL values, within limits.
//
//   write_feel_value(json, value);                       // 12.50, "2024-05-01", [1, null], {"a":
//   1} auto value = TRY(feel_value_of_json(json, *type));   // "2024-05-01" where a date is wanted
//
// Numbers are written with all their digits; dates, times and durations as their texts; ranges and
// functions in FEEL notation.
#include <boost/json/value.hpp>

#include "base/json_writer.h"
#include "feel/type/type.h"

namespace agglo {

struct FeelJsonLimits {
    static constexpr size_t kBytesMax = 1u << 20;  ///< of an answer, roughly
    static constexpr size_t kDepthMax = 100;
    static constexpr size_t kNumberBytesMax = 200;
};

/// Whether a value is small enough to be written: shared parts count each time they stand in it.
/// Errors: kTooLarge.
Result<void> check_writable(feel::Value const& value);

/// `value` is writable.
void write_feel_value(JsonWriter& json, feel::Value const& value);

/// Texts become dates, times and durations where `type` wants them; nothing else is converted.
/// Numbers with a fraction are taken by their shortest digits, as everywhere (query/json_value.h);
/// where `type` wants a number, a text may say one with up to 34 digits. Errors: kWrongType with
/// the path of the part, kTooLarge.
Result<feel::Value> feel_value_of_json(boost::json::value const& json,
                                       feel::Type const& type = *feel::any_type());

}  // namespace agglo
