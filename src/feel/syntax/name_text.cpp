#include "feel/syntax/name_text.h"

#include <algorithm>
#include <array>

namespace agglo::feel {

namespace {

struct Interval {
    char32_t low, high;
};

constexpr std::array kStarts = {
    Interval{'?', '?'},         Interval{'A', 'Z'},       Interval{'_', '_'},
    Interval{'a', 'z'},         Interval{0xC0, 0xD6},     Interval{0xD8, 0xF6},
    Interval{0xF8, 0x2FF},      Interval{0x370, 0x37D},   Interval{0x37F, 0x1FFF},
    Interval{0x200C, 0x200D},   Interval{0x2070, 0x218F}, Interval{0x2C00, 0x2FEF},
    Interval{0x3001, 0xD7FF},   Interval{0xF900, 0xFDCF}, Interval{0xFDF0, 0xFFFD},
    Interval{0x10000, 0xEFFFF},
};

constexpr std::array<std::string_view, 18> kKeywords = {
    "and", "between",  "else", "every", "external", "false",  "for",       "function", "if",
    "in",  "instance", "not",  "null",  "or",       "return", "satisfies", "some",     "then",
};

bool is_joint(char32_t c) {
    return c == '.' || c == '/' || c == '-' || c == 0x2019 || c == '\'' || c == '+' || c == '*';
}

/// Past white space from `position`.
size_t skip_space(std::string_view text, size_t position) {
    while (position < text.size()) {
        auto const c = code_point_at(text, position);
        if (!is_space(c.value)) break;
        position += c.bytes;
    }
    return position;
}

}  // namespace

CodePoint code_point_at(std::string_view text, size_t position) {
    auto const byte = [&](size_t i) { return static_cast<unsigned char>(text[position + i]); };
    unsigned const first = byte(0);
    uint32_t const bytes = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (bytes == 1 || first < 0xC2 || position + bytes > text.size()) return {first, 1};
    char32_t value = first & (0x7Fu >> bytes);
    for (uint32_t i = 1; i < bytes; ++i) value = (value << 6) | (byte(i) & 0x3Fu);
    return {value, bytes};
}

void append_utf8(std::string& out, char32_t c) {
    auto const put = [&](char32_t bits) { out += static_cast<char>(bits); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

bool starts_name(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?';
    if (is_space(c)) return false;
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [&](Interval i) { return c >= i.low && c <= i.high; });
}

bool continues_name(char32_t c) {
    return starts_name(c) || (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
           (c >= 0x203F && c <= 0x2040);
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           c == 0x180E || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_full_width_punctuation(char32_t c) {
    return (c >= 0x3001 && c <= 0x3002) || (c >= 0x300A && c <= 0x3011) ||
           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
           (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) ||
           (c >= 0x2018 && c <= 0x201F && c != 0x2019);
}

bool is_keyword(std::string_view word) {
    return word == "true" || std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

bool is_plain_name(std::string_view name) {
    bool in_word = false;
    size_t word = 0;
    for (size_t i = 0; i < name.size();) {
        auto const c = code_point_at(name, i);
        bool const fits = in_word ? continues_name(c.value) : starts_name(c.value);
        if (fits && !is_full_width_punctuation(c.value)) {
            if (!in_word) word = i;
            in_word = true;
        } else if (in_word && c.value == ' ') {
            if (is_keyword(name.substr(word, i - word))) return false;
            in_word = false;
        } else {
            return false;
        }
        i += c.bytes;
    }
    return in_word && !is_keyword(name.substr(word));
}

std::optional<size_t> match_name(std::string_view text, size_t position, std::string_view name) {
    size_t at = position;
    bool open = false;  // the last character matched was of a word
    for (size_t i = 0; i < name.size();) {
        auto const wanted = code_point_at(name, i);
        if (is_space(wanted.value) || is_joint(wanted.value)) {
            // Space may be wider than in the name; beside a joint it may be missing or be more.
            size_t const next = skip_space(text, at);
            i = skip_space(name, i);
            auto const joint = i < name.size() ? code_point_at(name, i) : CodePoint{};
            if (!is_joint(joint.value)) {
                if (next == at) return std::nullopt;
                at = next;
                open = false;
                continue;
            }
            if (next >= text.size() || code_point_at(text, next).value != joint.value)
                return std::nullopt;
            at = skip_space(text, next + joint.bytes);
            i = skip_space(name, i + joint.bytes);
            open = false;
            continue;
        }
        if (at >= text.size() || code_point_at(text, at).value != wanted.value) return std::nullopt;
        at += wanted.bytes;
        i += wanted.bytes;
        open = continues_name(wanted.value) && !is_full_width_punctuation(wanted.value);
    }
    if (open && at < text.size()) {
        auto const next = code_point_at(text, at).value;
        if (continues_name(next) && !is_full_width_punctuation(next)) return std::nullopt;
    }
    return at == position ? std::nullopt : std::optional(at - position);
}

std::string normal_name(std::string_view name) {
    std::string out;
    bool after_joint = true;
    for (size_t i = skip_space(name, 0); i < name.size();) {
        auto const c = code_point_at(name, i);
        if (is_space(c.value)) {
            i = skip_space(name, i);
            bool const before_joint = i >= name.size() || is_joint(code_point_at(name, i).value);
            if (!after_joint && !before_joint) out += ' ';
            continue;
        }
        after_joint = is_joint(c.value);
        out += name.substr(i, c.bytes);
        i += c.bytes;
    }
    return out;
}

}  // namespace agglo::feel
