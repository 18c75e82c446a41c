// OpenAPI 3.1 from the endpoint table, the components' text and, with a snapshot, the fields of
// every entity.
#include "api/api.h"
#include "api/embedded.h"
#include "api/endpoint.h"

namespace agglo {

namespace {

std::string component_reference(std::string_view name) {
    return "{\"$ref\":\"#/components/schemas/" + std::string(name) + "\"}";
}

std::string_view name_of(EndpointParameter::In in) {
    switch (in) {
        case EndpointParameter::In::kPath: return "path";
        case EndpointParameter::In::kQuery: return "query";
        case EndpointParameter::In::kHeader: return "header";
    }
    return "";
}

std::string_view lower_name(http::Method method) {
    switch (method) {
        case http::Method::kPost: return "post";
        case http::Method::kPatch: return "patch";
        case http::Method::kPut: return "put";
        case http::Method::kDelete: return "delete";
        default: return "get";
    }
}

void write_parameters(JsonWriter& json, Endpoint const& endpoint) {
    if (endpoint.parameters.empty()) return;
    json.key("parameters").begin_array();
    for (auto const& parameter : endpoint.parameters) {
        json.begin_object().member("name", parameter.name).member("in", name_of(parameter.in));
        json.member("required", parameter.required);
        if (!parameter.description.empty()) json.member("description", parameter.description);
        json.key("schema").begin_object().member("type", parameter.type).end_object().end_object();
    }
    json.end_array();
}

void write_content(JsonWriter& json, std::string_view media, std::string_view schema) {
    json.key("content")
        .begin_object()
        .key(media)
        .begin_object()
        .key("schema")
        .raw(schema)
        .end_object()
        .end_object();
}

void write_request(JsonWriter& json, std::string_view request) {
    if (request.empty()) return;
    json.key("requestBody").begin_object().member("required", true);
    if (request == "binary") {
        write_content(json, "application/octet-stream", R"({"type":"string","format":"binary"})");
    } else {
        write_content(json, "application/json", component_reference(request));
    }
    json.end_object();
}

void write_responses(JsonWriter& json, Endpoint const& endpoint) {
    json.key("responses").begin_object();
    json.key(std::to_string(endpoint.status))
        .begin_object()
        .member("description", endpoint.summary_en);
    auto const& response = endpoint.response;
    if (response == "file") {
        write_content(json, "application/octet-stream", R"({"type":"string","format":"binary"})");
    } else if (response == "stream") {
        write_content(json, "text/event-stream", R"({"type":"string"})");
    } else if (response == "text") {
        write_content(json, "text/plain", R"({"type":"string"})");
    } else if (!response.empty()) {
        write_content(json, "application/json", component_reference(response));
    }
    json.end_object().key("default").begin_object().member("description", "Problem (RFC 9457)");
    write_content(json, "application/problem+json", component_reference("Problem"));
    json.end_object().end_object();
}

void write_operation(JsonWriter& json, Endpoint const& endpoint) {
    json.key(lower_name(endpoint.method)).begin_object();
    json.member("summary",
                std::string(endpoint.summary) + " · " + std::string(endpoint.summary_en));
    json.key("security")
        .raw(endpoint.need == Need::kNothing ? "[]" : R"([{"session":[]},{"token":[]}])");
    write_parameters(json, endpoint);
    write_request(json, endpoint.request);
    write_responses(json, endpoint);
    json.end_object();
}

void write_paths(JsonWriter& json) {
    json.key("paths").begin_object();
    std::vector<std::string_view> done;
    for (auto const& first : all_endpoints()) {
        if (std::find(done.begin(), done.end(), first.path) != done.end()) continue;
        done.push_back(first.path);
        json.key(first.path).begin_object();
        for (auto const& endpoint : all_endpoints()) {
            if (endpoint.path == first.path) write_operation(json, endpoint);
        }
        json.end_object();
    }
    json.end_object();
}

std::string_view json_type_of(Field const& field) {
    switch (field.type) {
        case FieldType::kInteger: return R"("type":"integer")";
        case FieldType::kDecimal:
        case FieldType::kMoney:
        case FieldType::kArea:
        case FieldType::kShare: return R"("type":"number")";
        case FieldType::kBoolean: return R"("type":"boolean")";
        case FieldType::kDate: return R"("type":"string","format":"date")";
        case FieldType::kInstant: return R"("type":"string","format":"date-time")";
        case FieldType::kReference: return R"("$ref":"#/components/schemas/Reference")";
        case FieldType::kList: return R"("type":"array","items":{"type":"string"})";
        case FieldType::kPoint:
        case FieldType::kPolygon:
            return R"("type":"object","description":"GeoJSON geometry, EPSG:4490")";
        default: return R"("type":"string")";
    }
}

void write_entity_fields(JsonWriter& json, Entity const& entity) {
    json.key("fields." + entity.name).begin_object().member("type", "object");
    json.member("description", entity.labels.zh + " · " + entity.labels.en)
        .key("properties")
        .begin_object();
    for (auto const& field : entity.fields) {
        auto schema = "{" + std::string(json_type_of(field)) + ",\"title\":";
        append_json_text(schema, field.labels.zh + " · " + field.labels.en);
        json.key(field.name).raw(schema + "}");
    }
    json.end_object().end_object();
}

}  // namespace

std::string openapi_json(Snapshot const* snapshot) {
    JsonWriter json;
    json.begin_object().member("openapi", "3.1.0").key("info").begin_object();
    json.member("title", "Agglo").member("version", "1").key("license").begin_object();
    json.member("name", "Apache-2.0").member("identifier", "Apache-2.0").end_object().end_object();
    write_paths(json);
    json.key("components")
        .begin_object()
        .key("securitySchemes")
        .raw(
            R"({"session":{"type":"apiKey","in":"cookie","name":"agglo_session"},"token":{"type":"http","scheme":"bearer"}})");
    json.key("schemas");
    auto components = std::string(embedded_openapi_components());
    components.erase(components.rfind('}'));
    JsonWriter entities;
    entities.begin_object();
    if (snapshot) {
        for (auto const& entity : snapshot->model->entities) write_entity_fields(entities, entity);
    }
    entities.end_object();
    json.raw(snapshot ? components + "," + entities.take().substr(1) : components + "}");
    json.end_object().end_object();
    return json.take();
}

}  // namespace agglo
