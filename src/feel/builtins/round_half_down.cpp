// round half down(n, scale): to the nearest, the half towards zero (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/rounding.h"

namespace agglo::feel {

Value round_half_down(BuiltinCall const& call) {
    return rounded(call, Rounding::kHalfDown);
}

}  // namespace agglo::feel
