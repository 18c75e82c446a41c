#pragma once
// Passwords by argon2id (RFC 9106) through libsodium, with its interactive limits: 64 MiB and about
// 0.1 s each. Few are hashed at a time, so that a flood of sign-ins cannot take the memory.
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo {

inline constexpr int kHashesAtOnceMax = 4;            // 256 MiB
inline constexpr int kHashWait_s = 5;                 // then kOverloaded
inline constexpr size_t kPasswordBytesMax = 4 * 256;  // refused before it is hashed

/// Accounts::kPasswordMin..Max characters of UTF-8. Errors: kBadText, kTooLong, kBelowMinimum.
Result<void> check_password(std::string const& password);

/// "$argon2id$v=19$m=65536,t=2,p=1$…". Error: kOverloaded.
Result<std::string> hash_password(std::string const& password);

/// An empty hash (an account that has no password) fits nothing, but takes as long as any other.
/// Error: kOverloaded.
Result<bool> fits_password(std::string const& hash, std::string const& password);

}  // namespace agglo
