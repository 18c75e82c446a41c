// Writing single records: create, edit, delete, restore. Answers come after the fsync.
#include <boost/json/object.hpp>

#include "api/command_input.h"
#include "api/endpoint.h"
#include "api/record_address.h"
#include "desk/point.h"
#include "desk/restore_from.h"
#include "query/json_value.h"
#include "query/record_json.h"

namespace agglo {

namespace {

namespace json = boost::json;

constexpr std::string_view kOnlyChange = "/changes/0";

/// A command of one change, ready to submit.
struct SingleWrite {
    Command command;
    size_t entity = 0;
};

http::Response record_response(Ask const& ask, size_t entity, RecordId id, bool created,
                               Receipt const& receipt) {
    auto const& desk = ask.api.desk;
    auto const snapshot = desk.shown(desk.snapshot(), Instant::now().date_in_shanghai());
    EntityView const view(*snapshot, entity);
    auto const row = view.row_of(id);
    JsonWriter out;
    write_record(out, *snapshot, EntityAccess(*snapshot, ask.viewer, entity), entity, *row);
    auto body = out.take();
    if (!receipt.warnings.empty()) {
        body.pop_back();  // the closing bracket
        body += ",\"warnings\":" + warnings_json(receipt, kOnlyChange) + "}";
    }
    auto response = json_response(std::move(body), created ? 201 : 200);
    response.headers.emplace_back("ETag", "\"" + std::to_string(view.version(*row)) + "\"");
    if (created) {
        response.headers.emplace_back("Location",
                                      "/api/v1/" + view.entity().name + "/" + std::to_string(id));
    }
    return response;
}

http::Response deleted_response() {
    http::Response response;
    response.status = 204;
    return response;
}

void submit(Ask ask, SingleWrite write, http::Responder respond) {
    auto shared = std::make_shared<Ask>(std::move(ask));
    auto const kind = write.command.changes.front().kind;
    RecordId const given = write.command.changes.front().id;
    auto& desk = shared->api.desk;
    desk.submit(std::move(write.command), [shared, respond, kind, given,
                                           entity = write.entity](Result<Receipt> receipt) {
        if (!receipt.ok()) {
            auto const error = std::move(receipt).error().without(kOnlyChange);
            return respond(write_problem(*shared, error, std::pair(entity, given)));
        }
        RecordId const id = receipt->records.empty() ? given : receipt->records.front().id;
        if (kind == ChangeKind::kDelete) return respond(deleted_response());
        respond(record_response(*shared, entity, id, kind == ChangeKind::kCreate, *receipt));
    });
}

Result<json::value> body_of(Ask const& ask) {
    if (ask.request.body.empty()) return json::value(json::object());
    return parse_json(ask.request.body);
}

Result<SingleWrite> create_write(Ask const& ask) {
    SingleWrite write{command_of(ask), TRY(find_entity(ask, *ask.api.desk.snapshot()))};
    auto const body = TRY(body_of(ask));
    write.command.reason = TRY(reason_of(body));
    auto const* fields = body.is_object() ? body.get_object().if_contains("fields") : nullptr;
    auto facts = TRY(facts_of(fields ? *fields : json::value()));
    write.command.changes.push_back(
        {ChangeKind::kCreate, std::string(ask.parameter(0)), 0, {}, std::move(facts)});
    return write;
}

// A repeated request finds its record however it is by now; the desk says whether it may still be
// changed.
Result<SingleWrite> update_write(Ask const& ask) {
    auto const address = TRY(find_record_even_deleted(ask, *ask.api.desk.snapshot()));
    SingleWrite write{command_of(ask), address.entity};
    int64_t const version = TRY(version_of(ask));
    auto const body = TRY(body_of(ask));
    write.command.reason = TRY(reason_of(body));
    auto const* fields = body.is_object() ? body.get_object().if_contains("fields") : nullptr;
    auto facts = TRY(facts_of(fields ? *fields : json::value()));
    write.command.changes.push_back({ChangeKind::kUpdate, std::string(ask.parameter(0)), address.id,
                                     version, std::move(facts)});
    return write;
}

Result<SingleWrite> delete_write(Ask const& ask) {
    auto const address = TRY(find_record_even_deleted(ask, *ask.api.desk.snapshot()));
    SingleWrite write{command_of(ask), address.entity};
    int64_t const version = TRY(version_of(ask));
    write.command.reason = std::string(ask.request.query_value("reason").value_or(""));
    write.command.changes.push_back(
        {ChangeKind::kDelete, std::string(ask.parameter(0)), address.id, version, {}});
    return write;
}

/// `{"as_of"?, "fields"?}` of the body: what a record was at a point; without them a deleted record
/// comes back as it was last.
Result<CommandChange> restoration_of(Ask const& ask, RecordId id, json::value const& body) {
    std::string const entity(ask.parameter(0));
    auto const* object = body.if_object();
    auto const* point = object ? object->if_contains("as_of") : nullptr;
    auto const* names = object ? object->if_contains("fields") : nullptr;
    std::vector<std::string> fields;
    if (names) fields = TRY(texts_of_json(*names).at("fields"));
    if (!point) {
        if (names) return Error(ErrorCode::kRequired, {"as_of"}).at("as_of");
        return CommandChange{ChangeKind::kRestore, entity, id, {}, {}};
    }
    auto const text = TRY(point_of_json(*point).at("as_of"));
    if (text.empty()) return Error(ErrorCode::kBadPoint, {text}).at("as_of");
    auto const then = TRY(snapshot_of(ask.api.desk, text).at("as_of"));
    auto viewer = ask.viewer;
    viewer.now = ask.api.desk.snapshot();
    auto change = TRY(restore_from(*then, *viewer.now, viewer, entity, id, fields));
    if (ask.request.header("if-match")) change.version = TRY(version_of(ask));
    return change;
}

Result<SingleWrite> restore_write(Ask const& ask) {
    auto const address = TRY(find_record_even_deleted(ask, *ask.api.desk.snapshot()));
    SingleWrite write{command_of(ask), address.entity};
    auto const body = TRY(body_of(ask));
    write.command.reason = TRY(reason_of(body));
    write.command.changes.push_back(TRY(restoration_of(ask, address.id, body)));
    return write;
}

template <Result<SingleWrite> (*Read)(Ask const&)>
void start_write(Ask ask, http::Responder respond) {
    auto write = Read(ask);
    if (!write.ok()) return respond(http::problem(write.error(), ask.request.request_id));
    submit(std::move(ask), *std::move(write), std::move(respond));
}

}  // namespace

Endpoints record_write_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    EndpointParameter const entity{.name = "entity", .in = In::kPath, .required = true};
    EndpointParameter const id{.name = "id", .in = In::kPath, .type = "integer", .required = true};
    EndpointParameter const key{.name = "Idempotency-Key", .in = In::kHeader};
    EndpointParameter const match{
        .name = "If-Match", .in = In::kHeader, .description = "\"3\"", .required = true};
    auto match_if_seen = match;
    match_if_seen.required = false;
    return {
        {.method = kPost,
         .path = "/api/v1/{entity}",
         .summary = "新建",
         .summary_en = "Create a record",
         .parameters = {entity, key},
         .request = "RecordInput",
         .response = "Record",
         .status = 201,
         .start = &start_write<create_write>},
        {.method = kPatch,
         .path = "/api/v1/{entity}/{id}",
         .summary = "修改",
         .summary_en = "Change a record",
         .parameters = {entity, id, match, key},
         .request = "RecordInput",
         .response = "Record",
         .start = &start_write<update_write>},
        {.method = kDelete,
         .path = "/api/v1/{entity}/{id}",
         .summary = "删除",
         .summary_en = "Delete a record",
         .parameters = {entity, id, match, key, {.name = "reason"}},
         .status = 204,
         .start = &start_write<delete_write>},
        {.method = kPost,
         .path = "/api/v1/{entity}/{id}/restore",
         .summary = "恢复已删除的记录，或恢复到某一时点",
         .summary_en = "Restore a deleted record, or fields to what they were at a point",
         .parameters = {entity, id, match_if_seen, key},
         .request = "RestoreInput",
         .response = "Record",
         .start = &start_write<restore_write>},
    };
}

}  // namespace agglo
