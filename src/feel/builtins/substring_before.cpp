// substring before(string, match): nothing before what does not occur (10.3.4.3).
#include "feel/builtins/builtin.h"
#include "feel/builtins/code_points.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value substring_before(BuiltinCall const& call) {
    auto const found = find_text(call.string(0), call.string(1));
    return text_outcome(call, call.string(0).substr(0, found.value_or(0)));
}

}  // namespace agglo::feel
