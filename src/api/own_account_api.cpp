// One's own account: /account. What everybody may do for himself.
#include "api/account_json.h"
#include "query/json_value.h"

namespace agglo {

namespace {

std::string const& own_name(Ask const& ask) {
    return ask.session->account.name;
}

Result<http::Response> read_account(Ask& ask) {
    auto const snapshot = ask.api.desk.snapshot();
    auto const account = TRY(ask.api.accounts.find(own_name(ask)));
    auto const delegated = TRY(ask.api.accounts.delegated(account.name));
    auto const identities = TRY(ask.api.accounts.identities(account.name));
    auto const codes = TRY(ask.api.accounts.recovery_codes_left(account.name));
    JsonWriter out;
    out.begin_object().key("account");
    write_account(out, *snapshot, account);
    out.member("recovery_codes_left", codes).key("delegated").begin_array();
    for (auto const& [holder, membership] : delegated) {
        out.begin_object().member("holder", holder).key("membership");
        write_membership(out, *snapshot, membership);
        out.end_object();
    }
    out.end_array().key("identities").begin_array();
    for (auto const& each : identities)
        out.begin_object()
            .member("issuer", each.issuer)
            .member("subject", each.subject)
            .end_object();
    out.end_array().member("fresh", ask.api.accounts.is_fresh(*ask.session)).end_object();
    return json_response(out);
}

Result<http::Response> change_password(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const old_password = TRY(text_member(body, "old_password"));
    auto const password = TRY(text_member(body, "password"));
    TRY(ask.api.accounts.change_password(*ask.session, old_password, password,
                                         origin_of(ask.request)));
    return http::Response{.status = 204};
}

Result<http::Response> list_sessions(Ask& ask) {
    JsonWriter out;
    write_sessions(out, TRY(ask.api.accounts.sessions(own_name(ask))), ask.session->id);
    return json_response(out);
}

Result<http::Response> end_session(Ask& ask) {
    auto const id = TRY(id_parameter(ask, 0));
    TRY(ask.api.accounts.end_session(own_name(ask), id));
    return http::Response{.status = 204};
}

Result<http::Response> begin_totp(Ask& ask) {
    auto const enrolment = TRY(ask.api.accounts.begin_totp(own_name(ask)));
    JsonWriter out;
    out.begin_object().member("secret", enrolment.secret).member("uri", enrolment.uri).end_object();
    return json_response(out);
}

Result<http::Response> confirm_totp(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const code = TRY(text_member(body, "code"));
    auto const codes = TRY(ask.api.accounts.confirm_totp(own_name(ask), code));
    JsonWriter out;
    out.begin_object().key("recovery_codes").begin_array();
    for (auto const& each : codes) out.text(each);
    out.end_array().end_object();
    return json_response(out);
}

Result<http::Response> remove_totp(Ask& ask) {
    TRY(ask.api.accounts.remove_totp(own_name(ask)));
    return http::Response{.status = 204};
}

/// The delegator's membership, less where the body says less.
Result<Membership> part_of(Ask const& ask, boost::json::value const& body) {
    auto const id = TRY(id_member(body, "membership"));
    auto const account = TRY(ask.api.accounts.find(own_name(ask)));
    for (auto const& whole : account.memberships) {
        if (whole.id != id) continue;
        auto part = whole;
        part.delegated_from = whole.delegated_from ? 0 : whole.id;
        auto const regions = TRY(texts_member(body, "regions"));
        auto const parks = TRY(texts_member(body, "parks"));
        if (!regions.empty()) part.regions = regions;
        if (!parks.empty()) part.parks = parks;
        part.from = TRY(instant_member(body, "from"));
        part.until = TRY(instant_member(body, "until"));
        return part;
    }
    return Error(ErrorCode::kNoSuchRecord, {"membership", std::to_string(id)}).at("membership");
}

Result<http::Response> delegate(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const to = TRY(text_member(body, "to"));
    ask.audit.subject = to;
    auto part = TRY(part_of(ask, body));
    ask.audit.detail = part.role;
    auto const made = TRY(ask.api.accounts.delegate(own_name(ask), to, std::move(part)));
    JsonWriter out;
    write_membership(out, *ask.api.desk.snapshot(), made);
    return json_response(out, 201);
}

/// By him who gave it or him who has it.
Result<http::Response> end_delegation(Ask& ask) {
    auto const id = TRY(id_parameter(ask, 0));
    auto const& accounts = ask.api.accounts;
    for (auto const& [holder, membership] : TRY(accounts.delegated(own_name(ask)))) {
        if (membership.id != id) continue;
        TRY(ask.api.accounts.take(holder, id));
        return http::Response{.status = 204};
    }
    auto const account = TRY(accounts.find(own_name(ask)));
    for (auto const& membership : account.memberships) {
        if (membership.id != id || membership.delegated_from == 0) continue;
        TRY(ask.api.accounts.take(account.name, id));
        return http::Response{.status = 204};
    }
    return Error(ErrorCode::kNoSuchRecord, {"delegation", std::to_string(id)});
}

constexpr EndpointParameter kId{
    .name = "id", .in = EndpointParameter::In::kPath, .type = "integer", .required = true};

}  // namespace

Endpoints own_account_endpoints() {
    using enum http::Method;
    auto const own = Need::kSession;
    return {
        {.method = kGet,
         .path = "/api/v1/account",
         .summary = "我的账号",
         .summary_en = "One's own account",
         .need = own,
         .response = "OwnAccount",
         .unready = true,
         .answer = &read_account},
        {.method = kPost,
         .path = "/api/v1/account/password",
         .summary = "修改密码，其他会话随之结束",
         .summary_en = "Change the password; other sessions end",
         .need = own,
         .request = "PasswordInput",
         .status = 204,
         .body_bytes_max = 8192,
         .unready = true,
         .audited = "password_change",
         .answer = &change_password},
        {.method = kGet,
         .path = "/api/v1/account/sessions",
         .summary = "我的会话",
         .summary_en = "One's own sessions",
         .need = own,
         .response = "SessionList",
         .answer = &list_sessions},
        {.method = kDelete,
         .path = "/api/v1/account/sessions/{id}",
         .summary = "结束我的一个会话",
         .summary_en = "End one of one's own sessions",
         .need = own,
         .parameters = {kId},
         .status = 204,
         .audited = "session_end",
         .answer = &end_session},
    };
}

Endpoints own_factor_endpoints() {
    using enum http::Method;
    auto const own = Need::kSession;
    return {
        {.method = kPost,
         .path = "/api/v1/account/totp",
         .summary = "开始设置动态验证码",
         .summary_en = "Begin to set up one-time codes",
         .need = own,
         .response = "TotpEnrolment",
         .proof = true,
         .unready = true,
         .audited = "totp_begin",
         .answer = &begin_totp},
        {.method = kPost,
         .path = "/api/v1/account/totp/confirm",
         .summary = "以一个验证码完成设置，取得恢复码（只显示一次）",
         .summary_en = "Finish by showing a code; answers the recovery codes, once",
         .need = own,
         .request = "CodeInput",
         .response = "RecoveryCodes",
         .body_bytes_max = 8192,
         .proof = true,
         .unready = true,
         .audited = "totp_set_up",
         .answer = &confirm_totp},
        {.method = kDelete,
         .path = "/api/v1/account/totp",
         .summary = "停用动态验证码",
         .summary_en = "Do without one-time codes",
         .need = own,
         .status = 204,
         .proof = true,
         .audited = "totp_remove",
         .answer = &remove_totp},
        {.method = kPost,
         .path = "/api/v1/account/delegations",
         .summary = "把自己的一个角色（或其中一部分）委托给他人至某日",
         .summary_en = "Delegate one of one's memberships, or less of it, until a day",
         .need = own,
         .request = "DelegationInput",
         .response = "Membership",
         .status = 201,
         .proof = true,
         .audited = "delegate",
         .answer = &delegate},
        {.method = kDelete,
         .path = "/api/v1/account/delegations/{id}",
         .summary = "结束委托（委托人或受托人）",
         .summary_en = "End a delegation, by either side",
         .need = own,
         .parameters = {kId},
         .status = 204,
         .audited = "delegation_end",
         .answer = &end_delegation},
    };
}

}  // namespace agglo
