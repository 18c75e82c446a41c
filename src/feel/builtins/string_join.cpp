// string join(list), string join(list, delimiter): nulls are passed over (10.3.4.3).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value string_join(BuiltinCall const& call) {
    std::string_view const delimiter = call.given(1) ? call.string(1) : std::string_view();
    std::string joined;
    bool first = true;
    for (auto const& item : call.list(0)) {
        if (!call.evaluation.take(1)) return {};
        if (item.is_null()) continue;
        if (!first) joined += delimiter;
        first = false;
        joined += *item.string();
        if (joined.size() > call.evaluation.limits().characters_max) break;
    }
    return text_outcome(call, std::move(joined));
}

}  // namespace agglo::feel
