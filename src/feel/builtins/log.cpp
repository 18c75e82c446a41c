// log(number): the natural logarithm of a positive number (10.3.4.5).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value log(BuiltinCall const& call) {
    if (call.number(0) <= Number(0)) return call.refuse(0, "> 0");
    return number_outcome(call, logarithm(call.number(0)));
}

}  // namespace agglo::feel
