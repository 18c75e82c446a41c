// concatenate(list, …) (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value concatenate(BuiltinCall const& call) {
    size_t count = 0;
    for (size_t i = 0; i < call.size(); ++i) count += call.list(i).size();
    if (!may_make_items(call, count)) return {};
    List joined;
    joined.reserve(count);
    for (size_t i = 0; i < call.size(); ++i)
        joined.insert(joined.end(), call.list(i).begin(), call.list(i).end());
    return make_list(std::move(joined));
}

}  // namespace agglo::feel
