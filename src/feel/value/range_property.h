#pragma once
// The properties of ranges (DMN 1.5, 10.3.2.13, table 65): `[1..10).end included` is false.
#include <optional>
#include <string_view>

#include "feel/value/value.h"

namespace agglo::feel {

/// `start`, `end`, `start included`, `end included`; nothing for other names. An open end is null.
std::optional<Value> range_property(Range const& range, std::string_view name);

}  // namespace agglo::feel
