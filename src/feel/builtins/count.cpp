// count(list) (10.3.4.4).
#include "feel/builtins/builtin.h"

namespace agglo::feel {

Value count(BuiltinCall const& call) {
    return Number(static_cast<int64_t>(call.list(0).size()));
}

}  // namespace agglo::feel
