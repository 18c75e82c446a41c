// exp(number): e to that power (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value exp(BuiltinCall const& call) {
    return number_outcome(call, exponential(call.number(0)));
}

}  // namespace agglo::feel
