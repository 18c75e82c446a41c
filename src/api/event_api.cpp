// The stream of changes: /events.
#include "api/endpoint.h"
#include "api/event_hub.h"

namespace agglo {

namespace {

Result<http::Response> open_events(Ask& ask) {
    auto const header = ask.request.header("last-event-id");
    auto const cursor = header ? header : ask.request.query_value("cursor");
    auto const entity = std::string(ask.request.query_value("entity").value_or(""));
    auto const filter = std::string(ask.request.query_value("filter").value_or(""));
    return ask.api.events.open(
        {ask.viewer, entity, filter, std::string(cursor.value_or("")), still_holds(ask)});
}

}  // namespace

Endpoints event_endpoints() {
    return {
        {.method = http::Method::kGet,
         .path = "/api/v1/events",
         .summary = "变更事件流（SSE）",
         .summary_en = "Server-sent events of changes",
         .parameters = {{.name = "entity"},
                        {.name = "filter",
                         .description = "FEEL；不再符合的记录以 gone 告知 (records that no longer "
                                        "meet it are told as gone)"},
                        {.name = "cursor"},
                        {.name = "Last-Event-ID", .in = EndpointParameter::In::kHeader}},
         .response = "stream",
         .answer = &open_events}};
}

}  // namespace agglo
