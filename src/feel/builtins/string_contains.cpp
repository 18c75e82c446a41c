// contains(string, match), starts with, ends with (10.3.4.3).
#include "feel/builtins/builtin.h"
#include "feel/builtins/code_points.h"

namespace agglo::feel {

Value string_contains(BuiltinCall const& call) {
    if (!call.evaluation.take(call.string(0).size() / 16)) return {};
    return find_text(call.string(0), call.string(1)).has_value();
}

Value starts_with(BuiltinCall const& call) {
    return call.string(0).starts_with(call.string(1));
}

Value ends_with(BuiltinCall const& call) {
    return call.string(0).ends_with(call.string(1));
}

}  // namespace agglo::feel
