// insert before(list, position, newItem): positions as those of sublist (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value insert_before(BuiltinCall const& call) {
    auto const index = index_at(call, call.number(1), call.list(0).size());
    if (!index || !may_make_items(call, call.list(0).size() + 1)) return {};
    auto list = call.list(0);
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(*index), call[2]);
    return make_list(std::move(list));
}

}  // namespace agglo::feel
