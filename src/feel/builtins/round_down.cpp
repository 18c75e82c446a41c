// round down(n, scale): towards zero (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/rounding.h"

namespace agglo::feel {

Value round_down(BuiltinCall const& call) {
    return rounded(call, Rounding::kDown);
}

}  // namespace agglo::feel
