// floor(n), floor(n, scale): towards negative infinity (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/rounding.h"

namespace agglo::feel {

Value floor(BuiltinCall const& call) {
    return rounded(call, Rounding::kFloor);
}

}  // namespace agglo::feel
