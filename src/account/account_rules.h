#pragma once
// What accounts may look like.
#include <string>
#include <string_view>

#include "account/account.h"

namespace agglo {

inline constexpr size_t kAccountNameMin = 2;
inline constexpr size_t kAccountNameMax = 64;
inline constexpr size_t kDisplayNameMax = 64;

/// Cleans the display name (empty: the name). Errors: kCheckFailed, kBadText, kTooLong.
Result<void> check_account(Account& account);

/// Empty: the name. Errors: kBadText, kTooLong.
Result<std::string> checked_display_name(std::string const& text, std::string const& name);

/// Names are lower case; people write them as they like.
std::string folded_name(std::string_view name);

/// A token's label, cleaned. Errors: kBadText, kTooLong.
Result<std::string> checked_label(std::string const& label);

/// A User-Agent, cut where no character breaks.
std::string short_device(std::string_view device);

}  // namespace agglo
