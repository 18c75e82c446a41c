#include <algorithm>
#include <unordered_map>

#include "base/assert.h"
#include "feel/builtins/builtin.h"
#include "feel/builtins/signature.h"

namespace agglo::feel {

#define AGGLO_BUILTIN(name, function, signature, section, zh, en) \
    Value function(BuiltinCall const&);
#include "feel/builtins/builtins.def"
#undef AGGLO_BUILTIN

namespace {

struct Row {
    std::string_view name;
    BuiltinFunction function;
    std::string_view signature;
    std::string_view section;
    std::string_view zh;
    std::string_view en;
};

constexpr Row kRows[] = {
#define AGGLO_BUILTIN(name, function, signature, section, zh, en) \
    {name, &function, signature, section, zh, en},
#include "feel/builtins/builtins.def"
#undef AGGLO_BUILTIN
};

struct Registry {
    std::vector<Builtin> builtins;
    std::unordered_map<std::string_view, size_t> by_name;

    Registry() {
        for (auto const& row : kRows) add(row);
    }

    void add(Row const& row) {
        auto const [place, is_new] = by_name.try_emplace(row.name, builtins.size());
        if (is_new) builtins.push_back({row.name, row.section, row.zh, row.en, {}});
        auto signature = read_signature(row.signature);
        signature.function = row.function;
        builtins[place->second].signatures.push_back(std::move(signature));
    }
};

Registry const& registry() {
    static Registry const registry;
    return registry;
}

}  // namespace

Builtin const* find_builtin(std::string_view name) {
    auto const& all = registry();
    auto const found = all.by_name.find(name);
    return found == all.by_name.end() ? nullptr : &all.builtins[found->second];
}

std::span<Builtin const> all_builtins() {
    return registry().builtins;
}

}  // namespace agglo::feel
