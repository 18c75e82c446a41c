#pragma once
// Values as text: FEEL notation, which reads back as the same value, and what `string()` gives.
//
//   to_feel(make_list({Number(1), "a"}));   // [1, "a"]
#include <string>
#include <string_view>

#include "feel/value/value.h"

namespace agglo::feel {

/// In FEEL notation. Texts are quoted and escaped, temporal values written @"…". Functions, which
/// have no notation, are written as `function`. Beyond `bytes_max` it is broken off.
std::string to_feel(Value const& value, size_t bytes_max = std::string::npos);

/// What string(value) gives: texts as they are, temporal values as their text, null as nothing.
std::string to_display(Value const& value, size_t bytes_max = std::string::npos);

/// With quotes, and \" \\ \n … inside.
std::string quoted(std::string_view text);

/// A context entry's name as it must be written: quoted when it is not a FEEL name.
std::string entry_name(std::string_view name);

}  // namespace agglo::feel
