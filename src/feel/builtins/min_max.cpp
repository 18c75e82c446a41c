// min(list), min(c1, …), max: of values that have an order among them (10.3.4.4).
#include <compare>

#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"
#include "feel/evaluate/brief.h"
#include "feel/value/compare.h"

namespace agglo::feel {

namespace {

Value extreme(BuiltinCall const& call, std::strong_ordering wanted) {
    auto const items = items_of(call);
    if (items.empty()) return call.refuse(0, "count >= 1");
    if (!call.evaluation.take(items.size())) return {};
    auto const* best = &items.front();
    for (auto const& item : items) {
        auto const found = order(item, *best);
        if (!found) return call.fail(ErrorCode::kFeelNotComparable, {brief(item), brief(*best)});
        if (*found == wanted) best = &item;
    }
    return *best;
}

}  // namespace

Value min(BuiltinCall const& call) {
    return extreme(call, std::strong_ordering::less);
}

Value max(BuiltinCall const& call) {
    return extreme(call, std::strong_ordering::greater);
}

}  // namespace agglo::feel
