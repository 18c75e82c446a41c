#include "desk/restore_from.h"

#include "query/access.h"

namespace agglo {

namespace {

/// A record at one of the two points, as the viewer may see it.
struct Sight {
    EntityView view;
    EntityAccess access;
    std::optional<size_t> row;

    Sight(Snapshot const& snapshot, Viewer const& viewer, size_t entity, RecordId id)
        : view(snapshot, entity), access(snapshot, viewer, entity), row(view.row_of(id)) {
        if (row && !access.may_read_row(*row)) row.reset();
    }

    /// A field the viewer may read; nothing when there is none, or it had another name.
    std::optional<size_t> field(std::string_view name) const {
        auto const index = view.entity().field_index(name);
        return index && access.may_read_field(*index) ? index : std::nullopt;
    }
};

bool is_owned(Field const& field) {
    return field.reserved && (field.name == "published" || field.name == "synthetic");
}

std::vector<std::string> names_of(Entity const& entity) {
    std::vector<std::string> names;
    for (auto const& field : entity.fields) {
        if (!is_owned(field) && !field.is_derived()) names.push_back(field.name);
    }
    return names;
}

}  // namespace

Result<CommandChange> restore_from(Snapshot const& then, Snapshot const& now, Viewer const& viewer,
                                   std::string_view entity, RecordId id,
                                   std::vector<std::string> const& fields) {
    auto const before = then.model->entity_index(entity);
    auto const after = now.model->entity_index(entity);
    if (!before || !after) return Error(ErrorCode::kUnknownEntity, {std::string(entity)});
    Sight const was(then, viewer, *before, id);
    Sight const is(now, viewer, *after, id);
    if (!was.row || !was.view.live(*was.row) || !is.row) {
        return Error(ErrorCode::kNoSuchRecord,
                     {is.view.entity().labels.zh, "#" + std::to_string(id)});
    }
    bool const live = is.view.live(*is.row);
    CommandChange change{live ? ChangeKind::kUpdate : ChangeKind::kRestore,
                         std::string(entity),
                         id,
                         is.view.version(*is.row),
                         {}};
    auto const& names = fields.empty() ? names_of(is.view.entity()) : fields;
    for (size_t i = 0; i < names.size(); ++i) {
        auto const old_field = was.field(names[i]);
        auto const field = is.field(names[i]);
        if (!fields.empty() && (!old_field || !field))
            return Error(ErrorCode::kUnknownField, {names[i]}).at(std::to_string(i)).at("fields");
        if (!old_field || !field) continue;
        auto old = was.view.value(*was.row, *old_field);
        if (old != is.view.value(*is.row, *field))
            change.facts.push_back({names[i], std::move(old)});
    }
    return change;
}

}  // namespace agglo
