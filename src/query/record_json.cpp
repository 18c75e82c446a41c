#include "query/record_json.h"

#include "geo/geojson.h"

namespace agglo {

namespace {

void write_reference(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                     Reference reference, size_t target) {
    auto const& rights = access.of(target);
    json.begin_object().member("id", reference.id);
    auto const row = EntityView(snapshot, target).row_of(reference.id);
    if (row && rights.may_read_row(*row)) {
        json.member("label", rights.label(*row));
        if (auto const code = rights.code(*row); !code.empty()) json.member("code", code);
    }
    json.end_object();
}

}  // namespace

void write_plain_value(JsonWriter& json, Value const& value) {
    if (auto const* flag = value.get<bool>()) {
        json.boolean(*flag);
    } else if (auto const* number = value.get<int64_t>()) {
        json.integer(*number);
    } else if (auto const* decimal = value.get<Decimal>()) {
        json.decimal(*decimal);
    } else if (auto const* text = value.get<std::string>()) {
        json.text(*text);
    } else if (auto const* date = value.get<Date>()) {
        json.text(date->to_string());
    } else if (auto const* instant = value.get<Instant>()) {
        json.text(instant->to_string());
    } else if (auto const* reference = value.get<Reference>()) {
        json.integer(reference->id);
    } else if (auto const* list = value.get<ValueList>()) {
        json.begin_array();
        for (auto const& item : *list) write_plain_value(json, item);
        json.end_array();
    } else if (auto const* geometry = value.get<Geometry>()) {
        json.raw(geojson_of(*geometry));
    } else {
        json.null();
    }
}

void write_value(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                 Field const& field, Value const& value) {
    auto const* date = value.get<Date>();
    auto const* reference = value.get<Reference>();
    if (date && field.type == FieldType::kMonth) {
        json.text(date->to_month_string());
    } else if (reference && field.target) {
        write_reference(json, snapshot, access, *reference, *field.target);
    } else {
        write_plain_value(json, value);
    }
}

void write_value(JsonWriter& json, Snapshot const& snapshot, Field const& field,
                 Value const& value) {
    EntityAccess const access(snapshot, Viewer::owner({}), 0);
    write_value(json, snapshot, access, field, value);
}

void write_record(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                  size_t entity, size_t row, std::vector<size_t> const& fields) {
    EntityView const view(snapshot, entity);
    auto const rights = access.of(entity).rights(row);
    write_record_head(json, view, access, row);
    json.member("version", view.version(row));
    json.key("fields").begin_object();
    auto const write_field = [&](size_t f) {
        if (!rights.shows(f) || !view.table().has(row, f)) return;
        json.key(view.entity().fields[f].name);
        write_value(json, snapshot, access, view.entity().fields[f], view.value(row, f));
    };
    if (fields.empty()) {
        for (size_t f = 0; f < view.entity().fields.size(); ++f) write_field(f);
    } else {
        for (size_t const f : fields) write_field(f);
    }
    json.end_object().end_object();
}

void write_record_head(JsonWriter& json, EntityView const& view, EntityAccess const& access,
                       size_t row) {
    auto const& rights = access.of(view.index());
    json.begin_object().member("id", static_cast<int64_t>(row) + 1);
    json.member("label", rights.label(row));
    if (auto const code = rights.code(row); !code.empty()) json.member("code", code);
}

}  // namespace agglo
