// mean(list), mean(n, …) (10.3.4.4): of nothing there is none.
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/builtins/statistics.h"

namespace agglo::feel {

Value mean(BuiltinCall const& call) {
    auto const numbers = numbers_of(call);
    if (!numbers) return {};
    if (numbers->empty()) return call.refuse(0, "count >= 1");
    return number_outcome(call, mean_of(*numbers));
}

}  // namespace agglo::feel
