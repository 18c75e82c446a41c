// The audit log, for audit administrators alone: /audit.
#include <charconv>

#include "api/endpoint.h"

namespace agglo {

namespace {

Result<std::optional<Instant>> instant_asked(Ask const& ask, std::string_view name) {
    auto const text = ask.request.query_value(name).value_or("");
    if (text.empty()) return std::optional<Instant>();
    return std::optional(TRY(Instant::parse(text).at(name)));
}

Result<http::Response> read_audit(Ask& ask) {
    auto const text = [&](std::string_view name) {
        return std::string(ask.request.query_value(name).value_or(""));
    };
    AuditFilter filter{.act = text("act"),
                       .outcome = text("outcome"),
                       .account = text("account"),
                       .subject = text("subject")};
    filter.from = TRY(instant_asked(ask, "from"));
    filter.until = TRY(instant_asked(ask, "until"));
    filter.before = TRY(ask.count("before", 0, SIZE_MAX >> 1));
    filter.limit = TRY(ask.count("limit", 50, AuditLog::kReadMax));
    auto const events = TRY(ask.api.audit.read(filter));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (auto const& event : events) {
        out.begin_object().member("number", event.number).member("at", event.at.to_string());
        out.member("act", event.act).member("outcome", event.outcome);
        out.member("account", event.account).member("remote", event.remote);
        out.member("device", event.device).member("request_id", event.request_id);
        out.member("subject", event.subject).member("detail", event.detail).end_object();
    }
    out.end_array().key("next_before");
    events.size() == filter.limit&& filter.limit > 0
        ? out.integer(static_cast<int64_t>(events.back().number))
        : out.null();
    out.end_object();
    return json_response(out);
}

}  // namespace

Endpoints audit_endpoints() {
    return {{.method = http::Method::kGet,
             .path = "/api/v1/audit",
             .summary = "审计记录（审计管理员）",
             .summary_en = "The audit log (audit administrators)",
             .need = Need::kAuditAdmin,
             .parameters = {{.name = "act"},
                            {.name = "outcome"},
                            {.name = "account"},
                            {.name = "subject"},
                            {.name = "from"},
                            {.name = "until"},
                            {.name = "before", .type = "integer"},
                            {.name = "limit", .type = "integer"}},
             .response = "AuditPage",
             .audited = "audit_read",
             .answer = &read_audit}};
}

}  // namespace agglo
