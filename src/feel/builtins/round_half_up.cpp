// round half up(n, scale): to the nearest, the half away from zero (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/rounding.h"

namespace agglo::feel {

Value round_half_up(BuiltinCall const& call) {
    return rounded(call, Rounding::kHalfUp);
}

}  // namespace agglo::feel
