// replace(input, pattern, replacement, flags?) (10.3.4.3, and fn:replace of XPath functions 3.1): a
// pattern that matches nothing at all is an error, as there.
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/builtins/pattern.h"
#include "feel/regex/replacement.h"

namespace agglo::feel {

namespace {

Value zero_length(BuiltinCall const& call) {
    return call.fail(ErrorCode::kFeelBadPattern, {call.string(1), "\"\""});
}

}  // namespace

Value replace(BuiltinCall const& call) {
    auto const regex = pattern_of(call, call[1], call[3]);
    if (!regex) return {};
    auto const replacement = Replacement::of(call.string(2), *regex);
    if (!replacement) {
        call.fail(replacement.error().code(), replacement.error().arguments());
        return {};
    }
    if (regex->matches_nothing()) return zero_length(call);
    auto const& text = call.string(0);
    RegexSearch search(*regex, text);
    std::string replaced;
    size_t done = 0;
    while (done <= text.size()) {
        auto const found = find_next(call, search, done);
        if (found == Found::kStopped) return {};
        if (found == Found::kNone) break;
        auto const match = search.group(0);
        if (match.begin == match.end) return zero_length(call);
        replaced.append(text, done, match.begin - done);
        replacement->append_to(replaced, search);
        if (replaced.size() > call.evaluation.limits().characters_max) break;
        done = match.end;
    }
    replaced.append(text, done);
    return text_outcome(call, std::move(replaced));
}

}  // namespace agglo::feel
