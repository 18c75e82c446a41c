#pragma once
// Texts by code points: UTF-8, of which positions are found by stepping (10.3.4.3).
#include <cstddef>
#include <optional>
#include <string_view>

namespace agglo::feel {

/// The byte where the code point after `count` others from `from` on begins (or the end of the
/// text). Nothing when there are not that many.
std::optional<size_t> forward(std::string_view text, size_t from, size_t count);
/// The byte where the `count`th code point from the end begins. Nothing when there are fewer.
std::optional<size_t> backward(std::string_view text, size_t count);

/// The byte where `match` first occurs. In linear time, however they are made.
std::optional<size_t> find_text(std::string_view text, std::string_view match);

bool is_ascii(std::string_view text);

}  // namespace agglo::feel
