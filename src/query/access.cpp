#include "query/access.h"

#include <algorithm>

namespace agglo {

namespace {

bool is_in(std::vector<FieldClass> const& classes, FieldClass wanted) {
    return std::find(classes.begin(), classes.end(), wanted) != classes.end();
}

/// Roles of one scope are added up; where scopes differ only what all of them may see is shown, so
/// that a wide scope does not carry the classes of a narrow one.
std::vector<uint8_t> visible_fields(Entity const& entity, std::vector<Role const*> const& roles) {
    bool const one_scope = std::all_of(roles.begin(), roles.end(), [&](Role const* role) {
        return role->scope == roles.front()->scope;
    });
    std::vector<uint8_t> visible(entity.fields.size(), 0);
    for (size_t f = 0; f < visible.size(); ++f) {
        auto const shows = [&](Role const* role) {
            return is_in(role->read, entity.fields[f].field_class);
        };
        visible[f] = one_scope ? std::any_of(roles.begin(), roles.end(), shows)
                               : std::all_of(roles.begin(), roles.end(), shows);
    }
    return visible;
}

/// A derived value says something of every entity that it is made from.
void hide_derived(Model const& model, Entity const& entity, std::vector<Role const*> const& roles,
                  std::vector<uint8_t>& visible) {
    auto const may_read = [&](uint16_t other) {
        auto const& name = model.entities[other].name;
        return std::any_of(roles.begin(), roles.end(),
                           [&](Role const* role) { return role->may_read(name); });
    };
    for (size_t f = 0; f < visible.size(); ++f) {
        auto const& from = entity.fields[f].made_from;
        if (!std::all_of(from.begin(), from.end(), may_read)) visible[f] = 0;
    }
}

/// By row of `region`: whether it, or a region above it, is among the codes.
std::vector<uint8_t> regions_below(Snapshot const& snapshot,
                                   std::vector<std::string> const& codes) {
    auto const region = snapshot.model->entity_index("region");
    if (!region) return {};
    EntityView const view(snapshot, *region);
    auto const parent = view.entity().field_index("parent");
    std::vector<uint8_t> inside(view.rows(), 0);
    for (size_t row = 0; row < view.rows(); ++row) {
        std::optional<size_t> at = row;
        for (int depth = 0; at && depth < 10; ++depth) {
            if (std::find(codes.begin(), codes.end(), view.code(*at)) != codes.end())
                inside[row] = 1;
            if (!parent || !view.table().has(*at, *parent)) break;
            at = view.row_of(view.table().wide(*at, *parent));
        }
    }
    return inside;
}

std::vector<size_t> path_to_region(Model const& model, Entity const& entity) {
    std::vector<size_t> path;
    Entity const* at = &entity;
    for (auto const& step : entity.scope) {
        auto const field = at->field_index(step);
        AGGLO_ASSERT(field && at->fields[*field].target);
        path.push_back(*field);
        at = &model.entities[*at->fields[*field].target];
    }
    return path;
}

}  // namespace

struct EntityAccess::Caller {
    Viewer viewer;
    std::shared_ptr<std::vector<uint8_t> const> regions;  ///< nullptr: not asked for yet

