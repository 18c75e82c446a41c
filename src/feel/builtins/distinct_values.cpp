// distinct values(list): each where it occurs first (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/distinct.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value distinct_values(BuiltinCall const& call) {
    DistinctItems distinct(call);
    for (auto const& item : call.list(0))
        if (!distinct.add(item)) return {};
    return list_outcome(call, std::move(distinct).take());
}

}  // namespace agglo::feel
