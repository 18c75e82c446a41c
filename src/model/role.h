#pragma once
// Role: what its holder may do, as grants. A grant names entities, actions, the rows and, of these,
// the fields; a role's grants add up. Written in schema/roles.yaml (docs/access.md).
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/field.h"

namespace agglo {

enum class Action : uint8_t { kRead, kCreate, kEdit, kDelete, kApprove, kExport, kAdmin };
inline constexpr size_t kActions = 7;

/// A set of actions.
class Actions {
public:
    constexpr Actions() = default;
    constexpr Actions(std::initializer_list<Action> actions) {
        for (auto const action : actions) add(action);
    }
    constexpr void add(Action action) { bits_ = static_cast<uint8_t>(bits_ | bit(action)); }
    constexpr bool has(Action action) const { return (bits_ & bit(action)) != 0; }

private:
    static constexpr uint8_t bit(Action action) {
        return static_cast<uint8_t>(1u << static_cast<unsigned>(action));
    }
    uint8_t bits_ = 0;
};

/// Which rows a grant means, by where its role is held.
enum class RowScope : uint8_t {
    kAll,
    kRegion,  ///< by Entity::scope; entities without it are shared by all
    kPark,    ///< by Entity::park_scope; entities without it as kRegion
    kOwn,     ///< by Entity::own_scopes; entities without it have none
    kNone,
};

/// The three administrators, kept apart: none of them may be another, nor do business (GB/T 22239).
enum class AdminKind : uint8_t { kNone, kSystem, kSecurity, kAudit };

struct Formula;

struct Grant {
    /// A condition on the record as stored; true: granted. By entity, since each reads it by its
    /// own fields.
    struct Condition {
        size_t entity = 0;
        std::shared_ptr<Formula const> formula;
    };

    std::vector<std::string> entities;  ///< names, or "*"
    Actions actions;
    RowScope scope = RowScope::kNone;
    std::vector<FieldClass> classes;
    std::vector<std::string> fields;    ///< create and edit: only these; empty: all of the classes
    std::string when;                   ///< FEEL as written; empty: none
    std::vector<Condition> conditions;  ///< `when`, read for each of the entities

    bool covers(std::string_view entity) const;
    bool shows(FieldClass field_class) const;
    Formula const* condition_of(size_t entity) const;
};

struct Role {
    std::string name;
    Labels labels;
    AdminKind admin = AdminKind::kNone;
    std::vector<Grant> grants;

    /// Whether some grant allows it on some rows.
    bool may(Action action, std::string_view entity) const;
    /// Whether some grant's rows hang on where the role is held.
    bool is_held_in(RowScope scope) const;
};

std::string_view name_of(Action action);
std::optional<Action> action_named(std::string_view name);
std::string_view name_of(RowScope scope);
std::optional<RowScope> row_scope_named(std::string_view name);
std::string_view name_of(AdminKind kind);
std::optional<AdminKind> admin_kind_named(std::string_view name);

}  // namespace agglo
