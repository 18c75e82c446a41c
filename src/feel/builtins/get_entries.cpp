// get entries(m): a list of {key, value} in the order of the entries (10.3.4.8).
#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value get_entries(BuiltinCall const& call) {
    auto const& context = call.context(0);
    if (!may_make_items(call, 3 * context.size())) return {};
    List entries;
    entries.reserve(context.size());
    for (auto const& [name, value] : context.entries())
        entries.emplace_back(Context({{"key", Value(name)}, {"value", value}}));
    return make_list(std::move(entries));
}

}  // namespace agglo::feel
