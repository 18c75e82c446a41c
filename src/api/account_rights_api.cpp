// What security administrators do with the accounts of others: memberships, sessions, identities.
#include "api/account_json.h"
#include "query/json_value.h"

namespace agglo {

namespace {

std::string named(Ask const& ask) {
    return std::string(ask.parameter(0));
}

Result<void> check_others(Ask const& ask) {
    if (named(ask) == ask.viewer.name) return Error(ErrorCode::kOwnMembership);
    return {};
}

Result<http::Response> give_membership(Ask& ask) {
    TRY(check_others(ask));
    auto const snapshot = ask.api.desk.snapshot();
    auto const body = TRY(parse_json(ask.request.body));
    auto membership = TRY(membership_of(body, *snapshot));
    ask.audit.detail = membership.role;
    auto const given = TRY(ask.api.accounts.give(named(ask), std::move(membership)));
    JsonWriter out;
    write_membership(out, *snapshot, given);
    return json_response(out, 201);
}

Result<http::Response> take_membership(Ask& ask) {
    TRY(check_others(ask));
    auto const id = TRY(id_parameter(ask, 1));
    TRY(ask.api.accounts.take(named(ask), id));
    return http::Response{.status = 204};
}

Result<http::Response> list_sessions(Ask& ask) {
    JsonWriter out;
    write_sessions(out, TRY(ask.api.accounts.sessions(named(ask))), ask.session->id);
    return json_response(out);
}

Result<http::Response> end_sessions(Ask& ask) {
    TRY(ask.api.accounts.end_sessions(named(ask)));
    return http::Response{.status = 204};
}

Result<http::Response> end_session(Ask& ask) {
    auto const id = TRY(id_parameter(ask, 1));
    TRY(ask.api.accounts.end_session(named(ask), id));
    return http::Response{.status = 204};
}

Result<LinkedIdentity> identity_of(Ask const& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    LinkedIdentity identity{.issuer = {}, .subject = {}, .account = named(ask)};
    identity.issuer = TRY(text_member(body, "issuer"));
    identity.subject = TRY(text_member(body, "subject"));
    return identity;
}

Result<http::Response> link_identity(Ask& ask) {
    TRY(check_others(ask));
    auto const identity = TRY(identity_of(ask));
    TRY(ask.api.accounts.link_identity(identity));
    return http::Response{.status = 204};
}

Result<http::Response> unlink_identity(Ask& ask) {
    auto const identity = TRY(identity_of(ask));
    TRY(ask.api.accounts.unlink_identity(identity));
    return http::Response{.status = 204};
}

constexpr EndpointParameter kName{
    .name = "name", .in = EndpointParameter::In::kPath, .required = true};
constexpr EndpointParameter kId{
    .name = "id", .in = EndpointParameter::In::kPath, .type = "integer", .required = true};

}  // namespace

Endpoints account_rights_endpoints() {
    using enum http::Method;
    auto const security = Need::kSecurityAdmin;
    return {
        {.method = kPost,
         .path = "/api/v1/accounts/{name}/memberships",
         .summary = "授予角色（安全管理员）",
         .summary_en = "Give a membership (security administrators)",
         .need = security,
         .parameters = {kName},
         .request = "MembershipInput",
         .response = "Membership",
         .status = 201,
         .proof = true,
         .audited = "membership_give",
         .answer = &give_membership},
        {.method = kDelete,
         .path = "/api/v1/accounts/{name}/memberships/{id}",
         .summary = "收回角色（安全管理员）",
         .summary_en = "Take a membership (security administrators)",
         .need = security,
         .parameters = {kName, kId},
         .status = 204,
         .proof = true,
         .audited = "membership_take",
         .answer = &take_membership},
        {.method = kGet,
         .path = "/api/v1/accounts/{name}/sessions",
         .summary = "账号的会话（安全管理员）",
         .summary_en = "An account's sessions (security administrators)",
         .need = security,
         .parameters = {kName},
         .response = "SessionList",
         .answer = &list_sessions},
        {.method = kDelete,
         .path = "/api/v1/accounts/{name}/sessions",
         .summary = "结束账号的全部会话（安全管理员）",
         .summary_en = "End all sessions of an account (security administrators)",
         .need = security,
         .parameters = {kName},
         .status = 204,
         .audited = "sessions_end",
         .answer = &end_sessions},
        {.method = kDelete,
         .path = "/api/v1/accounts/{name}/sessions/{id}",
         .summary = "结束账号的一个会话（安全管理员）",
         .summary_en = "End a session of an account (security administrators)",
         .need = security,
         .parameters = {kName, kId},
         .status = 204,
         .audited = "session_end",
         .answer = &end_session},
    };
}

Endpoints account_identity_endpoints() {
    using enum http::Method;
    auto const security = Need::kSecurityAdmin;
    return {
        {.method = kPost,
         .path = "/api/v1/accounts/{name}/identities",
         .summary = "关联统一身份（安全管理员）",
         .summary_en = "Link an identity of the provider (security administrators)",
         .need = security,
         .parameters = {kName},
         .request = "IdentityInput",
         .status = 204,
         .proof = true,
         .audited = "identity_link",
         .answer = &link_identity},
        {.method = kDelete,
         .path = "/api/v1/accounts/{name}/identities",
         .summary = "解除统一身份关联（安全管理员）",
         .summary_en = "Unlink an identity (security administrators)",
         .need = security,
         .parameters = {kName},
         .request = "IdentityInput",
         .status = 204,
         .proof = true,
         .audited = "identity_unlink",
         .answer = &unlink_identity},
    };
}

}  // namespace agglo
