// modulo(dividend, divisor): the remainder, which has the sign of the divisor (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value modulo(BuiltinCall const& call) {
    if (call.number(1).is_zero()) return call.fail(ErrorCode::kFeelDivisionByZero);
    return number_outcome(call, agglo::modulo(call.number(0), call.number(1)));
}

}  // namespace agglo::feel
