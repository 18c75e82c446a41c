#pragma once
// A value shortened, for messages: `[1, 2, 3, 4, 5, …]`, `"a long te…"`.
#include <string>

#include "feel/value/value.h"

namespace agglo::feel {

constexpr size_t kBriefItemsMax = 5;
constexpr size_t kBriefCharactersMax = 60;

std::string brief(Value const& value);

}  // namespace agglo::feel
