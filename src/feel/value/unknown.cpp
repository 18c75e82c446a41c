#include "feel/value/unknown.h"

#include "feel/value/value_text.h"

namespace agglo::feel {

std::optional<Value> unknown_of(Value const& a, Value const& b) {
    auto facts = facts_of(a);
    for (auto& fact : facts_of(b)) facts.push_back(std::move(fact));
    if (facts.empty()) return std::nullopt;
    return make_unknown(std::move(facts));
}

Value either(Value const& condition, Value const& a, Value const& b) {
    bool const known = !is_unknown(a) && !is_unknown(b);
    if (known && a.kind() == b.kind() && to_feel(a) == to_feel(b)) return a;
    auto facts = facts_of(condition);
    for (auto const* value : {&a, &b})
        for (auto& fact : facts_of(*value)) facts.push_back(std::move(fact));
    return make_unknown(std::move(facts));
}

}  // namespace agglo::feel
