#pragma once
// The request target (RFC 9112 §3.2) taken apart and decoded.
//
//   parse_target("/api/v1/project?q=%E5%9B%9B%E4%BC%9A+a");   // path "/api/v1/project", q = "四会
//   a"
//
// Refused, as kMalformed: broken escapes, bytes that are not UTF-8, control characters, an encoded
// slash and dot segments in the path (each could mean two paths to two readers).
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace agglo::http {

inline constexpr size_t kQueryParametersMax = 256;

struct Target {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
};

Result<Target> parse_target(std::string_view raw);

enum class PlusSign { kIsPlus, kIsSpace };

/// Percent-decoding (RFC 3986 §2.1). Error: kMalformed.
Result<std::string> percent_decoded(std::string_view text, PlusSign plus);

}  // namespace agglo::http
