// context put(context, key, value), context put(context, keys, value): an entry replaced where
// it is, or added at the end; with several keys, in the context that they lead to (10.3.4.8).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"
#include "feel/evaluate/brief.h"

namespace agglo::feel {

namespace {

Value with_entry(BuiltinCall const& call, Context const& context, std::string_view key,
                 Value value) {
    if (!may_make_items(call, context.size() + 1)) return {};
    auto changed = context;
    changed.set(key, std::move(value));
    return Value(std::move(changed));
}

}  // namespace

Value context_put(BuiltinCall const& call) {
    return with_entry(call, call.context(0), call.string(1), call[2]);
}

Value context_put_at(BuiltinCall const& call) {
    auto const& keys = call.list(1);
    if (keys.empty()) return call.refuse(1, "count >= 1");
    for (auto const& key : keys)
        if (!key.string()) return call.refuse(1, to_text(*list_of(string_type())));
    // The contexts on the way, the outermost first.
    std::vector<Context const*> path{&call.context(0)};
    for (size_t i = 0; i + 1 < keys.size(); ++i) {
        auto const* inner = path.back()->find(*keys[i].string());
        if (!inner || !inner->context())
            return call.fail(ErrorCode::kFeelNoSuchEntry, {*keys[i].string(), brief(call[0])});
        path.push_back(inner->context());
    }
    auto value = call[2];
    for (size_t i = keys.size(); i-- > 0;) {
        value = with_entry(call, *path[i], *keys[i].string(), std::move(value));
        if (call.evaluation.exhausted()) return {};
    }
    return value;
}

}  // namespace agglo::feel
