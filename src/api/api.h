#pragma once
// Api: the HTTP interface of one ledger (docs/api.md): translate, nothing else.
//
//   Api api(*desk, *accounts, *audit, {.demo = true});
//   auto server = TRY(http::Server::start(settings, api.router()));
#include <memory>

#include "api/ask.h"
#include "http/router.h"

namespace agglo {

class SearchKeeper;

class Api {
public:
    Api(Desk& desk, Accounts& accounts, AuditLog& audit, ApiSettings settings);
    ~Api();

    http::Router router();
    /// Adds what the server counts to `/metrics`.
    void set_metrics(std::function<std::string()> metrics);
    /// Ends the event streams; `/readyz` answers 503 from now on.
    void stop();

private:
    std::unique_ptr<EventHub> events_;
    ApiContext context_;
    std::unique_ptr<SearchKeeper> search_;
};

/// The description of the interface; with a snapshot also the fields of every entity.
std::string openapi_json(Snapshot const* snapshot);

}  // namespace agglo
