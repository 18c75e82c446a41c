#pragma once
// NameTargets: what the names that entries use mean in the model, found once per name.
//
//   NameTargets names(model, slots);
//   NameTarget* project = names.of("project");        // nullptr: no UTF-8
//   names.of("total_investment")->fields[*project->entity].slot;
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/encoding.h"
#include "state/cell_batch.h"

namespace agglo {

/// Where values under a field's name go; field nullptr: nowhere, the model does not know it.
struct FieldTarget {
    Field const* field = nullptr;
    size_t slot = 0;
    /// A value with this tag and scale goes into the column as it stands: nearly all do.
    std::optional<ValueTag> usual;
    uint8_t scale = 0;
    bool coded = false;  ///< its column holds texts
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

    NameTargets(Model const& model, ColumnSlots const& slots);

    /// Stays valid until the next `begin`; nullptr: the bytes are no UTF-8.
    NameTarget* of(std::string_view name) {
        uint64_t const hash = hash_of(name);
        size_t const mask = index_.size() - 1;
        for (size_t i = hash & mask; index_[i].target; i = (i + 1) & mask) {
            if (index_[i].hash == hash && index_[i].target->name == name) return index_[i].target;
        }
        return add(name, hash);
    }
    /// Called before the names of an entry.
    void begin();

private:
    struct Slot {
        uint64_t hash = 0;
        NameTarget* target = nullptr;  ///< nullptr: free
    };

    static uint64_t hash_of(std::string_view name);
    NameTarget* add(std::string_view name, uint64_t hash);
    void grow_index();

    Model const* model_;
    ColumnSlots const* slots_;
    std::vector<std::unique_ptr<NameTarget>> names_;
    std::vector<Slot> index_;  // open addressing, at most half full
};

}  // namespace agglo
