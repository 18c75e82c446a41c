// remove(list, position): positions as those of sublist (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value remove(BuiltinCall const& call) {
    auto const index = index_at(call, call.number(1), call.list(0).size());
    if (!index || !may_make_items(call, call.list(0).size() - 1)) return {};
    auto list = call.list(0);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(*index));
    return make_list(std::move(list));
}

}  // namespace agglo::feel
