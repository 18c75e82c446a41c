#include "desk/saved_query_check.h"

#include <algorithm>

#include "query/saved_queries.h"

namespace agglo {

namespace {

using Mistakes = std::vector<std::pair<size_t, Error>>;

class SavedQueryCheck {
public:
    SavedQueryCheck(Snapshot const& snapshot, Viewer const& viewer, SavedQueryFields const& fields)
        : snapshot_(snapshot), viewer_(viewer), fields_(fields), view_(snapshot, fields.entity) {}

    void check(size_t number, RecordChange const& change) {
        auto const row = view_.row_of(change.id);
        auto const before = row ? read_saved_query(view_, fields_, *row) : SavedQuery();
        auto const after = left_by(change, before);
        bool const theirs = (row && !writes(before)) || !writes(after);
        if (theirs) return report(number, Error(ErrorCode::kForbidden, {after.owner}).at("owner"));
        if (change.kind == ChangeKind::kDelete) return;
        check_roles(number, after);
        auto const checked = check_saved_query(snapshot_, after);
        if (!checked.ok()) report(number, checked.error());
    }
    void report(size_t number, Error error) {
        mistakes_.emplace_back(number, std::move(error).at("fields"));
    }
    Mistakes take() { return std::move(mistakes_); }

private:
    bool writes(SavedQuery const& saved) const {
        if (viewer_.unrestricted || saved.owner == viewer_.name) return true;
        auto const entity = snapshot_.model->entity_index(kSavedQueryEntity);
        return entity && EntityAccess(snapshot_, viewer_, *entity).may(Action::kAdmin);
    }

    SavedQuery left_by(RecordChange const& change, SavedQuery saved) const {
        for (auto const& each : change.fields) {
            auto const* text = each.after.get<std::string>();
            auto const value = text ? *text : std::string();
            if (each.field == "kind") saved.kind = value;
            if (each.field == "entity") saved.of = value;
            if (each.field == "owner") saved.owner = value;
            if (each.field == "body") saved.body = value;
            if (each.field == "shared_with") saved.shared_with = roles_of(each.after);
        }
        return saved;
    }
    static std::vector<std::string> roles_of(Value const& value) {
        std::vector<std::string> roles;
        if (!value.get<ValueList>()) return roles;
        for (auto const& item : *value.get<ValueList>()) {
            if (auto const* name = item.get<std::string>()) roles.push_back(*name);
        }
        return roles;
    }

    void check_roles(size_t number, SavedQuery const& saved) {
        auto const& roles = snapshot_.model->roles;
        for (auto const& name : saved.shared_with) {
            bool const known = name == SavedQuery::kEveryone ||
                               std::any_of(roles.begin(), roles.end(),
                                           [&](Role const& role) { return role.name == name; });
            if (known) continue;
            auto const& label = view_.entity().fields[fields_.shared_with].labels.zh;
            report(number, Error(ErrorCode::kNotInEnumeration, {name, label}).at("shared_with"));
        }
    }

    Snapshot const& snapshot_;
    Viewer const& viewer_;
    SavedQueryFields fields_;
    EntityView view_;
    Mistakes mistakes_;
};

}  // namespace

std::vector<std::pair<size_t, Error>> saved_query_mistakes(Snapshot const& snapshot,
                                                           Viewer const& viewer,
                                                           std::span<RecordChange const> changes) {
    auto const fields = saved_query_fields(*snapshot.model);
    if (!fields) return {};
    SavedQueryCheck check(snapshot, viewer, *fields);
    size_t count = 0;
    for (size_t i = 0; i < changes.size(); ++i) {
        if (changes[i].entity != kSavedQueryEntity) continue;
        if (++count > kSavedQueryChangesMax) {
            check.report(i, Error(ErrorCode::kTooLarge, {std::string(kSavedQueryEntity),
                                                         std::to_string(kSavedQueryChangesMax)}));
            break;
        }
        check.check(i, changes[i]);
    }
    return check.take();
}

}  // namespace agglo
