// context merge(contexts): of entries with one name the last one holds (10.3.4.8).
#include <string_view>
#include <unordered_map>

#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

Value context_merge(BuiltinCall const& call) {
    size_t count = 0;
    for (auto const& item : call.list(0)) {
        if (!item.context()) return call.refuse(0, to_text(*list_of(context_of({}))));
        count += item.context()->size();
    }
    if (!may_make_items(call, count)) return {};
    std::vector<Context::Entry> entries;
    std::unordered_map<std::string_view, size_t> places;
    for (auto const& item : call.list(0))
        for (auto const& [name, value] : item.context()->entries()) {
            auto const [place, is_new] = places.try_emplace(name, entries.size());
            if (is_new)
                entries.emplace_back(name, value);
            else
                entries[place->second].second = value;
        }
    return Value(Context(std::move(entries)));
}

}  // namespace agglo::feel
