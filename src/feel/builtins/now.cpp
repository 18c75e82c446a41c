// now(): DMN 1.5, 10.3.4.11. The moment that is asked for, not that of the machine.
#include "feel/builtins/builtin.h"

namespace agglo::feel {

Value now(BuiltinCall const& call) {
    return call.evaluation.clock().now;
}

}  // namespace agglo::feel
