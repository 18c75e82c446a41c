// Erasing values of a record out of the whole history: POST /{entity}/{id}/erase.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/command_input.h"
#include "api/endpoint.h"
#include "api/record_address.h"
#include "query/json_value.h"

namespace agglo {

namespace {

namespace json = boost::json;

Result<std::vector<std::string>> names_of(json::object const& body) {
    auto const* list = body.if_contains("fields");
    if (!list || !list->is_array()) return Error(ErrorCode::kRequired, {"fields"}).at("fields");
    std::vector<std::string> names;
    for (auto const& name : list->get_array()) {
        if (!name.is_string())
            return Error(ErrorCode::kWrongType, {"文字 (text)", "fields"}).at("fields");
        names.emplace_back(std::string_view(name.get_string()));
    }
    return names;
}

Result<Command> erasing_command(Ask const& ask) {
    auto const address = TRY(find_record_even_deleted(ask, *ask.api.desk.snapshot()));
    auto const body = TRY(parse_json(ask.request.body));
    if (!body.is_object()) return Error(ErrorCode::kRequired, {"fields"}).at("fields");
    Command command = command_of(ask);
    command.reason = TRY(reason_of(body));
    auto const* reasons = body.get_object().if_contains("reasons");
    command.erase =
        ErasedFields{std::string(ask.parameter(0)), address.id, TRY(names_of(body.get_object())),
                     reasons && reasons->is_bool() && reasons->get_bool()};
    return command;
}

void start_erasure(Ask ask, http::Responder respond) {
    answer_with_receipt(ask, erasing_command(ask), respond);
}

}  // namespace

Endpoints erasure_endpoints() {
    using In = EndpointParameter::In;
    return {{.method = http::Method::kPost,
             .path = "/api/v1/{entity}/{id}/erase",
             .summary = "依法抹除字段的全部历史内容（管理员）",
             .summary_en = "Erase values of fields from the whole history (administrators)",
             .parameters = {{.name = "entity", .in = In::kPath, .required = true},
                            {.name = "id", .in = In::kPath, .type = "integer", .required = true},
                            {.name = "Idempotency-Key", .in = In::kHeader}},
             .request = "EraseInput",
             .response = "Receipt",
             .proof = true,
             .audited = "erase",
             .start = &start_erasure}};
}

}  // namespace agglo
