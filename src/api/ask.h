#pragma once
// Ask: one request as the endpoints see it: who asks, of which snapshot, with what.
#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "account/account.h"
#include "account/audit_log.h"
#include "desk/desk.h"
#include "http/message.h"
#include "proof/signing_key.h"

namespace agglo {

class EventHub;

struct ApiSettings {
    bool demo = false;  ///< one-click demo roles, only on a loopback host
    std::string version = "0.1.0";
    std::shared_ptr<SigningKey const> checkpoint_key = nullptr;  ///< absent: not signed
    std::vector<std::string> second_factor_roles = {};  ///< who holds one must set up codes
};

/// What the endpoints stand on; lives as long as the server.
struct ApiContext {
    Desk& desk;
    Accounts& accounts;
    AuditLog& audit;
    EventHub& events;
    ApiSettings settings;
    std::function<std::string()> metrics;  ///< of the HTTP server, in Prometheus text
    std::atomic<bool> ready = true;        ///< until the server is told to stop
};

struct Ask {
    ApiContext& api;
    http::Request request;
    Viewer viewer;
    std::optional<Session> session = {};     ///< a browser's; tokens have none
    std::optional<TokenAccount> token = {};  ///< with whose scope the viewer is narrowed
    AuditEvent audit = {};                   ///< what an audited endpoint adds to its entry

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

Origin origin_of(http::Request const& request);

/// Over HTTPS with the prefix that keeps it from other hosts and paths (RFC 6265bis §4.1.3.2).
constexpr char const* session_cookie(bool https) {
    return https ? "__Host-agglo_session" : "agglo_session";
}

/// Whether the client speaks HTTPS, as the proxy in front says.
bool is_https(http::Request const& request);

/// Whether the request came to this machine itself and through no proxy.
bool is_local(http::Request const& request);

/// The memberships that count now.
Viewer viewer_of(Account const& account, Instant now = Instant::now());

/// What the role is for: business, or one of the three administrators.
Duty duty_of(Model const& model, std::string_view role);
bool has_duty(Ask const& ask, Duty duty);

/// Whether who asked may still do so with the same rights: for streams, which outlast the request.
std::function<bool()> still_holds(Ask const& ask);

}  // namespace agglo
