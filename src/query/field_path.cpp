#include "query/field_path.h"

namespace agglo {

namespace {

std::shared_ptr<std::vector<uint8_t> const> readable_rows(Snapshot const& snapshot,
                                                          EntityAccess const& access,
                                                          size_t entity) {
    if (access.all_rows()) return nullptr;
    auto readable = std::make_shared<std::vector<uint8_t>>(snapshot.entities[entity].table->rows());
    for (size_t row = 0; row < readable->size(); ++row) (*readable)[row] = access.may_read_row(row);
    return readable;
}

/// What every record has beside its fields, asked for like a field. The names are reserved.
struct SystemField {
    SystemColumn column;
    Field field;
};

SystemField const* system_field(std::string_view name) {
    static SystemField const fields[] = {
        {SystemColumn::kId,
         {.name = "id", .type = FieldType::kInteger, .labels = {"记录号", "Record id"}}},
        {SystemColumn::kVersion,
         {.name = "version", .type = FieldType::kInteger, .labels = {"版本", "Version"}}},
    };
    for (auto const& field : fields) {
        if (field.field.name == name) return &field;
    }
    return nullptr;
}

}  // namespace

Result<FieldPath> FieldPath::resolve(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                     std::string_view path) {
    FieldPath resolved;
    auto const unknown = [&] { return Error(ErrorCode::kUnknownField, {std::string(path)}); };
    auto rest = path;
    while (true) {
        size_t const dot = rest.find('.');
        Entity const& kind = snapshot.model->entities[entity];
        EntityAccess const access(snapshot, viewer, entity);
        if (!access.may_read()) return unknown();
        auto field = kind.field_index(rest.substr(0, dot));
        if (field && !access.may_read_field(*field)) return unknown();
        auto const* const system = field ? nullptr : system_field(rest);
        if (system) field = EntityView(snapshot, entity).system(system->column);
        if (!field) return unknown();
        bool const first = resolved.steps_.empty();
        resolved.steps_.push_back(
            {entity, *field, first ? nullptr : readable_rows(snapshot, access, entity)});
        resolved.field_ = system ? &system->field : &kind.fields[*field];
        resolved.last_table_ = snapshot.entities[entity].table.get();
        if (dot == std::string_view::npos) return resolved;
        if (!resolved.field_->target || resolved.steps_.size() == kStepsMax) return unknown();
        entity = *resolved.field_->target;
        rest.remove_prefix(dot + 1);
    }
}

ColumnSource FieldPath::source(Snapshot const& snapshot) const {
    ColumnSource source;
    for (auto const& [entity, field, readable] : steps_) {
        source.steps.push_back({snapshot.entities[entity].table.get(), field, readable});
    }
    return source;
}

}  // namespace agglo
