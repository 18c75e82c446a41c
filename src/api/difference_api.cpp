// What differs between two points of the ledger: /{entity}/difference.
#include "api/endpoint.h"
#include "api/record_address.h"
#include "query/difference_json.h"

namespace agglo {

namespace {

Result<http::Response> read_difference(Ask& ask) {
    if (ask.request.query_value("from").value_or("").empty())
        return Error(ErrorCode::kRequired, {"from"}).at("from");
    auto const from = TRY(ask.snapshot("from"));
    auto const to = TRY(ask.snapshot("to"));
    TRY(find_entity(ask, *to));
    auto query = TRY(list_query(ask));
    query.limit = TRY(ask.count("limit", Difference::kLimitDefault, Query::kLimitMax));
    auto const after = TRY(ask.count("after", 0, INT64_MAX));
    auto const difference =
        TRY(find_difference(*from, *to, ask.viewer, query, static_cast<RecordId>(after)));
    return json_response(
        TRY(difference_json(difference, *from, *to, ask.viewer, ask.api.desk.journal())));
}

}  // namespace

Endpoints difference_endpoints() {
    using In = EndpointParameter::In;
    return {
        {.method = http::Method::kGet,
         .path = "/api/v1/{entity}/difference",
         .summary = "两个时点之间的差异",
         .summary_en = "What differs between two points of the ledger",
         .parameters = {{.name = "entity", .in = In::kPath, .required = true},
                        {.name = "from",
                         .description = "流水序号或时刻 (sequence or instant)",
                         .required = true},
                        {.name = "to", .description = "缺省为当前 (default: now)"},
                        {.name = "where", .description = "[[field, op, value], …]"},
                        {.name = "filter", .description = "FEEL，例 total_investment >= 亿元(1)"},
                        {.name = "q"},
                        {.name = "limit", .type = "integer"},
                        {.name = "after", .type = "integer"},
                        {.name = "on", .description = "业务日期 (business date)"}},
         .response = "Difference",
         .answer = &read_difference}};
}

}  // namespace agglo
