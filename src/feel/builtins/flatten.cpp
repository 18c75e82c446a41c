// flatten(list): the items of lists within lists, in order (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value flatten(BuiltinCall const& call) {
    struct Open {
        List const* list;
        size_t next;
    };
    List flat;
    std::vector<Open> open{{&call.list(0), 0}};
    while (!open.empty()) {
        auto& [list, next] = open.back();
        if (next == list->size()) {
            open.pop_back();
            continue;
        }
        auto const& item = (*list)[next++];
        if (!call.evaluation.take(1)) return {};
        if (auto const* inner = item.list())
            open.push_back({inner, 0});
        else
            flat.push_back(item);
        if (flat.size() > call.evaluation.limits().items_max) break;
    }
    return list_outcome(call, std::move(flat));
}

}  // namespace agglo::feel
