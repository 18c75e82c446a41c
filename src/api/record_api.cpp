// Reading records: list and one.
#include "api/endpoint.h"
#include "api/labels.h"
#include "api/record_address.h"
#include "query/query.h"
#include "query/record_json.h"
#include "query/unknown_rows.h"

namespace agglo {

namespace {

/// The list's filters, as /{entity} and /{entity}/export take them.
Result<std::vector<size_t>> fields_of(Snapshot const& snapshot, size_t entity,
                                      std::string_view names) {
    std::vector<size_t> fields;
    auto const& kind = snapshot.model->entities[entity];
    while (!names.empty()) {
        size_t const end = names.find(',');
        auto const name = names.substr(0, end);
        auto const field = kind.field_index(name);
        if (!field) return Error(ErrorCode::kUnknownField, {std::string(name)}).at("fields");
        fields.push_back(*field);
        names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
    }
    return fields;
}

Result<http::Response> list_records(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const on = TRY(ask.on());
    auto query = TRY(list_query(ask));
    query.limit = TRY(ask.count("limit", 50, Query::kLimitMax));
    query.cursor = std::string(ask.request.query_value("cursor").value_or(""));
    auto const page = TRY(find_records(*snapshot, ask.viewer, query));
    auto const fields =
        TRY(fields_of(*snapshot, page.entity, ask.request.query_value("fields").value_or("")));
    EntityAccess const access(*snapshot, ask.viewer, page.entity);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (size_t const row : page.rows)
        write_record(json, *snapshot, access, page.entity, row, fields);
    json.end_array().member("total", static_cast<uint64_t>(page.total)).key("next_cursor");
    page.next_cursor.empty() ? json.null() : json.text(page.next_cursor);
    write_points(json, *snapshot, on);
    json.end_object();
    return json_response(json);
}

/// For which records the filter is unknown, and what each lacks.
Result<http::Response> list_unknown(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    TRY(find_entity(ask, *snapshot));
    auto query = TRY(list_query(ask));
    query.limit = TRY(ask.count("limit", UnknownRows::kLimitDefault, Query::kLimitMax));
    query.cursor = std::string(ask.request.query_value("cursor").value_or(""));
    query.missing = true;
    return json_response(TRY(run_query_json(*snapshot, ask.viewer, query)));
}

struct Authorship {
    Instant at;
    std::string actor;
};

Result<Authorship> authorship(Journal const& journal, Sequence sequence) {
    Authorship authorship;
    TRY(journal.read(sequence, [&](StoredEntry const& stored) {
        authorship = {stored.entry.recorded_at, stored.entry.actor};
        return false;
    }));
    return authorship;
}

/// What the viewer may do with this record, and which of the fields shown he may not set.
void write_rights(JsonWriter& json, EntityAccess const& access, Entity const& kind, size_t row) {
    auto const rights = access.rights(row);
    json.key("may").begin_object();
    for (size_t i = 0; i < kActions; ++i) {
        auto const action = static_cast<Action>(i);
        if (action != Action::kCreate) json.member(name_of(action), rights.may(action));
    }
    json.end_object().key("fixed").begin_array();
    for (size_t f = 0; f < kind.fields.size(); ++f) {
        if (rights.shows(f) && !rights.sets(Action::kEdit, f)) json.text(kind.fields[f].name);
    }
    json.end_array();
}

/// Who looked at one record's confidential or personal fields is written down, by their names.
void note_confidential(Ask const& ask, EntityView const& view, EntityAccess const& access,
                       size_t row) {
    auto const rights = access.rights(row);
    std::string fields;
    for (size_t f = 0; f < view.entity().fields.size(); ++f) {
        auto const& field = view.entity().fields[f];
        bool const open =
            field.field_class < FieldClass::kConfidential || !view.table().has(row, f);
        if (open || !rights.shows(f)) continue;
        fields += (fields.empty() ? "" : ",") + field.name;
    }
    if (fields.empty()) return;
    auto const origin = origin_of(ask.request);
    ask.api.audit.note({.act = "read_confidential",
                        .account = ask.viewer.name,
                        .remote = origin.remote,
                        .device = origin.device,
                        .request_id = ask.request.request_id,
                        .subject = view.entity().name + "/" + std::to_string(row + 1),
                        .detail = std::move(fields)});
}

Result<http::Response> read_record(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const address = TRY(find_record(ask, *snapshot));
    EntityView const view(*snapshot, address.entity);
    EntityAccess const access(*snapshot, ask.viewer, address.entity);
    note_confidential(ask, view, access, address.row);
    auto const created = TRY(authorship(ask.api.desk.journal(), view.created(address.row)));
    auto const updated = TRY(authorship(ask.api.desk.journal(), view.changed(address.row)));
    JsonWriter record;
    write_record(record, *snapshot, access, address.entity, address.row);
    auto body = record.take();
    body.pop_back();  // the closing bracket: provenance and rights follow
    JsonWriter rest;
    rest.begin_object().key("provenance").begin_object();
    rest.member("created_at", created.at.to_string()).member("created_by", created.actor);
    rest.member("updated_at", updated.at.to_string()).member("updated_by", updated.actor);
    write_rights(rest.end_object(), access, view.entity(), address.row);
    auto response = json_response(body + "," + rest.end_object().take().substr(1));
    response.headers.emplace_back("ETag", "\"" + std::to_string(view.version(address.row)) + "\"");
    return response;
}

}  // namespace

Endpoints record_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    EndpointParameter const entity{.name = "entity", .in = In::kPath, .required = true};
    EndpointParameter const id{.name = "id", .in = In::kPath, .type = "integer", .required = true};
    EndpointParameter const as_of{.name = "as_of",
                                  .description = "流水序号或时刻 (sequence or instant)"};
    EndpointParameter const on{.name = "on", .description = "业务日期 (business date)"};
    return {
        {.method = kGet,
         .path = "/api/v1/{entity}",
         .summary = "记录列表",
         .summary_en = "List records",
         .parameters = {entity,
                        {.name = "where", .description = "[[field, op, value], …]"},
                        {.name = "filter", .description = "FEEL，例 total_investment >= 亿元(1)"},
                        {.name = "q"},
                        {.name = "sort", .description = "-total_investment,code"},
                        {.name = "limit", .type = "integer"},
                        {.name = "cursor"},
                        {.name = "fields"},
                        as_of,
                        on},
         .response = "RecordPage",
         .answer = &list_records},
        {.method = kGet,
         .path = "/api/v1/{entity}/unknown",
         .summary = "筛选式不能判定的记录，各缺哪些事实",
         .summary_en = "Records for which a filter is unknown, and the facts they lack",
         .parameters = {entity,
                        {.name = "filter",
                         .description = "FEEL，例 land_area > 30",
                         .required = true},
                        {.name = "where", .description = "[[field, op, value], …]"},
                        {.name = "q"},
                        {.name = "limit", .type = "integer"},
                        {.name = "cursor"},
                        as_of,
                        on},
         .response = "UnknownRecords",
         .answer = &list_unknown},
        {.method = kGet,
         .path = "/api/v1/{entity}/{id}",
         .summary = "一条记录",
         .summary_en = "One record",
         .parameters = {entity, id, as_of, on},
         .response = "Record",
         .answer = &read_record},
    };
}

}  // namespace agglo
