#pragma once
// NameTargets: what the names that entries use mean in the model, found once per name.
//
//   NameTargets names(model, slots);
//   NameTarget& project = names.of("project");
//   names.of("total_investment").fields[*project.entity].slot;
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "state/cell_batch.h"

namespace agglo {

/// Where values under a field's name go; field nullptr: nowhere, the model does not know it.
struct FieldTarget {
    Field const* field = nullptr;
    size_t slot = 0;
};

struct NameTarget {
    std::string name;
    std::optional<size_t> entity;     ///< which entity has this name
    bool defines = false;             ///< it is `definition`
    std::vector<FieldTarget> fields;  ///< by entity: which field of it has this name
    uint64_t last_use = 0;            ///< for the caller, who looks for names used twice
};

class NameTargets {
public:
    static constexpr size_t kNamesMax = 65'536;  ///< then it begins anew: bounds its memory

    NameTargets(Model const& model, ColumnSlots const& slots) : model_(&model), slots_(&slots) {}

    /// Stays valid until the next `begin`.
    NameTarget& of(std::string_view name) {
        auto const known = names_.find(name);
        return known != names_.end() ? *known->second : add(name);
    }
    /// Called before the names of an entry.
    void begin() {
        if (names_.size() > kNamesMax) names_.clear();
    }

private:
    NameTarget& add(std::string_view name);

    Model const* model_;
    ColumnSlots const* slots_;
    std::unordered_map<std::string_view, std::unique_ptr<NameTarget>> names_;  // keys: their names
};

}  // namespace agglo
