#pragma once
// Named checks of national codes and contact data. A check answers nothing when the text passes, or
// what is wrong with it.
#include <functional>
#include <optional>
#include <string_view>

#include "model/field.h"

namespace agglo {

/// What a failed check says; e.g. {"校验位应为 Y", "the check character should be Y"}.
using CheckFinding = std::optional<Labels>;
using CheckFunction = CheckFinding (*)(std::string_view text);

/// The check of this name (`uscc`, `project_code`, `region_code`, `industry_code`, `land_use_code`,
/// `phone`, `email`); nullptr: there is none.
CheckFunction check_named(std::string_view name);

}  // namespace agglo
