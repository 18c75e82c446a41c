// split(string, delimiter): what stands between matches of the delimiter, a pattern (10.3.4.3, and
// fn:tokenize of XPath functions 3.1): one that matches nothing at all is an error, as there.
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/builtins/pattern.h"

namespace agglo::feel {

namespace {

Value zero_length(BuiltinCall const& call) {
    return call.fail(ErrorCode::kFeelBadPattern, {call.string(1), "\"\""});
}

}  // namespace

Value split(BuiltinCall const& call) {
    auto const regex = pattern_of(call, call[1], {});
    if (!regex) return {};
    if (regex->matches_nothing()) return zero_length(call);
    auto const& text = call.string(0);
    RegexSearch search(*regex, text);
    List parts;
    size_t done = 0;
    while (parts.size() <= call.evaluation.limits().items_max) {
        auto const found = find_next(call, search, done);
        if (found == Found::kStopped) return {};
        if (found == Found::kNone) break;
        auto const match = search.group(0);
        if (match.begin == match.end) return zero_length(call);
        parts.emplace_back(text.substr(done, match.begin - done));
        done = match.end;
    }
    parts.emplace_back(text.substr(done));
    if (!call.evaluation.take_bytes(text.size())) return {};
    return list_outcome(call, std::move(parts));
}

}  // namespace agglo::feel
