#pragma once
// coerce: a value as the type it was declared to have (DMN 1.5, 10.3.2.9.4): converted where a
// conversion is implicit; null with a cause when it does not conform (kDmnNotOfType), or is none of
// the allowed values (kDmnNotAllowed). Null stays null.
#include "dmn/evaluate/around.h"

namespace agglo::dmn {

/// `name` is what the value is of, for the cause.
feel::Value coerce(feel::Value value, ItemType const& type, std::string_view name,
                   Around const& around);

/// Whether every allowed value and type constraint is kept, its parts' too.
bool allowed(feel::Value const& value, Constraints const& constraints, std::string_view name,
             Around const& around);

}  // namespace agglo::dmn
