#include "feel/regex/replacement.h"

namespace agglo::feel {

namespace {

bool is_digit_at(std::string_view text, size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// As many digits as there are groups; of a single digit too large, nothing.
size_t read_group(std::string_view text, size_t& at, uint32_t groups) {
    auto number = static_cast<size_t>(text[at++] - '0');
    while (is_digit_at(text, at)) {
        auto const longer = number * 10 + static_cast<size_t>(text[at] - '0');
        if (longer > groups) break;
        number = longer;
        ++at;
    }
    return number;
}

Error wrong(std::string_view text, size_t at) {
    return Error(ErrorCode::kFeelBadPattern, {std::string(text), std::string(text.substr(at, 2))});
}

}  // namespace

Result<Replacement> Replacement::of(std::string_view text, Regex const& regex) {
    Replacement replacement;
    Part part;
    for (size_t at = 0; at < text.size();) {
        char const c = text[at];
        bool const special = !regex.is_literal() && (c == '$' || c == '\\');
        if (!special) {
            part.text += text[at++];
        } else if (c == '\\') {
            bool const known =
                at + 1 < text.size() && (text[at + 1] == '\\' || text[at + 1] == '$');
            if (!known) return wrong(text, at);
            part.text += text[at + 1];
            at += 2;
        } else {
            if (!is_digit_at(text, at + 1)) return wrong(text, at);
            part.group = read_group(text, ++at, regex.groups());
            part.has_group = true;
            replacement.parts_.push_back(std::move(part));
            part = {};
        }
    }
    replacement.parts_.push_back(std::move(part));
    return replacement;
}

void Replacement::append_to(std::string& out, RegexSearch const& match) const {
    for (auto const& part : parts_) {
        out += part.text;
        if (!part.has_group) continue;
        auto const group = match.group(part.group);
        out += match.text().substr(group.begin, group.end - group.begin);
    }
}

}  // namespace agglo::feel
