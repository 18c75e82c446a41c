#include "api/text_place.h"

#include <algorithm>

#include "feel/syntax/name_text.h"

namespace agglo {

namespace {

size_t units_of(char32_t c) {
    return c > 0xFFFF ? 2 : 1;
}

}  // namespace

size_t utf16_units(std::string_view text, size_t bytes) {
    bytes = std::min(bytes, text.size());
    size_t units = 0;
    for (size_t at = 0; at < bytes;) {
        auto const c = feel::code_point_at(text, at);
        units += units_of(c.value);
        at += c.bytes;
    }
    return units;
}

size_t bytes_of_units(std::string_view text, size_t units) {
    size_t at = 0;
    for (size_t seen = 0; at < text.size() && seen < units;) {
        auto const c = feel::code_point_at(text, at);
        seen += units_of(c.value);
        at += c.bytes;
    }
    return at;
}

void write_place(JsonWriter& json, std::string_view text, feel::Span span) {
    auto const before = text.substr(0, std::min<size_t>(span.begin, text.size()));
    auto const line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    auto const line = 1 + std::count(before.begin(), before.end(), '\n');
    auto const column = 1 + utf16_units(before.substr(line_start), before.size() - line_start);
    json.member("begin", static_cast<uint64_t>(utf16_units(text, span.begin)))
        .member("end", static_cast<uint64_t>(utf16_units(text, span.end)))
        .member("line", static_cast<int64_t>(line))
        .member("column", static_cast<uint64_t>(column));
}

void write_remark(JsonWriter& json, std::string_view text, feel::Span span, Error const& error) {
    json.begin_object().member("code", error.name());
    json.member("zh", error.message_zh()).member("en", error.message_en());
    write_place(json, text, span);
    json.end_object();
}

}  // namespace agglo
