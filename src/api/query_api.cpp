// Questions and commands of many records: /query, /transactions.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "api/command_input.h"
#include "api/endpoint.h"
#include "query/explain.h"
#include "query/json_value.h"
#include "query/query.h"

namespace agglo {

namespace {

namespace json = boost::json;

Result<http::Response> answer_query(Ask& ask) {
    auto const query = TRY(parse_query(ask.request.body));
    if (!query.as_of.empty()) ask.request.query.emplace_back("as_of", query.as_of);
    if (query.on) ask.request.query.emplace_back("on", query.on->to_string());
    auto const snapshot = TRY(ask.snapshot());
    return json_response(TRY(run_query_json(*snapshot, ask.viewer, query, ask.groups())));
}

Result<http::Response> explain_query(Ask& ask) {
    auto const query = TRY(parse_query(ask.request.body));
    if (!query.as_of.empty()) ask.request.query.emplace_back("as_of", query.as_of);
    auto const snapshot = TRY(ask.snapshot());
    return json_response(TRY(explain_query_json(*snapshot, ask.viewer, query)));
}

std::optional<ChangeKind> change_kind_named(std::string_view name) {
    for (auto const kind :
         {ChangeKind::kCreate, ChangeKind::kUpdate, ChangeKind::kDelete, ChangeKind::kRestore}) {
        if (name_of(kind) == name) return kind;
    }
    return std::nullopt;
}

Result<std::string> text_of(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    if (!value || !value->is_string())
        return Error(ErrorCode::kRequired, {std::string(name)}).at(name);
    return std::string(std::string_view(value->get_string()));
}

Result<std::optional<int64_t>> integer_of(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    if (!value || value->is_null()) return std::optional<int64_t>();
    if (!value->is_int64())
        return Error(ErrorCode::kWrongType, {"整数 (integer)", std::string(name)}).at(name);
    return std::optional<int64_t>(value->get_int64());
}

/// One element of `changes`; a create's `as` is added to the names later changes may use.
Result<CommandChange> change_of(json::value const& value, size_t number,
                                std::map<std::string, size_t>& locals) {
    auto const* object = value.if_object();
    if (!object) return Error(ErrorCode::kWrongType, {"对象 (object)", "…"});
    CommandChange change;
    auto const op = TRY(text_of(*object, "op"));
    auto const kind = change_kind_named(op);
    if (!kind) return Error(ErrorCode::kUnknownOperator, {op}).at("op");
    change.kind = *kind;
    change.entity = TRY(text_of(*object, "entity"));
    change.id = TRY(integer_of(*object, "id")).value_or(0);
    change.version = TRY(integer_of(*object, "version"));
    if (auto const* fields = object->if_contains("fields"))
        change.facts = TRY(facts_of(*fields, locals));
    if (auto const* as = object->if_contains("as");
        as && as->is_string() && change.kind == ChangeKind::kCreate) {
        locals.insert_or_assign(std::string(std::string_view(as->get_string())), number);
    }
    return change;
}

Result<Command> transaction_of(Ask const& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto command = command_of(ask);
    command.reason = TRY(reason_of(body));
    auto const* object = body.if_object();
    auto const* changes = object ? object->if_contains("changes") : nullptr;
    if (!changes || !changes->is_array())
        return Error(ErrorCode::kRequired, {"changes"}).at("changes");
    auto const& items = changes->get_array();
    std::map<std::string, size_t> locals;
    for (size_t i = 0; i < items.size(); ++i) {
        auto change = change_of(items[i], i + 1, locals);
        command.changes.push_back(TRY(std::move(change).at(std::to_string(i)).at("changes")));
    }
    return command;
}

void start_transaction(Ask ask, http::Responder respond) {
    answer_with_receipt(ask, transaction_of(ask), respond);
}

}  // namespace

Endpoints query_endpoints() {
    using enum http::Method;
    return {
        {.method = kPost,
         .path = "/api/v1/query",
         .summary = "查询与汇总",
         .summary_en = "Filter, group and measure",
         .request = "Query",
         .response = "QueryAnswer",
         .reads = true,
         .answer = &answer_query},
        {.method = kPost,
         .path = "/api/v1/query/explain",
         .summary = "一个查询的筛选式怎样计算",
         .summary_en = "How the filter of a query is worked out",
         .request = "Query",
         .response = "QueryExplanation",
         .reads = true,
         .answer = &explain_query},
        {.method = kPost,
         .path = "/api/v1/transactions",
         .summary = "多条记录一次提交（全成或全不成）",
         .summary_en = "Change many records, all or none",
         .parameters = {{.name = "Idempotency-Key", .in = EndpointParameter::In::kHeader}},
         .request = "Transaction",
         .response = "Receipt",
         .body_bytes_max = 16u << 20,
         .start = &start_transaction},
    };
}

}  // namespace agglo
