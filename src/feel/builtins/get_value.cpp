// get value(m, key): the entry of that name, null when there is none (10.3.4.8).
#include "feel/builtins/builtin.h"
#include "feel/evaluate/brief.h"

namespace agglo::feel {

Value get_value(BuiltinCall const& call) {
    if (auto const* value = call.context(0).find(call.string(1))) return *value;
    return call.fail(ErrorCode::kFeelNoSuchEntry, {call.string(1), brief(call[0])});
}

}  // namespace agglo::feel
