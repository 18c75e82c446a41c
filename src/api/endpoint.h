#pragma once
// Endpoint: one row of the table from which requests are routed and OpenAPI is written.
#include <span>
#include <vector>

#include "api/ask.h"
#include "base/json_writer.h"
#include "http/router.h"

namespace agglo {

/// Who may ask at all. A session is a person at a browser, not a token; of the administrators each
/// kind is a duty of its own (account/membership.h).
enum class Need : uint8_t {
    kNothing,
    kAccount,
    kSession,
    kSystemAdmin,
    kSecurityAdmin,
    kAuditAdmin,
    kAnyAdmin
};

struct EndpointParameter {
    enum class In : uint8_t { kPath, kQuery, kHeader };
    std::string_view name;
    In in = In::kQuery;
    std::string_view type = "string";  ///< string, integer, boolean
    std::string_view description = "";
    bool required = false;
};

/// Answers at once.
using Answer = Result<http::Response> (*)(Ask& ask);
/// Answers later: after an fsync, or with a stream.
using Start = void (*)(Ask ask, http::Responder respond);

struct Endpoint {
    http::Method method;
    std::string_view path;
    std::string_view summary;  ///< zh
    std::string_view summary_en;
    Need need = Need::kAccount;
    std::vector<EndpointParameter> parameters = {};
    std::string_view request = "";   ///< component of the JSON body; "binary": any bytes
    std::string_view response = "";  ///< component; "file", "stream", "text"; empty: no content
    int status = 200;
    size_t body_bytes_max = 1u << 20;
    bool reads = false;    ///< an unsafe method that changes nothing: open to read-only tokens
    bool proof = false;    ///< only within Accounts::kProofFresh_s of showing who one is
    bool unready = false;  ///< open before a one-time password is replaced or codes are set up
    std::string_view audited = "";  ///< the act as which the audit log notes it, however it ends
    Answer answer = nullptr;
    Start start = nullptr;
};

using Endpoints = std::vector<Endpoint>;

// One function per noun, in the file named after it.
Endpoints record_endpoints();
Endpoints record_write_endpoints();
Endpoints record_story_endpoints();
Endpoints file_endpoints();
Endpoints query_endpoints();
Endpoints schema_endpoints();
Endpoints session_endpoints();
Endpoints own_account_endpoints();
Endpoints own_factor_endpoints();
Endpoints own_token_endpoints();
Endpoints accounts_endpoints();
Endpoints account_rights_endpoints();
Endpoints account_identity_endpoints();
Endpoints audit_endpoints();
Endpoints overview_endpoints();
Endpoints journal_endpoints();
Endpoints checkpoint_endpoints();
Endpoints erasure_endpoints();
Endpoints event_endpoints();
Endpoints difference_endpoints();
Endpoints batch_endpoints();
Endpoints feel_endpoints();
Endpoints decision_endpoints();
Endpoints decision_sweep_endpoints();
Endpoints saved_query_endpoints();
Endpoints search_endpoints();
Endpoints access_endpoints();

/// All of them.
Endpoints const& all_endpoints();

http::Response json_response(JsonWriter& json, int status = 200);
http::Response json_response(std::string json, int status = 200);

}  // namespace agglo
