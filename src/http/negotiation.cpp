#include "http/negotiation.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace agglo::http {

namespace {

constexpr int kWeightMax = 1000;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// qvalue = "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3("0") ], in thousandths; what is not one counts as
// 0.
int parse_weight(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
    if (text.size() > 1 && text[1] != '.') return 0;
    int weight = (text[0] - '0') * kWeightMax;
    int place = kWeightMax / 10;
    for (char const c : text.substr(std::min<size_t>(2, text.size()))) {
        if (c < '0' || c > '9') return 0;
        weight += (c - '0') * place;
        place /= 10;
    }
    return std::min(weight, kWeightMax);
}

struct Coding {
    std::string_view name;
    int weight = kWeightMax;
};

Coding parse_coding(std::string_view item) {
    Coding coding{.name = trim(item.substr(0, item.find(';')))};
    auto const mark = item.find(';');
    if (mark == item.npos) return coding;
    auto const parameter = trim(item.substr(mark + 1));
    bool const is_weight =
        parameter.size() > 2 && lower(parameter[0]) == 'q' && parameter[1] == '=';
    coding.weight = is_weight ? parse_weight(trim(parameter.substr(2))) : 0;
    return coding;
}

std::string_view take_item(std::string_view& list) {
    auto const item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    return trim(item);
}

std::string_view without_weakness(std::string_view etag) {
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool accepts_gzip(std::string_view accept_encoding) {
    std::optional<int> gzip, any, identity;
    while (!accept_encoding.empty()) {
        auto const coding = parse_coding(take_item(accept_encoding));
        if (equals_ignoring_case(coding.name, "gzip")) gzip = coding.weight;
        if (equals_ignoring_case(coding.name, "x-gzip")) gzip = coding.weight;
        if (equals_ignoring_case(coding.name, "identity")) identity = coding.weight;
        if (coding.name == "*") any = coding.weight;
    }
    // Plain bytes are always acceptable unless refused, but asked for only when named.
    int const wish = gzip.value_or(any.value_or(0));
    return wish > 0 && wish >= identity.value_or(0);
}

bool is_compressible(std::string_view content_type) {
    constexpr std::array kTypes = {
        "application/json",     "application/javascript",
        "application/xml",      "application/manifest+json",
        "application/x-ndjson", "application/vnd.mapbox-vector-tile",
        "image/svg+xml",        "font/ttf",
    };
    auto const type = trim(content_type.substr(0, content_type.find(';')));
    if (type.starts_with("text/") && type != "text/event-stream") return true;
    if (type.ends_with("+json") || type.ends_with("+xml")) return true;
    return std::ranges::find(kTypes, type) != kTypes.end();
}

bool none_match_hits(std::string_view if_none_match, std::string_view etag) {
    if (trim(if_none_match) == "*") return true;
    while (!if_none_match.empty()) {
        auto const item = take_item(if_none_match);
        if (!item.empty() && without_weakness(item) == without_weakness(etag)) return true;
    }
    return false;
}

}  // namespace agglo::http
