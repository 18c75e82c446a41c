#pragma once
// Unicode's compatibility form, in which signs that look and are typed alike are the same.
#include <string>
#include <string_view>

namespace agglo {

/// NFKC: "Ａ１ﬁ" as "A1fi"; nothing is trimmed, case stays. Invalid bytes become U+FFFD.
std::string compatibility_form(std::string_view utf8);

}  // namespace agglo
