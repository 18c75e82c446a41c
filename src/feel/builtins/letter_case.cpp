// upper case(string), lower case(string): by the rules of Unicode for no language in particular
// (10.3.4.3).
#include <algorithm>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "feel/builtins/builtin.h"
#include "feel/builtins/code_points.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

namespace {

template <class OfAscii, class OfAny>
Value in_case(BuiltinCall const& call, OfAscii of_ascii, OfAny of_any) {
    auto text = call.string(0);
    if (is_ascii(text)) {
        std::transform(text.begin(), text.end(), text.begin(), of_ascii);
        return text_outcome(call, std::move(text));
    }
    auto wide = icu::UnicodeString::fromUTF8(text);
    of_any(wide);
    std::string changed;
    wide.toUTF8String(changed);
    return text_outcome(call, std::move(changed));
}

}  // namespace

Value upper_case(BuiltinCall const& call) {
    return in_case(
        call, [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; },
        [](icu::UnicodeString& text) { text.toUpper(icu::Locale::getRoot()); });
}

Value lower_case(BuiltinCall const& call) {
    return in_case(
        call, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; },
        [](icu::UnicodeString& text) { text.toLower(icu::Locale::getRoot()); });
}

}  // namespace agglo::feel
