// today(): DMN 1.5, 10.3.4.11. The day that is asked for, not that of the machine.
#include "feel/builtins/builtin.h"

namespace agglo::feel {

Value today(BuiltinCall const& call) {
    return call.evaluation.clock().now.date();
}

}  // namespace agglo::feel