    std::shared_ptr<std::vector<uint8_t> const> const& regions_of(Snapshot const& snapshot) {
        if (!regions) {
            regions = std::make_shared<std::vector<uint8_t> const>(
                regions_below(snapshot, viewer.roles.empty() ? std::vector<std::string>()
                                                             : viewer.roles.front().regions));
        }
        return regions;
    }
};

EntityAccess::EntityAccess(Snapshot const& snapshot, Viewer const& viewer, size_t entity)
    : EntityAccess(snapshot, std::make_shared<Caller>(Caller{viewer, nullptr}), entity) {}

EntityAccess::EntityAccess(Snapshot const& snapshot, std::shared_ptr<Caller> caller, size_t entity)
    : snapshot_(&snapshot), caller_(std::move(caller)), entity_(entity) {
    Entity const& kind = snapshot.model->entities[entity];
    if (caller_->viewer.unrestricted) {
        may_read_ = may_edit_ = all_rows_ = edit_all_rows_ = true;
        field_visible_.assign(kind.fields.size(), 1);
        return;
    }
    std::vector<Role const*> roles;
    for (auto const& held : caller_->viewer.roles) {
        Role const* const role = snapshot.model->find_role(held.role);
        if (!role || !role->may_read(kind.name) || role->scope == RowScope::kNone) continue;
        roles.push_back(role);
        bool const all =
            role->scope == RowScope::kAll || kind.scope.empty();  // shared by all regions
        bool const edits = role->may_edit(kind.name);
        may_edit_ = may_edit_ || edits;
        all_rows_ = all_rows_ || all;
        edit_all_rows_ = edit_all_rows_ || (all && edits);
    }
    may_read_ = !roles.empty();
    field_visible_ =
        may_read_ ? visible_fields(kind, roles) : std::vector<uint8_t>(kind.fields.size(), 0);
    hide_derived(*snapshot.model, kind, roles, field_visible_);
    if (!may_read_ || (all_rows_ && (edit_all_rows_ || !may_edit_))) return;
    scope_path_ = path_to_region(*snapshot.model, kind);
    regions_ = caller_->regions_of(snapshot);
}

EntityAccess const& EntityAccess::of(size_t entity) const {
    if (entity == entity_) return *this;
    auto& known = others_[entity];
    if (!known) known.reset(new EntityAccess(*snapshot_, caller_, entity));
    return *known;
}

std::string EntityAccess::label(size_t row) const {
    EntityView const view(*snapshot_, entity_);
    auto const title = view.entity().title_field;
    bool const titled = title && may_read_field(*title) && view.table().has(row, *title);
    if (titled && view.entity().fields[*title].target) {
        auto const& target = of(*view.entity().fields[*title].target);
        auto const target_row =
            EntityView(*snapshot_, target.entity_).row_of(view.table().wide(row, *title));
        // A title that refers to its own kind could go in circles: name the record by code then.
        if (target.entity_ != entity_ && target_row && target.may_read_row(*target_row))
            return target.label(*target_row);
    } else if (titled) {
        return view.label(row);
    }
    auto const by_code = code(row);
    return by_code.empty() ? "#" + std::to_string(row + 1) : by_code;
}

std::string EntityAccess::code(size_t row) const {
    EntityView const view(*snapshot_, entity_);
    auto const field = view.entity().code_field;
    return field && may_read_field(*field) ? view.code(row) : std::string();
}

bool EntityAccess::may_read_row(size_t row) const {
    if (!may_read_ || all_rows_) return may_read_;
    return reaches_scope(entity_, row, 0);
}

bool EntityAccess::may_edit_row(size_t row) const {
    if (!may_edit_ || edit_all_rows_) return may_edit_;
    return reaches_scope(entity_, row, 0);
}

bool EntityAccess::has_region(RecordId id) const {
    auto const row = static_cast<size_t>(id) - 1;
    return regions_ && row < regions_->size() && (*regions_)[row] != 0;
}

bool EntityAccess::may_hold(Reference reference) const {
    if (!may_edit_ || edit_all_rows_) return may_edit_;
    auto const target = *snapshot_->model->entities[entity_].fields[scope_path_.front()].target;
    return reference.id > 0 && reaches_scope(target, static_cast<size_t>(reference.id) - 1, 1);
}

bool EntityAccess::reaches_scope(size_t entity, size_t row, size_t step) const {
    for (; step < scope_path_.size(); ++step) {
        Table const& table = *snapshot_->entities[entity].table;
        size_t const field = scope_path_[step];
        if (row >= table.rows() || !table.has(row, field)) return false;
        row = static_cast<size_t>(table.wide(row, field)) - 1;
        entity = *snapshot_->model->entities[entity].fields[field].target;
    }
    return has_region(static_cast<RecordId>(row) + 1);
}

Predicate EntityAccess::row_filter() const {
    if (!may_read_ || all_rows_) return Predicate::constant(may_read_);
    using RowTruth = Predicate::RowTruth;
    std::vector<size_t> tables = {entity_};
    for (size_t const field : scope_path_) {
        tables.push_back(*snapshot_->model->entities[tables.back()].fields[field].target);
    }
    std::vector<RowTruth> truth(regions_->size());
    for (size_t i = 0; i < truth.size(); ++i)
        truth[i] = (*regions_)[i] ? RowTruth::kTrue : RowTruth::kFalse;
    for (size_t step = scope_path_.size(); --step > 0;) {
        Table const& table = *snapshot_->entities[tables[step]].table;
        auto const via = Predicate::of_target(scope_path_[step], std::move(truth));
        truth.assign(table.rows(), RowTruth::kFalse);
        for (size_t row = 0; row < table.rows(); ++row) truth[row] = via.evaluate_row(table, row);
    }
    return Predicate::of_target(scope_path_.front(), std::move(truth));
}

}  // namespace agglo
