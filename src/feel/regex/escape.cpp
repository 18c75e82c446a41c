#include "feel/regex/escape.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unicode/uchar.h>
#include <unicode/uniset.h>

#include "feel/syntax/name_text.h"

namespace agglo::feel {

namespace {

struct CodeRange {
    char32_t first, last;
};

// XML 1.0 (fifth edition), rules 4 and 4a: what may begin a name, and what else may be in one.
constexpr std::array kNameStart = {
    CodeRange{':', ':'},         CodeRange{'A', 'Z'},       CodeRange{'_', '_'},
    CodeRange{'a', 'z'},         CodeRange{0xC0, 0xD6},     CodeRange{0xD8, 0xF6},
    CodeRange{0xF8, 0x2FF},      CodeRange{0x370, 0x37D},   CodeRange{0x37F, 0x1FFF},
    CodeRange{0x200C, 0x200D},   CodeRange{0x2070, 0x218F}, CodeRange{0x2C00, 0x2FEF},
    CodeRange{0x3001, 0xD7FF},   CodeRange{0xF900, 0xFDCF}, CodeRange{0xFDF0, 0xFFFD},
    CodeRange{0x10000, 0xEFFFF},
};
constexpr std::array kNameMore = {
    CodeRange{'-', '.'},     CodeRange{'0', '9'},       CodeRange{0xB7, 0xB7},
    CodeRange{0x300, 0x36F}, CodeRange{0x203F, 0x2040},
};
constexpr std::array<std::string_view, 36> kCategories = {
    "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd",
    "Nl", "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z",  "Zs",
    "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};

std::string hex(char32_t c) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string digits;
    do digits.insert(digits.begin(), kDigits[c % 16]);
    while ((c /= 16) > 0);
    return "\\x{" + digits + "}";
}

/// Surrogates are no characters: PCRE2 wants none as the end of a range.
std::string ranges_text(icu::UnicodeSet set) {
    set.remove(0xD800, 0xDFFF);
    std::string out;
    for (int32_t i = 0; i < set.getRangeCount(); ++i) {
        auto const first = static_cast<char32_t>(set.getRangeStart(i));
        auto const last = static_cast<char32_t>(set.getRangeEnd(i));
        out += hex(first);
        if (last > first) out += "-" + hex(last);
    }
    return out;
}

std::string name_ranges(bool start_only, bool complement) {
    icu::UnicodeSet set;
    auto const add = [&](CodeRange range) {
        set.add(static_cast<UChar32>(range.first), static_cast<UChar32>(range.last));
    };
    std::for_each(kNameStart.begin(), kNameStart.end(), add);
    if (!start_only) std::for_each(kNameMore.begin(), kNameMore.end(), add);
    if (complement) set.complement();
    return ranges_text(std::move(set));
}

std::optional<std::string> block_text(std::string_view name, bool complement) {
    auto const block = u_getPropertyValueEnum(UCHAR_BLOCK, std::string(name).c_str());
    if (block == UCHAR_INVALID_CODE || block == UBLOCK_NO_BLOCK) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet set;
    set.applyIntPropertyValue(UCHAR_BLOCK, block, status);
    if (U_FAILURE(status)) return std::nullopt;
    if (complement) set.complement();
    return ranges_text(std::move(set));
}

/// \p{…} and \P{…}: a general category, or Is and the name of a block.
std::optional<EscapedSet> property(std::string_view pattern) {
    auto const close = pattern.find('}');
    if (pattern.size() < 3 || pattern[2] != '{' || close == std::string_view::npos)
        return std::nullopt;
    auto const name = pattern.substr(3, close - 3);
    bool const complement = pattern[1] == 'P';
    if (std::find(kCategories.begin(), kCategories.end(), name) != kCategories.end())
        return EscapedSet{std::string(pattern.substr(0, close + 1)), close + 1};
    if (!name.starts_with("Is")) return std::nullopt;
    auto text = block_text(name.substr(2), complement);
    if (!text) return std::nullopt;
    return EscapedSet{*std::move(text), close + 1};
}

}  // namespace

std::optional<EscapedSet> escaped_set(std::string_view pattern) {
    if (pattern.size() < 2 || pattern[0] != '\\') return std::nullopt;
    switch (pattern[1]) {
        case 's': return EscapedSet{R"(\x{9}\x{a}\x{d}\x{20})", 2};
        case 'S': return EscapedSet{R"(\x{0}-\x{8}\x{b}\x{c}\x{e}-\x{1f}\x{21}-\x{10ffff})", 2};
        case 'd': return EscapedSet{R"(\p{Nd})", 2};
        case 'D': return EscapedSet{R"(\P{Nd})", 2};
        // All but punctuation, separators and others.
        case 'w': return EscapedSet{R"(\p{L}\p{M}\p{N}\p{S})", 2};
        case 'W': return EscapedSet{R"(\p{P}\p{Z}\p{C})", 2};
        case 'i': return EscapedSet{name_ranges(true, false), 2};
        case 'I': return EscapedSet{name_ranges(true, true), 2};
        case 'c': return EscapedSet{name_ranges(false, false), 2};
        case 'C': return EscapedSet{name_ranges(false, true), 2};
        case 'p':
        case 'P': return property(pattern);
        default: return std::nullopt;
    }
}

std::optional<char> escaped_character(char letter) {
    switch (letter) {
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: break;
    }
    constexpr std::string_view kThemselves = "\\|.?*+(){}-[]^$";
    return kThemselves.find(letter) == std::string_view::npos ? std::nullopt
                                                              : std::optional(letter);
}

std::string literal_of(char32_t c) {
    bool const plain =
        c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!plain) return hex(c);
    std::string out;
    append_utf8(out, c);
    return out;
}

}  // namespace agglo::feel
