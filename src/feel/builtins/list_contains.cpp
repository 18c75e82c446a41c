// list contains(list, element): null among null items too (10.3.4.4).
#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/value/compare.h"

namespace agglo::feel {

Value list_contains(BuiltinCall const& call) {
    auto const& list = call.list(0);
    if (!call.evaluation.take(list.size())) return {};
    return std::any_of(list.begin(), list.end(),
                       [&](Value const& item) { return same(item, call[1]); });
}

}  // namespace agglo::feel
