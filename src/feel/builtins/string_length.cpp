// string length(string): in code points (10.3.4.3).
#include "base/text.h"
#include "feel/builtins/builtin.h"

namespace agglo::feel {

Value string_length(BuiltinCall const& call) {
    if (!call.evaluation.take(call.string(0).size() / 16)) return {};
    return Number(static_cast<int64_t>(code_point_count(call.string(0))));
}

}  // namespace agglo::feel
