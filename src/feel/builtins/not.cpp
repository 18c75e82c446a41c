// not(negand): of null it is null (10.3.4.2).
#include "feel/builtins/builtin.h"

namespace agglo::feel {

Value negation(BuiltinCall const& call) {
    return call.given(0) ? Value(call[0].is_false()) : Value();
}

}  // namespace agglo::feel
