#pragma once
// Passwords by NIST SP 800-63B §5.1.1: any characters, long ones welcome, no rules of composition,
// but not what is guessed first. Kept by argon2id (RFC 9106) through libsodium, with its
// interactive limits: 64 MiB and about 0.1 s each. Few are hashed at a time, so that a flood of
// sign-ins cannot take the memory.
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo {

inline constexpr int kHashesAtOnceMax = 4;            // 256 MiB
inline constexpr int kHashWait_s = 5;                 // then kOverloaded
inline constexpr size_t kPasswordBytesMax = 4 * 256;  // refused before it is hashed

/// Accounts::kPasswordMin..Max characters of UTF-8, none of the common ones, and more than the
/// account's name or the system's with a few signs. Errors: kBadText, kTooLong, kBelowMinimum,
/// kCommonPassword, kGuessablePassword.
Result<void> check_password(std::string const& password, std::string_view account_name);

/// Among the common ones of leaked lists (leaked_passwords.inc), whatever the case.
bool is_common_password(std::string_view password);

/// "$argon2id$v=19$m=65536,t=2,p=1$…" of the password's compatibility form (NFKC), so that it fits
/// from every keyboard. Error: kOverloaded.
Result<std::string> hash_password(std::string const& password);

/// An empty hash (an account that has no password) fits nothing, but takes as long as any other.
/// Error: kOverloaded.
Result<bool> fits_password(std::string const& hash, std::string const& password);

}  // namespace agglo
