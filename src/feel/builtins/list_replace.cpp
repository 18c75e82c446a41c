// list replace(list, position, newItem), list replace(list, match, newItem) where match is a
// function of the item and the new one (10.3.4.4).
#include "feel/builtins/builtin.h"
#include "feel/builtins/items.h"
#include "feel/builtins/outcome.h"
#include "feel/evaluate/brief.h"

namespace agglo::feel {

Value list_replace_at(BuiltinCall const& call) {
    auto const index = index_at(call, call.number(1), call.list(0).size());
    if (!index || !may_make_items(call, call.list(0).size())) return {};
    auto list = call.list(0);
    list[*index] = call[2];
    return make_list(std::move(list));
}

Value list_replace_where(BuiltinCall const& call) {
    if (!may_make_items(call, call.list(0).size())) return {};
    auto list = call.list(0);
    for (auto& item : list) {
        Value const both[] = {item, call[2]};
        auto const matches = call.call(*call[1].function(), both);
        if (call.evaluation.exhausted()) return {};
        if (!matches.as<bool>()) return call.fail(ErrorCode::kFeelNotBoolean, {brief(matches)});
        if (matches.is_true()) item = call[2];
    }
    return make_list(std::move(list));
}

}  // namespace agglo::feel
