#pragma once
// Snippet: the part of a text that shows where a search found it.
//
//   snippet_of("广东肇庆（高新）区", {MatchKind::kPart, 2, 2})   // "广东肇庆（高新）区", 2, 4
#include <string>

#include "column/text_needle.h"

namespace agglo {

struct Snippet {
    static constexpr size_t kLengthMax = 60;  ///< code points, without the ellipses
    static constexpr size_t kBefore = 15;     ///< of them before the match, when something is cut

    std::string text;  ///< "…" stands for what is cut
    /// Of the match in `text`, in code points, `to` excluded; equal: the place cannot be told.
    size_t from = 0;
    size_t to = 0;
};

/// `match` says where in the folded text.
Snippet snippet_of(std::string_view text, TextMatch const& match);

}  // namespace agglo
