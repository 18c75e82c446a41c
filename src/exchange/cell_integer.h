#pragma once
// integer_in(" 12 ") is 12: a whole number that stands alone in a cell (ids, versions), or nothing.
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace agglo {

inline std::optional<int64_t> integer_in(std::string_view text) {
    text = trim(text);
    int64_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
}

}  // namespace agglo
