// sqrt(number): the square root; of a negative number there is none (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value sqrt(BuiltinCall const& call) {
    if (call.number(0).is_negative()) return call.refuse(0, ">= 0");
    return number_outcome(call, square_root(call.number(0)));
}

}  // namespace agglo::feel
