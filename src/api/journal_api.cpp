// The journal seen from outside: /activity, and what a machine asks: /healthz, /metrics,
// /openapi.json.
#include <algorithm>
#include <map>

#include "api/api.h"
#include "api/endpoint.h"
#include "query/access.h"

namespace agglo {

namespace {

constexpr size_t kActivityMax = 100;
constexpr size_t kActivityRecordsShown = 5;

/// What of an entry a viewer may see: counts by entity and the first records.
class ActivityItem {
public:
    ActivityItem(Snapshot const& snapshot, Viewer const& viewer)
        : snapshot_(snapshot), viewer_(viewer) {}

    bool write(JsonWriter& json, Entry const& entry) {
        std::map<std::string, int64_t> counts;
        std::vector<RecordChange const*> shown;
        for (auto const& change : entry.changes) {
            auto const entity = snapshot_.model->entity_index(change.entity);
            if (!entity || !may_see(*entity, change)) continue;
            ++counts[change.entity];
            if (shown.size() < kActivityRecordsShown) shown.push_back(&change);
        }
        if (counts.empty()) return false;
        json.begin_object()
            .member("sequence", entry.sequence)
            .member("recorded_at", entry.recorded_at.to_string());
        json.member("actor", entry.actor)
            .member("reason", entry.reason)
            .member("synthetic", entry.synthetic);
        json.key("batch");
        entry.batch == 0 ? json.null() : json.integer(entry.batch);
        json.key("entities").begin_array();
        for (auto const& [entity, count] : counts) {
            json.begin_object().member("entity", entity).member("count", count).end_object();
        }
        json.end_array().key("records").begin_array();
        for (auto const* change : shown) write_record_change(json, *change);
        json.end_array().end_object();
        return true;
    }

private:
    EntityAccess const& access(size_t entity) {
        return accesses_.try_emplace(entity, snapshot_, viewer_, entity).first->second;
    }

    bool may_see(size_t entity, RecordChange const& change) {
        auto const& rights = access(entity);
        return rights.may_read() && rights.may_read_row(static_cast<size_t>(change.id) - 1);
    }

    void write_record_change(JsonWriter& json, RecordChange const& change) {
        size_t const entity = *snapshot_.model->entity_index(change.entity);
        json.begin_object().member("entity", change.entity).member("id", change.id);
        json.member("kind", std::string(name_of(change.kind)));
        json.member("label", access(entity).label(static_cast<size_t>(change.id) - 1));
        json.end_object();
    }

    Snapshot const& snapshot_;
    Viewer const& viewer_;
    std::map<size_t, EntityAccess> accesses_;
};

Result<http::Response> read_activity(Ask& ask) {
    size_t const limit = TRY(ask.count("limit", 50, kActivityMax));
    auto const snapshot = ask.api.desk.snapshot();
    size_t const head = snapshot->point.sequence + 1;
    size_t const before = std::min(TRY(ask.count("before", head, SIZE_MAX)), head);
    size_t const from = before > limit ? before - limit : 1;
    std::vector<Entry> entries;
    if (before > 1) {
        TRY(ask.api.desk.journal().read(from, [&](StoredEntry const& stored) {
            entries.push_back(stored.entry);
            return stored.entry.sequence + 1 < before;
        }));
    }
    ActivityItem item(*snapshot, ask.viewer);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) item.write(json, *entry);
    json.end_array().key("next_before");
    from > 1 ? json.integer(static_cast<int64_t>(from)) : json.null();
    json.end_object();
    return json_response(json);
}

Result<http::Response> read_health(Ask&) {
    return json_response(std::string(R"({"alive":true})"));
}

Result<http::Response> read_readiness(Ask& ask) {
    if (!ask.api.ready) return Error(ErrorCode::kShuttingDown);
    return json_response(std::string(R"({"ready":true})"));
}

Result<http::Response> read_metrics(Ask& ask) {
    if (!is_local(ask.request)) return Error(ErrorCode::kForbidden, {"/metrics"});
    auto const snapshot = ask.api.desk.snapshot();
    std::string text;
    auto const gauge = [&](std::string_view name, std::string_view help, uint64_t value) {
        text += "# HELP agglo_" + std::string(name) + " " + std::string(help) + "\n# TYPE agglo_" +
                std::string(name) + " gauge\nagglo_" + std::string(name) + " " +
                std::to_string(value) + "\n";
    };
    gauge("journal_sequence", "Sequence of the newest entry.", snapshot->point.sequence);
    gauge("records", "Live records.", snapshot->record_count);
    size_t bytes = 0;
    for (auto const& entity : snapshot->entities) bytes += entity.table->bytes();
    gauge("table_bytes", "Bytes of columns and dictionaries.", bytes);
    auto const groups = ask.api.desk.groups().counts();
    gauge("group_answers", "Grouped answers kept.", groups.answers);
    gauge("group_answer_bytes", "Bytes of grouped answers kept.", groups.bytes);
    gauge("group_answers_held", "Grouped questions answered as before.", groups.held);
    gauge("group_answers_patched", "Grouped answers patched after a change.", groups.patched);
    gauge("group_answers_anew", "Grouped answers worked out anew.", groups.anew);
    if (ask.api.metrics) text += ask.api.metrics();
    http::Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = std::move(text);
    return response;
}

Result<http::Response> read_openapi(Ask& ask) {
    return json_response(openapi_json(ask.api.desk.snapshot().get()));
}

}  // namespace

Endpoints journal_endpoints() {
    using enum http::Method;
    return {
        {.method = kGet,
         .path = "/api/v1/activity",
         .summary = "最近动态",
         .summary_en = "Recent entries, newest first",
         .parameters = {{.name = "limit", .type = "integer"},
                        {.name = "before", .type = "integer"}},
         .response = "Activity",
         .answer = &read_activity},
        {.method = kGet,
         .path = "/healthz",
         .summary = "存活检查",
         .summary_en = "Alive",
         .need = Need::kNothing,
         .response = "Health",
         .answer = &read_health},
        {.method = kGet,
         .path = "/readyz",
         .summary = "就绪检查",
         .summary_en = "Able to serve",
         .need = Need::kNothing,
         .response = "Readiness",
         .answer = &read_readiness},
        {.method = kGet,
         .path = "/metrics",
         .summary = "运行指标（仅本机）",
         .summary_en = "Prometheus metrics (local only)",
         .need = Need::kNothing,
         .response = "text",
         .answer = &read_metrics},
        {.method = kGet,
         .path = "/openapi.json",
         .summary = "接口描述",
         .summary_en = "This description",
         .need = Need::kNothing,
         .response = "OpenApi",
         .answer = &read_openapi},
    };
}

}  // namespace agglo
