#include "feel/builtins/code_points.h"

#include <algorithm>
#include <cstring>

namespace agglo::feel {

namespace {

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

std::optional<size_t> forward(std::string_view text, size_t from, size_t count) {
    for (; count > 0; --count) {
        if (from >= text.size()) return std::nullopt;
        do ++from;
        while (from < text.size() && continues(text[from]));
    }
    return from;
}

std::optional<size_t> backward(std::string_view text, size_t count) {
    auto at = text.size();
    for (; count > 0; --count) {
        if (at == 0) return std::nullopt;
        do --at;
        while (at > 0 && continues(text[at]));
    }
    return at;
}

std::optional<size_t> find_text(std::string_view text, std::string_view match) {
    if (match.empty()) return 0;
    auto const* found = ::memmem(text.data(), text.size(), match.data(), match.size());
    if (!found) return std::nullopt;
    return static_cast<size_t>(static_cast<char const*>(found) - text.data());
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace agglo::feel
