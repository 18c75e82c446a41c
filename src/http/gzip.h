#pragma once
// gzip (RFC 1952) by zlib, of whole bodies in memory.
#include <optional>
#include <string>
#include <string_view>

namespace agglo::http {

inline constexpr size_t kGunzipBytesMax = 64u << 20;

/// Nothing when zlib has no memory: the body then goes out plain.
std::optional<std::string> gzip(std::string_view plain);

/// Nothing when the bytes are not gzip or become more than kGunzipBytesMax.
std::optional<std::string> gunzip(std::string_view packed);

}  // namespace agglo::http
