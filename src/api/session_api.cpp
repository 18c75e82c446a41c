// Signing in and out: /session.
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "api/endpoint.h"
#include "api/labels.h"
#include "query/json_value.h"

namespace agglo {

namespace {

namespace json = boost::json;

constexpr std::string_view kClearCookie =
    "agglo_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";

bool demo_offered(Ask const& ask) {
    return ask.api.settings.demo && is_local(ask.request);
}

void write_user(JsonWriter& out, Snapshot const& snapshot, Account const& account) {
    out.begin_object().member("name", account.name);
    out.member("display_name", account.display_name.empty() ? account.name : account.display_name);
    out.key("roles").begin_array();
    for (auto const& name : account.roles) {
        Role const* const role = snapshot.model->find_role(name);
        out.begin_object().member("name", name).key("labels");
        write_labels(out, role ? role->labels : Labels{name, name});
        out.end_object();
    }
    out.end_array().key("regions").begin_array();
    for (auto const& code : account.region_codes) write_region(out, snapshot, code);
    out.end_array().end_object();
}

std::string session_json(Ask const& ask, std::optional<Session> const& session) {
    auto const snapshot = ask.api.desk.snapshot();
    JsonWriter out;
    out.begin_object().key("user");
    session ? write_user(out, *snapshot, session->account) : void(out.null());
    out.member("csrf", session ? session->csrf : std::string()).member("demo", demo_offered(ask));
    out.key("demo_roles").begin_array();
    for (auto const& role : snapshot->model->roles) {
        if (!demo_offered(ask)) break;
        out.begin_object().member("name", role.name).key("labels");
        write_labels(out, role.labels);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take();
}

http::Response signed_in(Ask const& ask, Session const& session) {
    auto response = json_response(session_json(ask, session));
    bool const secure = ask.request.header("x-forwarded-proto").value_or("") == "https";
    response.headers.emplace_back("Set-Cookie",
                                  "agglo_session=" + session.secret +
                                      "; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800" +
                                      (secure ? "; Secure" : ""));
    return response;
}

Result<std::string> text_member(json::value const& body, std::string_view name) {
    auto const* object = body.if_object();
    auto const* value = object ? object->if_contains(name) : nullptr;
    if (!value || !value->is_string())
        return Error(ErrorCode::kRequired, {std::string(name)}).at(name);
    return std::string(std::string_view(value->get_string()));
}

Result<http::Response> read_session(Ask& ask) {
    return json_response(session_json(ask, ask.session));
}

Result<http::Response> sign_in(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const name = TRY(text_member(body, "name"));
    auto const password = TRY(text_member(body, "password"));
    return signed_in(ask, TRY(ask.api.accounts.sign_in(name, password, ask.request.remote)));
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
    auto session =
        ask.api.accounts.sign_in_demo(name, role->labels.zh, demo_regions(*snapshot, *role));
    return signed_in(ask, TRY(std::move(session)));
}

Result<http::Response> redeem_link(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const token = TRY(text_member(body, "token"));
    Account account;
    account.name = TRY(text_member(body, "name"));
    account.display_name = TRY(text_member(body, "display_name"));
    auto const password = TRY(text_member(body, "password"));
    auto const snapshot = ask.api.desk.snapshot();
    for (auto const& role : snapshot->model->roles) {
        if (role.admin == AdminKind::kSystem) account.roles.push_back(role.name);
    }
    return signed_in(ask, TRY(ask.api.accounts.redeem_link(token, account, password)));
}

Result<http::Response> sign_out(Ask& ask) {
    if (ask.session) TRY(ask.api.accounts.sign_out(ask.session->secret));
    http::Response response;
    response.status = 204;
    response.headers.emplace_back("Set-Cookie", std::string(kClearCookie));
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
         .answer = &sign_in},
        {.method = kPost,
         .path = "/api/v1/session/demo",
         .summary = "演示角色登录（仅本机演示）",
         .summary_en = "Sign in as a demo role (local demo only)",
         .need = open,
         .request = "DemoRole",
         .response = "Session",
         .body_bytes_max = 8192,
         .answer = &sign_in_demo},
        {.method = kPost,
         .path = "/api/v1/session/link",
         .summary = "用一次性链接建立首个管理员",
         .summary_en = "Make the first administrator by the one-time link",
         .need = open,
         .request = "LinkInput",
         .response = "Session",
         .body_bytes_max = 8192,
         .answer = &redeem_link},
        {.method = kDelete,
         .path = "/api/v1/session",
         .summary = "退出",
         .summary_en = "Sign out",
         .need = open,
         .status = 204,
         .answer = &sign_out},
    };
}

}  // namespace agglo
