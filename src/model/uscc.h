#pragma once
// Unified social credit code (GB 32100-2015): 18 characters of an alphabet without I, O, S, V, Z.
//
//   uscc_check_character("91350100M000100Y4");   // '3'
//   check_uscc("91350100M000100Y43");            // nothing: it passes
//
// 1 registering authority, 1 kind of body, 6 region (GB/T 2260), 9 organisation code, 1 check.
#include <optional>
#include <string_view>

#include "model/check.h"

namespace agglo {

inline constexpr std::string_view kUsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
inline constexpr size_t kUsccLength = 18;

/// A[(31 − Σ value·weight mod 31) mod 31] over the first 17 characters (GB 32100-2015, annex A);
/// nothing when there are fewer or one is not of the alphabet. Further characters are not read.
std::optional<char> uscc_check_character(std::string_view code);

CheckFinding check_uscc(std::string_view text);

}  // namespace agglo
