// all(list), all(b1, …), any: in three-valued logic (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"

namespace agglo::feel {

namespace {

/// `deciding` when one item is that; else null when one is null; else the opposite.
Value decided(BuiltinCall const& call, bool deciding) {
    auto const items = items_of(call);
    if (!call.evaluation.take(items.size())) return {};
    bool found = false;
    bool unknown = false;
    for (auto const& item : items) {
        auto const* truth = item.as<bool>();
        if (!truth && !item.is_null()) return call.refuse(0, to_text(*list_of(boolean_type())));
        unknown = unknown || !truth;
        found = found || (truth && *truth == deciding);
    }
    if (found) return deciding;
    return unknown ? Value() : Value(!deciding);
}

}  // namespace

Value all(BuiltinCall const& call) {
    return decided(call, false);
}

Value any(BuiltinCall const& call) {
    return decided(call, true);
}

}  // namespace agglo::feel
