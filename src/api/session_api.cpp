// Signing in and out: /session.
#include <set>

#include "api/account_json.h"
#include "api/gate.h"
#include "api/labels.h"
#include "query/json_value.h"

namespace agglo {

namespace {

bool demo_offered(Ask const& ask) {
    return ask.api.settings.demo && is_local(ask.request);
}

void write_user(JsonWriter& out, Snapshot const& snapshot, Account const& account) {
    out.begin_object().member("name", account.name);
    out.member("display_name", account.display_name.empty() ? account.name : account.display_name);
    out.key("roles").begin_array();
    std::set<std::string> roles, regions;
    for (auto const& each : account.memberships_at(Instant::now())) {
        regions.insert(each.regions.begin(), each.regions.end());
        if (!roles.insert(each.role).second) continue;
        out.begin_object().member("name", each.role).key("labels");
        write_labels(out, role_labels(*snapshot.model, each.role));
        out.member("duty", name_of(duty_of(*snapshot.model, each.role))).end_object();
    }
    out.end_array().key("regions").begin_array();
    for (auto const& code : regions) write_region(out, snapshot, code);
    out.end_array().member("demo", account.demo).end_object();
}

std::string cookie_of(Ask const& ask, std::string const& secret, int64_t age_s) {
    bool const https = is_https(ask.request);
    return session_cookie(https) + ("=" + secret) +
           "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(age_s) +
           (https ? "; Secure" : "");
}

std::string session_json(Ask const& ask, std::optional<Session> const& session) {
    auto const snapshot = ask.api.desk.snapshot();
    JsonWriter out;
    out.begin_object().key("user");
    session ? write_user(out, *snapshot, session->account) : void(out.null());
    out.member("csrf", session ? session->csrf : std::string()).member("demo", demo_offered(ask));
    bool const replaces = session && session->account.replace_password;
    out.member("must_replace_password", replaces);
    out.member("must_enrol", session && must_enrol(ask.api.settings, session->account));
    out.key("provider").null();
    out.key("demo_roles").begin_array();
    for (auto const& role : snapshot->model->roles) {
        if (!demo_offered(ask)) break;
        out.begin_object().member("name", role.name).key("labels");
        write_labels(out, role.labels);
        out.member("duty", name_of(duty_of(*snapshot->model, role.name))).end_object();
    }
    out.end_array().end_object();
    return out.take();
}

http::Response signed_in(Ask const& ask, Session const& session) {
    auto response = json_response(session_json(ask, session));
    response.headers.emplace_back("Set-Cookie",
                                  cookie_of(ask, session.secret, Accounts::kSessionAge_s));
    return response;
}

Result<http::Response> read_session(Ask& ask) {
    return json_response(session_json(ask, ask.session));
}

Result<http::Response> sign_in(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const name = TRY(text_member(body, "name"));
    ask.audit.account = name;
    Proof proof;
    proof.password = TRY(text_member(body, "password"));
    proof.code = TRY(optional_text(body, "code"));
    return signed_in(ask, TRY(ask.api.accounts.sign_in(name, proof, origin_of(ask.request))));
}

Result<http::Response> confirm(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const password = TRY(optional_text(body, "password"));
    auto const code = TRY(optional_text(body, "code"));
    TRY(ask.api.accounts.confirm(*ask.session, {password, code}, origin_of(ask.request)));
    return http::Response{.status = 204};
}

/// The scope of a demo role that sees one region: the first one with a region above and none below.
std::vector<std::string> demo_regions(Snapshot const& snapshot, Role const& role) {
    auto const entity = snapshot.model->entity_index("region");
    bool const in_places = role.is_held_in(RowScope::kRegion) || role.is_held_in(RowScope::kPark);
    if (!in_places || !entity) return {};
    EntityView const view(snapshot, *entity);
    auto const parent = view.entity().field_index("parent");
    for (size_t row = 0; parent && row < view.rows(); ++row) {
        bool const leaf = view.rows_referring(*parent, static_cast<RecordId>(row) + 1).empty();
        if (view.live(row) && leaf && view.table().has(row, *parent)) return {view.code(row)};
    }
    return {};
}

Result<http::Response> sign_in_demo(Ask& ask) {
    if (!demo_offered(ask)) return Error(ErrorCode::kForbidden, {"demo"});
    auto const body = TRY(parse_json(ask.request.body));
    auto const name = TRY(text_member(body, "role"));
    auto const snapshot = ask.api.desk.snapshot();
    Role const* const role = snapshot->model->find_role(name);
    if (!role) return Error(ErrorCode::kNotInEnumeration, {name, "角色"}).at("role");
    ask.audit.account = "demo." + name;
    Membership held{.role = name, .regions = demo_regions(*snapshot, *role)};
    return signed_in(ask, TRY(ask.api.accounts.sign_in_demo(role->labels.zh, std::move(held),
                                                            origin_of(ask.request))));
}

Result<http::Response> redeem_link(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const token = TRY(text_member(body, "token"));
    Account account;
    account.name = TRY(text_member(body, "name"));
    account.display_name = TRY(text_member(body, "display_name"));
    auto const password = TRY(text_member(body, "password"));
    ask.audit.account = account.name;
    return signed_in(
        ask, TRY(ask.api.accounts.redeem_link(token, account, password, origin_of(ask.request))));
}

Result<http::Response> sign_out(Ask& ask) {
    if (ask.session) TRY(ask.api.accounts.sign_out(ask.session->secret));
    http::Response response;
    response.status = 204;
    response.headers.emplace_back("Set-Cookie", cookie_of(ask, "", 0));
    return response;
}

}  // namespace

Endpoints session_endpoints() {
    using enum http::Method;
    auto const open = Need::kNothing;
    return {
        {.method = kGet,
         .path = "/api/v1/session",
         .summary = "当前登录",
         .summary_en = "Who is signed in",
         .need = open,
         .response = "Session",
         .answer = &read_session},
        {.method = kPost,
         .path = "/api/v1/session",
         .summary = "登录",
         .summary_en = "Sign in",
         .need = open,
         .request = "Credentials",
         .response = "Session",
         .body_bytes_max = 8192,
         .audited = "sign_in",
         .answer = &sign_in},
        {.method = kPost,
         .path = "/api/v1/session/demo",
         .summary = "演示角色登录（仅本机演示）",
         .summary_en = "Sign in as a demo role (local demo only)",
         .need = open,
         .request = "DemoRole",
         .response = "Session",
         .body_bytes_max = 8192,
         .audited = "sign_in_demo",
         .answer = &sign_in_demo},
        {.method = kPost,
         .path = "/api/v1/session/link",
         .summary = "用一次性链接建立首个管理员",
         .summary_en = "Make the first administrator by the one-time link",
         .need = open,
         .request = "LinkInput",
         .response = "Session",
         .body_bytes_max = 8192,
         .audited = "sign_in_link",
         .answer = &redeem_link},
        {.method = kPost,
         .path = "/api/v1/session/confirm",
         .summary = "再次确认身份，其后十分钟内可做须确认的操作",
         .summary_en = "Show again who one is; opens what needs it for ten minutes",
         .need = Need::kSession,
         .request = "Proof",
         .status = 204,
         .body_bytes_max = 8192,
         .unready = true,
         .audited = "confirm",
         .answer = &confirm},
        {.method = kDelete,
         .path = "/api/v1/session",
         .summary = "退出",
         .summary_en = "Sign out",
         .need = open,
         .status = 204,
         .audited = "sign_out",
         .answer = &sign_out},
    };
}

}  // namespace agglo
