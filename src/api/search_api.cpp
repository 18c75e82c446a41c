// Searching all records the asker may see: /search.
#include "api/endpoint.h"
#include "api/labels.h"
#include "query/search.h"

namespace agglo {

namespace {

Result<http::Response> answer_search(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const on = TRY(ask.on());
    SearchRequest request;
    request.text = std::string(ask.request.query_value("q").value_or(""));
    request.entity = std::string(ask.request.query_value("entity").value_or(""));
    request.limit = TRY(ask.count("limit", SearchRequest::kLimitDefault, SearchRequest::kLimitMax));
    JsonWriter json;
    json.begin_object().key("entities").raw(TRY(search_json(*snapshot, ask.viewer, request)));
    write_points(json, *snapshot, on);
    return json_response(json.end_object());
}

}  // namespace

Endpoints search_endpoints() {
    return {
        {.method = http::Method::kGet,
         .path = "/api/v1/search",
         .summary = "搜索记录：文字、拼音、拼音首字母",
         .summary_en = "Search records by text, pinyin or its initials",
         .parameters = {{.name = "q", .description = "要找的文字 (text)", .required = true},
                        {.name = "entity", .description = "只在此实体内 (only of this entity)"},
                        {.name = "limit",
                         .type = "integer",
                         .description = "每个实体的条数 (hits of each entity)"},
                        {.name = "as_of", .description = "流水序号或时刻 (sequence or instant)"},
                        {.name = "on", .description = "业务日期 (business date)"}},
         .response = "SearchAnswer",
         .answer = &answer_search}};
}

}  // namespace agglo
