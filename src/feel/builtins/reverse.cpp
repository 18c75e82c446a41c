// reverse(list) (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value reverse(BuiltinCall const& call) {
    auto const& list = call.list(0);
    return list_outcome(call, List(list.rbegin(), list.rend()));
}

}  // namespace agglo::feel
