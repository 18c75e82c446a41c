// union(list, …): concatenated, each item where it occurs first (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/distinct.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value union_of(BuiltinCall const& call) {
    DistinctItems distinct(call);
    for (size_t i = 0; i < call.size(); ++i)
        for (auto const& item : call.list(i))
            if (!distinct.add(item)) return {};
    return list_outcome(call, std::move(distinct).take());
}

}  // namespace agglo::feel
