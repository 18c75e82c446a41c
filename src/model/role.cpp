#include "model/role.h"

#include <algorithm>
#include <array>

namespace agglo {

namespace {

constexpr std::array<std::string_view, kActions> kActionNames = {
    "read", "create", "edit", "delete", "approve", "export", "admin"};
constexpr std::array<std::string_view, 5> kScopeNames = {"all", "region", "park", "own", "none"};
constexpr std::array<std::string_view, 4> kAdminNames = {"none", "system", "security", "audit"};

template <class Enum, size_t kCount>
std::optional<Enum> named(std::array<std::string_view, kCount> const& names,
                          std::string_view name) {
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name_of(Action action) {
    return kActionNames[static_cast<size_t>(action)];
}
std::optional<Action> action_named(std::string_view name) {
    return named<Action>(kActionNames, name);
}
std::string_view name_of(RowScope scope) {
    return kScopeNames[static_cast<size_t>(scope)];
}
std::optional<RowScope> row_scope_named(std::string_view name) {
    return named<RowScope>(kScopeNames, name);
}
std::string_view name_of(AdminKind kind) {
    return kAdminNames[static_cast<size_t>(kind)];
}
std::optional<AdminKind> admin_kind_named(std::string_view name) {
    return named<AdminKind>(kAdminNames, name);
}

bool Grant::covers(std::string_view entity) const {
    return std::any_of(entities.begin(), entities.end(),
                       [&](auto const& name) { return name == "*" || name == entity; });
}

bool Grant::shows(FieldClass field_class) const {
    return std::find(classes.begin(), classes.end(), field_class) != classes.end();
}

Formula const* Grant::condition_of(size_t entity) const {
    auto const found = std::find_if(conditions.begin(), conditions.end(),
                                    [&](auto const& each) { return each.entity == entity; });
    return found == conditions.end() ? nullptr : found->formula.get();
}

bool Role::may(Action action, std::string_view entity) const {
    return std::any_of(grants.begin(), grants.end(), [&](Grant const& grant) {
        return grant.scope != RowScope::kNone && grant.actions.has(action) && grant.covers(entity);
    });
}

bool Role::is_held_in(RowScope scope) const {
    return std::any_of(grants.begin(), grants.end(),
                       [&](Grant const& grant) { return grant.scope == scope; });
}

}  // namespace agglo
