// substring before(string, match): nothing before what does not occur (10.3.4.3).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value substring_before(BuiltinCall const& call) {
    auto const found = call.string(0).find(call.string(1));
    return text_outcome(
        call, found == std::string::npos ? std::string() : call.string(0).substr(0, found));
}

}  // namespace agglo::feel
