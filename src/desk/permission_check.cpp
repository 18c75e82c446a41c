#include "desk/permission_check.h"

#include <algorithm>

namespace agglo {

namespace {

/// Of the fields that place a record, the first that the change sets; or else the first there is.
Error misplaced(EntityAccess const& access, Entity const& entity, Action action,
                RecordChange const& change) {
    Error error(ErrorCode::kForbidden, {entity.labels.zh});
    std::string first;
    for (auto const& rule : access.rules()) {
        for (auto const& way : rule.ways) {
            if (!rule.actions.has(action) || way.fields.empty()) continue;
            auto const& name = entity.fields[way.fields.front()].name;
            bool const set = std::any_of(change.fields.begin(), change.fields.end(),
                                         [&](auto const& each) { return each.field == name; });
            if (set) return std::move(error).at(name).at("fields");
            if (first.empty()) first = name;
        }
    }
    return first.empty() ? std::move(error).at("id") : std::move(error).at(first).at("fields");
}

}  // namespace

Action action_of(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::kCreate: return Action::kCreate;
        case ChangeKind::kUpdate: return Action::kEdit;
        case ChangeKind::kDelete:
        case ChangeKind::kRestore: return Action::kDelete;
    }
    return Action::kAdmin;
}

Result<void> check_permitted(EntityAccess const& access, ChangedFacts const& after,
                             RecordChange const& change) {
    if (access.viewer().unrestricted) return {};
    auto const entity = *after.model().entity_index(change.entity);
    auto const& kind = after.model().entities[entity];
    auto const action = action_of(change.kind);
    bool const creates = change.kind == ChangeKind::kCreate;
    if (!access.may(action)) return Error(ErrorCode::kForbidden, {kind.labels.zh});
    auto const rights = creates ? access.rights(after, change.id)
                                : access.rights(static_cast<size_t>(change.id) - 1);
    if (!creates && !rights.may(action))
        return Error(ErrorCode::kForbidden, {kind.labels.zh}).at("id");
    bool const stays =
        creates ? rights.may(action) : access.rights_by_place(after, change.id).may(action);
    if (!stays) return misplaced(access, kind, action, change);
    for (auto const& each : change.fields) {
        auto const field = kind.field_index(each.field);
        auto const sets = creates ? Action::kCreate : Action::kEdit;
        if (!field || !rights.sets(sets, *field)) {
            auto const& label = field ? kind.fields[*field].labels.zh : each.field;
            return Error(ErrorCode::kForbidden, {label}).at(each.field).at("fields");
        }
    }
    return {};
}

}  // namespace agglo
