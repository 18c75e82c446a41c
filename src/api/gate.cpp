#include "api/gate.h"

#include <algorithm>
#include <cstdio>

namespace agglo {

namespace {

struct DutyNeed {
    Need need;
    Duty duty;
    char const* words;
};

constexpr DutyNeed kDutyNeeds[] = {
    {Need::kSystemAdmin, Duty::kSystem, "系统管理员 system administrators"},
    {Need::kSecurityAdmin, Duty::kSecurity, "安全管理员 security administrators"},
    {Need::kAuditAdmin, Duty::kAudit, "审计管理员 audit administrators"},
};

bool is_unsafe(http::Method method) {
    return method != http::Method::kGet && method != http::Method::kHead;
}

bool has_any_duty(Ask const& ask) {
    return std::ranges::any_of(kDutyNeeds,
                               [&](DutyNeed const& each) { return has_duty(ask, each.duty); });
}

Result<void> check_token(Ask const& ask, Endpoint const& endpoint) {
    bool const is_read = !is_unsafe(endpoint.method) || endpoint.reads;
    if (!is_read && !ask.token->scope.write) return Error(ErrorCode::kTokenScope, {"写入 writing"});
    if (endpoint.proof) return Error(ErrorCode::kTokenScope, {"须本人确认 what needs a person"});
    return {};
}

Result<void> check_duty(Ask const& ask, Need need) {
    if (need == Need::kAnyAdmin && !has_any_duty(ask))
        return Error(ErrorCode::kForbidden, {"管理员 administrators"});
    for (auto const& each : kDutyNeeds) {
        if (each.need == need && !has_duty(ask, each.duty))
            return Error(ErrorCode::kForbidden, {each.words});
    }
    return {};
}

}  // namespace

bool must_enrol(ApiSettings const& settings, Account const& account) {
    if (account.second_factor || account.demo) return false;
    auto const held = account.memberships_at(Instant::now());
    return std::ranges::any_of(settings.second_factor_roles, [&](std::string const& role) {
        return std::ranges::find(held, role, &Membership::role) != held.end();
    });
}

Result<void> admit(Ask const& ask, Endpoint const& endpoint) {
    if (endpoint.need == Need::kNothing) return {};
    if (ask.viewer.name.empty()) return Error(ErrorCode::kUnauthenticated);
    if (endpoint.need != Need::kAccount && !ask.session)
        return Error(ErrorCode::kTokenScope, {"账号管理 accounts"});
    if (ask.token) TRY(check_token(ask, endpoint));
    if (ask.session && !endpoint.unready) {
        if (ask.session->account.replace_password)
            return Error(ErrorCode::kPasswordReplacementRequired);
        if (must_enrol(ask.api.settings, ask.session->account))
            return Error(ErrorCode::kSecondFactorEnrolmentRequired);
    }
    TRY(check_duty(ask, endpoint.need));
    if (endpoint.proof && !ask.api.accounts.is_fresh(*ask.session))
        return Error(ErrorCode::kReauthenticationRequired);
    return {};
}

// Written before the answer goes out, but for a flood of refused attempts.
void note_audited(Ask const& ask, Endpoint const& endpoint, std::string_view error) {
    if (endpoint.audited.empty()) return;
    auto event = ask.audit;
    event.act = endpoint.audited;
    if (!error.empty()) event.outcome = error;
    if (event.account.empty()) event.account = ask.viewer.name;
    auto const origin = origin_of(ask.request);
    event.remote = origin.remote;
    event.device = origin.device;
    event.request_id = ask.request.request_id;
    if (event.subject.empty()) {
        for (auto const& part : ask.request.parameters)
            event.subject += (event.subject.empty() ? "" : "/") + part;
    }
    if (error == "too_many_attempts" || error == "unauthenticated")
        return ask.api.audit.note(std::move(event));
    auto const written = ask.api.audit.note_at_once(std::move(event));
    if (!written.ok())
        std::fprintf(stderr, "audit log: %s\n", written.error().message_en().c_str());
}

}  // namespace agglo
