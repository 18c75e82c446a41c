// ceiling(n), ceiling(n, scale): towards positive infinity (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/rounding.h"

namespace agglo::feel {

Value ceiling(BuiltinCall const& call) {
    return rounded(call, Rounding::kCeiling);
}

}  // namespace agglo::feel
