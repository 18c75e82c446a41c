// context(entries): of a list of {key, value}; a key occurs once (10.3.4.8).
#include <string_view>
#include <unordered_set>

#include "feel/builtins/builtin.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

namespace {

constexpr std::string_view kEntries = "list<context<key: string, value: Any>>";

}  // namespace

Value context_of_entries(BuiltinCall const& call) {
    auto const& list = call.list(0);
    if (!may_make_items(call, list.size())) return {};
    std::vector<Context::Entry> entries;
    std::unordered_set<std::string_view> keys;
    for (auto const& item : list) {
        auto const* entry = item.context();
        auto const* key = entry ? entry->find("key") : nullptr;
        auto const* value = entry ? entry->find("value") : nullptr;
        if (!key || !key->string() || !value) return call.refuse(0, kEntries);
        if (!keys.insert(*key->string()).second)
            return call.fail(ErrorCode::kFeelDuplicateEntry, {*key->string()});
        entries.emplace_back(*key->string(), *value);
    }
    return Value(Context(std::move(entries)));
}

}  // namespace agglo::feel
