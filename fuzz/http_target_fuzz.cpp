// Fuzzes request targets: a path and parameters in UTF-8 without control characters in the path, or
// an error. What was decoded, encoded again, means the same.
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "base/text.h"
#include "http/target.h"

namespace agglo::http {

namespace {

std::string encoded(std::string_view text, std::string_view kept) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (kept.find(c) != kept.npos) {
            out += c;
        } else {
            out += '%';
            out += kDigits[byte >> 4];
            out += kDigits[byte & 15];
        }
    }
    return out;
}

void check(std::string_view raw) {
    auto const target = parse_target(raw);
    if (!target.ok()) return;
    AGGLO_ASSERT(target->path.starts_with('/') && is_utf8(target->path));
    for (char const c : target->path) AGGLO_ASSERT(static_cast<unsigned char>(c) >= 0x20);
    AGGLO_ASSERT((target->path + "/").find("/../") == std::string::npos);
    AGGLO_ASSERT(target->query.size() <= kQueryParametersMax);
    auto again = encoded(target->path, "/");
    for (auto const& [name, value] : target->query) {
        AGGLO_ASSERT(is_utf8(name) && is_utf8(value));
        again += (again.find('?') == again.npos ? "?" : "&") + encoded(name, "") + "=" +
                 encoded(value, "");
    }
    auto const same = parse_target(again);
    AGGLO_ASSERT(same.ok() && same->path == target->path && same->query == target->query);
}

}  // namespace

}  // namespace agglo::http

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    agglo::http::check({reinterpret_cast<char const*>(data), size});
    return 0;
}
