#pragma once
// NameTargets: the names an entry uses, found in the model once for all entries that use the same
// ones.
//
//   NameTargetCache cache(model, slots);
//   NameTargets const& names = cache.of(block, list);   // block: the list's bytes, its key
//   names.target(entity_name, field_name)->slot;
#include <memory>
#include <optional>
#include <span>
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

class NameTargets {
public:
    NameTargets(Model const& model, ColumnSlots const& slots, std::vector<std::string> names)
        : model_(&model), slots_(&slots), names_(std::move(names)), entities_(names_.size()) {}

    size_t size() const { return names_.size(); }

    struct EntityTarget {
        std::optional<size_t> entity;     ///< nothing: the model does not know it
        bool defines = false;             ///< it is `definition`
        std::vector<FieldTarget> fields;  ///< by name
    };
    EntityTarget const& entity(size_t name) const {
        if (!entities_[name]) entities_[name] = find(name);
        return *entities_[name];
    }

private:
    std::unique_ptr<EntityTarget> find(size_t name) const;

    Model const* model_;
    ColumnSlots const* slots_;
    std::vector<std::string> names_;
    mutable std::vector<std::unique_ptr<EntityTarget>> entities_;  // as far as asked for, by name
};

class NameTargetCache {
public:
    static constexpr size_t kListsMax = 4'096;  ///< then it begins anew

    NameTargetCache(Model const& model, ColumnSlots const& slots)
        : model_(&model), slots_(&slots) {}

    /// nullptr: names must differ and do not.
    NameTargets const* of(std::string_view block, std::span<std::string_view const> names);

private:
    Model const* model_;
    ColumnSlots const* slots_;
    std::unordered_map<std::string, std::unique_ptr<NameTargets>> lists_;
    std::string last_block_;
    NameTargets const* last_ = nullptr;
};

}  // namespace agglo
