#pragma once
// One-time codes from the time (RFC 6238 over RFC 4226) with HMAC-SHA-1, 30 s steps and six digits,
// which is what every authenticator program knows.
//
//   auto const step = totp_step_of(key, "287082", now, last_step);   // nothing: wrong or used
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace agglo {

inline constexpr int64_t kTotpStep_s = 30;
inline constexpr int64_t kTotpStepsAside = 1;  // clocks differ
inline constexpr int kTotpDigits = 6;
inline constexpr size_t kTotpKeyBytes = 20;  // RFC 4226 §4 R6

/// RFC 4226 §5.3, with leading zeros.
std::string hotp(std::string_view key, uint64_t counter, int digits = kTotpDigits);

/// The step whose code this is: the present one or one aside, and after `last_step`, so that no
/// code serves twice.
std::optional<int64_t> totp_step_of(std::string_view key, std::string_view code, Instant now,
                                    int64_t last_step);

/// Random bytes.
std::string new_totp_key();

/// RFC 4648 §6 without padding.
std::string base32(std::string_view bytes);

/// otpauth://totp/Agglo:chen?secret=…&issuer=Agglo
std::string totp_uri(std::string_view key, std::string_view account_name);

}  // namespace agglo
