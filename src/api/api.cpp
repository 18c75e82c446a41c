#include "api/api.h"

#include "api/console.h"
#include "api/endpoint.h"
#include "api/event_hub.h"
#include "api/gate.h"
#include "query/search_keeper.h"

namespace agglo {

namespace {

/// What answers later is noted by the status of its answer.
void start_noted(Ask ask, Endpoint const& endpoint, http::Responder const& respond) {
    if (endpoint.audited.empty()) return endpoint.start(std::move(ask), respond);
    auto const kept = std::make_shared<Ask>(ask);
    kept->request.body.clear();
    endpoint.start(std::move(ask), [kept, &endpoint, respond](http::Response response) {
        bool const well = response.status < 400;
        note_audited(*kept, endpoint, well ? "" : "status_" + std::to_string(response.status));
        respond(std::move(response));
    });
}

/// Runs one endpoint for one request: identify, then answer.
void serve(ApiContext& api, Endpoint const& endpoint, http::Request request,
           http::Responder const& respond) {
    auto const request_id = request.request_id;
    auto ask = identify(api, std::move(request));
    if (!ask.ok()) return respond(http::problem(ask.error(), request_id));
    if (ask->request.account) *ask->request.account = ask->viewer.name;  // for the access log
    auto const admitted = admit(*ask, endpoint);
    if (!admitted.ok()) {
        note_audited(*ask, endpoint, admitted.error().name());
        return respond(http::problem(admitted.error(), request_id));
    }
    if (endpoint.start) return start_noted(*std::move(ask), endpoint, respond);
    auto answer = endpoint.answer(*ask);
    note_audited(*ask, endpoint, answer.ok() ? "" : answer.error().name());
    respond(answer.ok() ? *std::move(answer) : http::problem(answer.error(), request_id));
}

}  // namespace

Endpoints const& all_endpoints() {
    static Endpoints const endpoints = [] {
        Endpoints all;
        for (auto* const part : {&session_endpoints,
                                 &own_account_endpoints,
                                 &own_factor_endpoints,
                                 &own_token_endpoints,
                                 &accounts_endpoints,
                                 &account_rights_endpoints,
                                 &account_identity_endpoints,
                                 &audit_endpoints,
                                 &schema_endpoints,
                                 &overview_endpoints,
                                 &journal_endpoints,
                                 &checkpoint_endpoints,
                                 &event_endpoints,
                                 &query_endpoints,
                                 &file_endpoints,
                                 &batch_endpoints,
                                 &difference_endpoints,
                                 &feel_endpoints,
                                 &decision_endpoints,
                                 &decision_sweep_endpoints,
                                 &saved_query_endpoints,
                                 &search_endpoints,
                                 &access_endpoints,
                                 &record_endpoints,
                                 &record_write_endpoints,
                                 &erasure_endpoints,
                                 &record_story_endpoints}) {
            for (auto& endpoint : (*part)()) all.push_back(std::move(endpoint));
        }
        return all;
    }();
    return endpoints;
}

http::Response json_response(std::string json, int status) {
    http::Response response;
    response.status = status;
    response.body = std::move(json);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

http::Response json_response(JsonWriter& json, int status) {
    return json_response(json.take(), status);
}

Api::Api(Desk& desk, Accounts& accounts, AuditLog& audit, ApiSettings settings)
    : events_(std::make_unique<EventHub>(desk)),
      context_{desk, accounts, audit, *events_, std::move(settings), {}},
      search_(std::make_unique<SearchKeeper>([&desk] { return desk.snapshot(); })) {
    accounts.set_duties(
        [&desk](std::string_view role) { return duty_of(*desk.snapshot()->model, role); });
    accounts.on_change([events = std::weak_ptr(events_->doubts())] {
        if (auto const doubts = events.lock()) doubts->raise();
    });
}

Api::~Api() = default;

void Api::set_metrics(std::function<std::string()> metrics) {
    context_.metrics = std::move(metrics);
}

void Api::stop() {
    context_.ready = false;
    events_->stop();
}

http::Router Api::router() {
    http::Router router;
    for (auto const& endpoint : all_endpoints()) {
        router.add({endpoint.method, std::string(endpoint.path),
                    [this, &endpoint](http::Request request, http::Responder respond) {
                        serve(context_, endpoint, std::move(request), respond);
                    },
                    endpoint.body_bytes_max, endpoint.path == "/healthz"});
    }
    router.set_fallback(&serve_console);
    return router;
}

}  // namespace agglo
