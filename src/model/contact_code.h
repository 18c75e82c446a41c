#pragma once
// Telephone numbers and mail addresses, by shape: enough to catch slips, not to prove they exist.
#include "model/check.h"

namespace agglo {

/// A mobile number (11 digits from 1[3-9]), a landline with area code ("0758-1234567", extension
/// after a further hyphen), 400 and 800 numbers, three to five digit service numbers such as 12345,
/// or "+" with country code. Spaces and hyphens may group digits.
CheckFinding check_phone(std::string_view text);

/// local@domain: one @, no spaces, a dot inside the domain.
CheckFinding check_email(std::string_view text);

}  // namespace agglo
