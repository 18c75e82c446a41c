#pragma once
// Ask: one request as the endpoints see it: who asks, of which snapshot, with what.
#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "account/account.h"
#include "desk/desk.h"
#include "http/message.h"
#include "proof/signing_key.h"

namespace agglo {

class EventHub;

struct ApiSettings {
    bool demo = false;  ///< one-click demo roles, only on a loopback host
    std::string version = "0.1.0";
    std::shared_ptr<SigningKey const> checkpoint_key = nullptr;  ///< absent: not signed
};

/// What the endpoints stand on; lives as long as the server.
struct ApiContext {
    Desk& desk;
    Accounts& accounts;
    EventHub& events;
    ApiSettings settings;
    std::function<std::string()> metrics;  ///< of the HTTP server, in Prometheus text
    std::atomic<bool> ready = true;        ///< until the server is told to stop
};

struct Ask {
    ApiContext& api;
    http::Request request;
    Viewer viewer;
    std::optional<Session> session;  ///< a browser's; tokens have none

    std::string_view parameter(size_t index) const { return request.parameters[index]; }
    /// Now, or the point that a parameter of the query says: a sequence or an instant; with
    /// computed fields as they are on the day asked for. A point of the past is seen by who may see
    /// it today too: the viewer learns of the present here. Errors: kBadPoint with the parameter as
    /// path; those of on().
    Result<SnapshotPtr> snapshot(std::string_view parameter = "as_of");
    /// Answers to grouped questions kept for the newest snapshot; nullptr when another is asked
    /// for.
    GroupCache* groups() const;
    /// The query's `on`, or today in Shanghai. Error: kBadDate with path "on".
    Result<Date> on() const;
    /// A positive whole number of the query. Error: kWrongType, kTooLarge with the name as path.
    Result<size_t> count(std::string_view name, size_t otherwise, size_t most) const;
    bool flag(std::string_view name) const;
};

/// Who asks: session cookie or bearer token; an unsafe method with a cookie needs the CSRF token. A
/// request without either has a viewer without name. Errors: kUnauthenticated (a token that does
/// not hold), kBadCsrf.
Result<Ask> identify(ApiContext& api, http::Request request);

/// Whether the request came to this machine itself and through no proxy.
bool is_local(http::Request const& request);

Viewer viewer_of(Account const& account);

}  // namespace agglo
