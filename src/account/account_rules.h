#pragma once
// What accounts may look like.
#include <string>
#include <string_view>

#include "account/account.h"

namespace agglo {

inline constexpr size_t kAccountNameMin = 2;
inline constexpr size_t kAccountNameMax = 64;
inline constexpr size_t kDisplayNameMax = 64;
inline constexpr size_t kGrantsMax = 256;  // roles or regions of one account
inline constexpr size_t kGrantBytesMax = 64;

/// Cleans the display name (empty: the name). Errors: kCheckFailed, kBadText, kTooLong.
Result<void> check_account(Account& account);

/// Names are lower case; people write them as they like.
std::string folded_name(std::string_view name);

/// A token's label, cleaned. Errors: kBadText, kTooLong.
Result<std::string> checked_label(std::string const& label);

}  // namespace agglo
