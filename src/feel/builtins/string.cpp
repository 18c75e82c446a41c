// string(from): a text as it is, other values in FEEL notation (10.3.4.1).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/value/value_text.h"

namespace agglo::feel {

Value string(BuiltinCall const& call) {
    return text_outcome(call, to_display(call[0], call.evaluation.limits().characters_max));
}

}  // namespace agglo::feel
