// matches(input, pattern, flags?): whether the pattern matches anywhere in the input (10.3.4.3, and
// fn:matches of XPath functions 3.1).
#include "feel/builtins/builtin.h"
#include "feel/builtins/pattern.h"

namespace agglo::feel {

Value matches(BuiltinCall const& call) {
    auto const regex = pattern_of(call, call[1], call[2]);
    if (!regex) return {};
    RegexSearch search(*regex, call.string(0));
    auto const found = find_next(call, search, 0);
    return found == Found::kStopped ? Value() : Value(found == Found::kMatch);
}

}  // namespace agglo::feel
