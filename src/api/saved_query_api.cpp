// Saved queries: /saved, /saved/{code}/run.
#include "api/endpoint.h"
#include "api/labels.h"
#include "query/saved_queries.h"

namespace agglo {

namespace {

struct Shelf {
    SnapshotPtr snapshot;
    SavedQueryFields fields;
    EntityAccess access;
    Date on;

    EntityView view() const { return {*snapshot, fields.entity}; }
    SavedQuery read(size_t row) const { return read_saved_query(view(), fields, row); }
};

Result<Shelf> shelf_of(Ask& ask) {
    auto snapshot = TRY(ask.snapshot());
    auto const fields = saved_query_fields(*snapshot->model);
    if (!fields) return Error(ErrorCode::kUnknownEntity, {std::string(kSavedQueryEntity)});
    EntityAccess access(*snapshot, ask.viewer, fields->entity);
    bool const may = access.may_read() && access.may_read_field(fields->body);
    if (!may) {
        return Error(ErrorCode::kForbidden, {snapshot->model->entities[fields->entity].labels.zh});
    }
    auto const on = TRY(ask.on());
    return Shelf{std::move(snapshot), *fields, std::move(access), on};
}

/// Nothing when a body that was written under another schema cannot be read any more.
void write_saved(JsonWriter& json, Ask const& ask, Shelf const& shelf, size_t row) {
    auto const saved = shelf.read(row);
    auto const query = query_of_saved(saved);
    json.begin_object().member("id", static_cast<int64_t>(row) + 1);
    json.member("version", shelf.view().version(row));
    json.member("code", saved.code).member("name", saved.name).member("entity", saved.of);
    json.member("kind", query.ok() && query->grouped() ? "group" : "list");
    json.member("owner", saved.owner).member("mine", saved.owner == ask.viewer.name);
    json.key("shared_with").begin_array();
    for (auto const& role : saved.shared_with) json.text(role);
    json.end_array();
    auto const described = shelf.view().entity().field_index("description");
    auto const description = described ? shelf.view().value(row, *described) : Value();
    json.key("description");
    auto const* text = description.get<std::string>();
    text ? json.text(*text) : json.null();
    json.key("body").raw(query.ok() ? saved.body : "{}").end_object();
}

Result<http::Response> list_saved(Ask& ask) {
    auto const shelf = TRY(shelf_of(ask));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (auto const row : saved_queries_for(shelf.access, ask.viewer, shelf.fields))
        write_saved(json, ask, shelf, row);
    json.end_array();
    write_points(json, *shelf.snapshot, shelf.on);
    return json_response(json.end_object());
}

Result<http::Response> run_saved(Ask& ask) {
    auto const shelf = TRY(shelf_of(ask));
    auto const row =
        TRY(saved_query_named(shelf.access, ask.viewer, shelf.fields, ask.parameter(0)));
    auto query = TRY(query_of_saved(shelf.read(row)));
    query.on = shelf.on;
    query.cursor = std::string(ask.request.query_value("cursor").value_or(""));
    return json_response(TRY(run_query_json(*shelf.snapshot, ask.viewer, query, ask.groups())));
}

}  // namespace

Endpoints saved_query_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    EndpointParameter const code{.name = "code", .in = In::kPath, .required = true};
    EndpointParameter const as_of{.name = "as_of",
                                  .description = "流水序号或时刻 (sequence or instant)"};
    EndpointParameter const on{.name = "on", .description = "业务日期 (business date)"};
    EndpointParameter const cursor{.name = "cursor"};
    return {{.method = kGet,
             .path = "/api/v1/saved",
             .summary = "自己的和共享的常用查询",
             .summary_en = "Saved queries, own and shared",
             .parameters = {as_of, on},
             .response = "SavedQueryList",
             .answer = &list_saved},
            {.method = kGet,
             .path = "/api/v1/saved/{code}/run",
             .summary = "按自己的权限打开一个常用查询",
             .summary_en = "Ask a saved query with one's own rights",
             .parameters = {code, as_of, on, cursor},
             .response = "QueryAnswer",
             .answer = &run_saved}};
}

}  // namespace agglo
