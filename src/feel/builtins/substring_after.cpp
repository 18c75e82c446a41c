// substring after(string, match): nothing after what does not occur (10.3.4.3).
#include "feel/builtins/builtin.h"
#include "feel/builtins/code_points.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value substring_after(BuiltinCall const& call) {
    auto const found = find_text(call.string(0), call.string(1));
    if (!found) return Value("");
    return text_outcome(call, call.string(0).substr(*found + call.string(1).size()));
}

}  // namespace agglo::feel
