// contains(string, match), starts with, ends with (10.3.4.3).
#include "feel/builtins/builtin.h"

namespace agglo::feel {

Value string_contains(BuiltinCall const& call) {
    if (!call.evaluation.take(call.string(0).size() / 16)) return {};
    return call.string(0).find(call.string(1)) != std::string::npos;
}

Value starts_with(BuiltinCall const& call) {
    return call.string(0).starts_with(call.string(1));
}

Value ends_with(BuiltinCall const& call) {
    return call.string(0).ends_with(call.string(1));
}

}  // namespace agglo::feel
