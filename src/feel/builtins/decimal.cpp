// decimal(n, scale): rounds to the nearest, the half to even (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/rounding.h"

namespace agglo::feel {

Value decimal(BuiltinCall const& call) {
    return rounded(call, Rounding::kHalfEven);
}

}  // namespace agglo::feel
