#include "query/snippet.h"

#include <algorithm>

#include "base/character_class.h"
#include "base/text.h"

namespace agglo {

namespace {

/// A text's code points: where each begins in bytes, and the end.
std::vector<size_t> beginnings(std::string_view text) {
    std::vector<size_t> begins;
    for (size_t at = 0; at < text.size();) {
        begins.push_back(at);
        next_code_point(text, at);
    }
    begins.push_back(text.size());
    return begins;
}

/// What one code point comes to among others: folding a text trims it, so it stands between two.
std::string fold_inside(std::string_view code_point) {
    auto const folded = fold_text("|" + std::string(code_point) + "|");
    return folded.size() < 2 ? std::string() : folded.substr(1, folded.size() - 2);
}

/// By code point of the folded text, the one of the text it comes from; empty when folding did more
/// than replace them one by one.
std::vector<size_t> origins(std::string_view text, std::vector<size_t> const& begins) {
    std::vector<size_t> from;
    std::string folded;
    for (size_t i = 0; i + 1 < begins.size(); ++i) {
        auto const piece = fold_inside(text.substr(begins[i], begins[i + 1] - begins[i]));
        bool const passed_over = piece == " " && (folded.empty() || folded.back() == ' ');
        if (passed_over) continue;
        folded += piece;
        from.insert(from.end(), code_point_count(piece), i);
    }
    return trim(folded) == fold_text(text) ? from : std::vector<size_t>();
}

}  // namespace

Snippet snippet_of(std::string_view text, TextMatch const& match) {
    auto const begins = beginnings(text);
    size_t const length = begins.size() - 1;
    auto const from = origins(text, begins);
    bool const told = match.count > 0 && match.first + match.count <= from.size();
    size_t const first = told ? from[match.first] : 0;
    size_t const end = told ? from[match.first + match.count - 1] + 1 : 0;

    size_t cut = 0;
    if (length > Snippet::kLengthMax) {
        cut = std::min(first - std::min(first, Snippet::kBefore), length - Snippet::kLengthMax);
    }
    size_t const last = std::min(length, cut + Snippet::kLengthMax);
    Snippet snippet;
    snippet.text = (cut > 0 ? "…" : "") +
                   std::string(text.substr(begins[cut], begins[last] - begins[cut])) +
                   (last < length ? "…" : "");
    size_t const shift = cut > 0 ? 1 : 0;
    snippet.from = first - cut + shift;
    snippet.to = std::min(end, last) - std::min(end, cut) + shift;
    if (!told) snippet.from = snippet.to = 0;
    return snippet;
}

}  // namespace agglo
