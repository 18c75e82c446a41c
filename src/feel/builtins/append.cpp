// append(list, item, …) (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value append(BuiltinCall const& call) {
    auto const& list = call.list(0);
    auto const items = call.arguments.subspan(1);
    if (!may_make_items(call, list.size() + items.size())) return {};
    List appended;
    appended.reserve(list.size() + items.size());
    appended.insert(appended.end(), list.begin(), list.end());
    appended.insert(appended.end(), items.begin(), items.end());
    return make_list(std::move(appended));
}

}  // namespace agglo::feel
