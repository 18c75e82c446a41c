#pragma once
// Secrets that clients carry: 256 random bits. The file keeps digests only, so that who reads it
// can use nothing in it. A digest without salt is enough, since nobody can guess 256 bits.
#include <string>
#include <string_view>

#include "base/digest.h"

namespace agglo {

/// 43 characters of base64url from the system's generator.
std::string new_secret();

std::string secret_digest(std::string_view secret);

/// The CSRF token of a session follows from its secret and is stored nowhere.
std::string csrf_of(std::string_view session_secret);

}  // namespace agglo
