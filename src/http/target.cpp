#include "http/target.h"

#include <algorithm>

#include "base/text.h"

namespace agglo::http {

namespace {

Error bad_target(std::string_view what) {
    return Error(ErrorCode::kMalformed, {std::string(what)});
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

// Absolute form, which RFC 9112 §3.2.2 asks every server to take: the path begins after the host.
std::string_view without_origin(std::string_view raw) {
    if (!raw.starts_with("http://") && !raw.starts_with("https://")) return raw;
    auto const host = raw.find("//") + 2;
    auto const slash = raw.find('/', host);
    return slash == raw.npos ? "/" : raw.substr(slash);
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        auto const segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

Result<std::string> parse_path(std::string_view raw) {
    if (!raw.starts_with('/')) return bad_target("path");
    auto path = TRY(percent_decoded(raw, PlusSign::kIsPlus));
    if (std::ranges::any_of(path, is_control)) return bad_target("path");
    if (std::ranges::count(path, '/') != std::ranges::count(raw, '/')) return bad_target("%2F");
    if (has_dot_segment(path)) return bad_target("..");
    return path;
}

}  // namespace

Result<std::string> percent_decoded(std::string_view text, PlusSign plus) {
    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == PlusSign::kIsSpace) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            int const high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
            int const low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return bad_target("%");
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!is_utf8(out) || out.find('\0') != out.npos) return bad_target("UTF-8");
    return out;
}

Result<Target> parse_target(std::string_view raw) {
    raw = without_origin(raw);
    raw = raw.substr(0, raw.find('#'));
    auto const mark = std::min(raw.find('?'), raw.size());
    Target target{.path = TRY(parse_path(raw.substr(0, mark))), .query = {}};
    auto rest = raw.substr(std::min(mark + 1, raw.size()));
    while (!rest.empty()) {
        auto const pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        if (pair.empty()) continue;
        if (target.query.size() == kQueryParametersMax) return bad_target("query");
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = TRY(percent_decoded(pair.substr(0, equals), PlusSign::kIsSpace));
        auto const raw_value = pair.substr(std::min(equals + 1, pair.size()));
        auto value = TRY(percent_decoded(raw_value, PlusSign::kIsSpace));
        target.query.emplace_back(std::move(name), std::move(value));
    }
    return target;
}

}  // namespace agglo::http
