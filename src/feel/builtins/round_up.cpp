// round up(n, scale): away from zero (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/rounding.h"

namespace agglo::feel {

Value round_up(BuiltinCall const& call) {
    return rounded(call, Rounding::kUp);
}

}  // namespace agglo::feel
