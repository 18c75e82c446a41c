// The schema as the console's forms and lists read it: /schema. What the viewer may not see is not
// there.
#include <algorithm>
#include <numeric>

#include "api/endpoint.h"
#include "api/labels.h"
#include "journal/erasure.h"
#include "model/derivation_text.h"
#include "query/access.h"

namespace agglo {

namespace {

void write_field(JsonWriter& json, Model const& model, FieldAddress address,
                 EntityAccess const& access) {
    auto const& field = model.entities[address.entity].fields[address.field];
    json.begin_object()
        .member("name", field.name)
        .member("type", std::string(name_of(field.type)))
        .key("labels");
    write_labels(json, field.labels);
    if (!field.description.zh.empty()) write_labels(json.key("description"), field.description);
    json.member("group", field.group).member("class", std::string(name_of(field.field_class)));
    if (!field.unit.empty()) json.member("unit", field.unit);
    if (!access.may_read_field(address.field)) json.member("on_some_rows", true);
    if (!field.is_derived() && !access.may_set_field(address.field)) json.member("fixed", true);
    if (field.required) json.member("required", true);
    if (field.unique) json.member("unique", true);
    if (field.search) json.member("search", true);
    if (field.is_derived()) {
        write_labels(json.member("computed", true).key("formula"), derivation_text(model, address));
    }
    if (field.min) json.member("min", *field.min);
    if (field.max) json.member("max", *field.max);
    if (field.length_max > 0) json.member("length", static_cast<uint64_t>(field.length_max));
    if (field.is_decimal()) json.member("scale", field.scale);
    if (field.enumeration) json.member("of", model.enumerations[*field.enumeration].name);
    if (field.target) json.member("to", model.entities[*field.target].name);
    if (field.type == FieldType::kList)
        json.member("items", field.enumeration ? "enumeration" : "text");
    json.end_object();
}

void write_may(JsonWriter& json, EntityAccess const& access, Entity const& entity) {
    bool const kept = entity.name == "definition" || entity.name == kErasureEntity;
    json.key("may").begin_object();
    for (size_t i = 0; i < kActions; ++i) {
        auto const action = static_cast<Action>(i);
        bool const reads = action == Action::kRead || action == Action::kExport;
        json.member(name_of(action), access.may(action) && (reads || !kept));
    }
    json.end_object();
}

void write_entity(JsonWriter& json, Model const& model, size_t index, EntityAccess const& access) {
    auto const& entity = model.entities[index];
    json.begin_object().member("entity", entity.name).key("labels");
    write_labels(json, entity.labels);
    write_labels(json.key("description"), entity.description);
    json.member("group", entity.group);
    auto const visible = [&](size_t f) { return access.may_read_field_somewhere(f); };
    if (entity.code_field && visible(*entity.code_field))
        json.member("code", entity.fields[*entity.code_field].name);
    json.member("title",
                entity.title_field ? entity.fields[*entity.title_field].name : std::string());
    json.key("list").begin_array();
    for (size_t const f : entity.list_fields) {
        if (visible(f)) json.text(entity.fields[f].name);
    }
    json.end_array().key("field_groups").begin_array();
    for (auto const& group : entity.field_groups) {
        json.begin_object().member("name", group.name).key("labels");
        write_labels(json, group.labels);
        json.end_object();
    }
    json.end_array().key("fields").begin_array();
    for (size_t f = 0; f < entity.fields.size(); ++f) {
        if (visible(f)) write_field(json, model, {index, f}, access);
    }
    json.end_array();
    write_may(json, access, entity);
    json.end_object();
}

void write_enumeration(JsonWriter& json, Enumeration const& enumeration) {
    json.begin_object().member("enumeration", enumeration.name).key("labels");
    write_labels(json, enumeration.labels);
    json.member("ordered", enumeration.ordered).key("values").begin_array();
    for (auto const& value : enumeration.values) {
        json.begin_object().member("code", value.code).key("labels");
        write_labels(json, value.labels);
        if (!value.parent.empty()) json.member("parent", value.parent);
        json.end_object();
    }
    json.end_array().end_object();
}

template <class Named>
void write_named(JsonWriter& json, std::string_view key, std::vector<Named> const& items) {
    json.key(key).begin_array();
    for (auto const& item : items) {
        json.begin_object().member("name", item.name).key("labels");
        write_labels(json, item.labels);
        json.end_object();
    }
    json.end_array();
}

/// Entities in the order a menu wants: those that most fields of others refer to first, then as
/// declared.
std::vector<size_t> entity_order(Model const& model) {
    std::vector<size_t> referring(model.entities.size(), 0);
    for (auto const& entity : model.entities) {
        for (auto const& field : entity.fields) {
            if (field.target) ++referring[*field.target];
        }
    }
    std::vector<size_t> order(model.entities.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return referring[a] > referring[b]; });
    return order;
}

Result<http::Response> read_schema(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    Model const& model = *snapshot->model;
    JsonWriter json;
    json.begin_object();
    write_named(json, "groups", model.groups);
    write_named(json, "units", model.units);
    json.key("entities").begin_array();
    for (size_t const e : entity_order(model)) {
        EntityAccess const access(*snapshot, ask.viewer, e);
        if (access.may_read()) write_entity(json, model, e, access);
    }
    json.end_array().key("enumerations").begin_array();
    for (auto const& enumeration : model.enumerations) write_enumeration(json, enumeration);
    json.end_array().member("sequence", snapshot->schema_version);
    write_points(json, *snapshot, TRY(ask.on()));
    return json_response(json.end_object());
}

}  // namespace

Endpoints schema_endpoints() {
    return {{.method = http::Method::kGet,
             .path = "/api/v1/schema",
             .summary = "实体、字段和枚举",
             .summary_en = "Entities, fields and enumerations",
             .parameters = {{.name = "as_of"}, {.name = "on"}},
             .response = "Schema",
             .answer = &read_schema}};
}

}  // namespace agglo
