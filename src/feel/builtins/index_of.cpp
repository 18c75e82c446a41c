// index of(list, match): the positions of all items that are the same (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/value/compare.h"

namespace agglo::feel {

Value index_of(BuiltinCall const& call) {
    auto const& list = call.list(0);
    if (!call.evaluation.take(list.size())) return {};
    List positions;
    for (size_t i = 0; i < list.size(); ++i)
        if (same(list[i], call[1])) positions.emplace_back(Number(static_cast<int64_t>(i + 1)));
    return list_outcome(call, std::move(positions));
}

}  // namespace agglo::feel
