#include "desk/definition_check.h"

#include "state/cell.h"

namespace agglo {

namespace {

/// Where the values of a field are bound to lie, as far as a model decides it.
std::string_view target_name(Model const& model, Field const& field) {
    return field.target ? std::string_view(model.entities[*field.target].name) : std::string_view();
}

bool same_values(Model const& old_model, Field const& old_field, Model const& next,
                 Field const& field) {
    return old_field.type == field.type && old_field.scale == field.scale &&
           target_name(old_model, old_field) == target_name(next, field);
}

bool all_fit(EntityView const& view, size_t index, Field const& field, bool same_target) {
    for (size_t row = 0; row < view.rows(); ++row) {
        if (!view.table().has(row, index)) continue;
        if (!same_target || !can_hold(field, view.value(row, index))) return false;
    }
    return true;
}

Error misfit(std::string const& entity, std::string const& field) {
    auto const name = entity + "." + field;
    return Error(ErrorCode::kBadSchema,
                 {"字段 " + name + " 已有数据，不能改为容纳不下它们的类型",
                  "the field " + name + " holds values that its new type cannot hold"});
}

}  // namespace

Result<void> check_facts_fit(Snapshot const& snapshot, Model const& next) {
    std::vector<Error> errors;
    Model const& model = *snapshot.model;
    for (size_t e = 0; e < model.entities.size(); ++e) {
        EntityView const view(snapshot, e);
        auto const* entity = next.find_entity(view.entity().name);
        for (size_t f = 0; entity && f < view.entity().fields.size(); ++f) {
            Field const& before = view.entity().fields[f];
            auto const index = entity->field_index(before.name);
            if (!index || same_values(model, before, next, entity->fields[*index])) continue;
            Field const& after = entity->fields[*index];
            bool const same_target = target_name(model, before) == target_name(next, after);
            if (!all_fit(view, f, after, same_target))
                errors.push_back(misfit(entity->name, before.name));
        }
    }
    if (errors.empty()) return {};
    auto const count = std::to_string(errors.size());
    return Error(ErrorCode::kValidationFailed, {count}).with(std::move(errors));
}

}  // namespace agglo
