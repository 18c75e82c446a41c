// Accounts as administrators see them, and what system administrators do: /accounts.
#include "api/account_json.h"
#include "base/text.h"
#include "query/json_value.h"

namespace agglo {

namespace {

constexpr size_t kAccountsMax = 200;  // of one page

std::string named(Ask const& ask) {
    return std::string(ask.parameter(0));
}

bool matches(Account const& account, std::string const& folded) {
    return folded.empty() || account.name.find(folded) != std::string::npos ||
           fold_text(account.display_name).find(folded) != std::string::npos;
}

Result<http::Response> list_accounts(Ask& ask) {
    auto const snapshot = ask.api.desk.snapshot();
    auto const folded = fold_text(ask.request.query_value("search").value_or(""));
    auto const after = ask.request.query_value("after").value_or("");
    auto const role = ask.request.query_value("role").value_or("");
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    size_t written = 0;
    std::string last;
    bool more = false;
    for (auto const& account : TRY(ask.api.accounts.list())) {
        bool const holds =
            role.empty() || std::ranges::find(account.memberships, role, &Membership::role) !=
                                account.memberships.end();
        if (account.name <= after || !holds || !matches(account, folded)) continue;
        more = written == kAccountsMax;
        if (more) break;
        write_account(out, *snapshot, account);
        last = account.name;
        ++written;
    }
    out.end_array().key("next_after");
    more ? out.text(last) : out.null();
    out.end_object();
    return json_response(out);
}

Result<http::Response> read_account(Ask& ask) {
    auto const account = TRY(ask.api.accounts.find(named(ask)));
    JsonWriter out;
    write_account(out, *ask.api.desk.snapshot(), account);
    return json_response(out);
}

http::Response once(std::string const& secret, int status) {
    JsonWriter out;
    out.begin_object().member("one_time_password", secret).end_object();
    return json_response(out, status);
}

/// Without rights, which are for the security administrator to give.
Result<http::Response> create_account(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const name = TRY(text_member(body, "name"));
    ask.audit.subject = name;
    auto const display_name = TRY(optional_text(body, "display_name"));
    auto const account =
        TRY(ask.api.accounts.create({.name = name, .display_name = display_name}, ""));
    return once(TRY(ask.api.accounts.reset_password(account.name)), 201);
}

Result<void> check_not_oneself(Ask const& ask) {
    if (named(ask) == ask.viewer.name) return Error(ErrorCode::kForbidden, {"本人 oneself"});
    return {};
}

Result<http::Response> disable_account(Ask& ask) {
    TRY(check_not_oneself(ask));
    TRY(ask.api.accounts.set_disabled(named(ask), true));
    return http::Response{.status = 204};
}

Result<http::Response> enable_account(Ask& ask) {
    TRY(ask.api.accounts.set_disabled(named(ask), false));
    return http::Response{.status = 204};
}

Result<http::Response> reset_password(Ask& ask) {
    TRY(check_not_oneself(ask));
    return once(TRY(ask.api.accounts.reset_password(named(ask))), 200);
}

Result<http::Response> remove_totp(Ask& ask) {
    TRY(check_not_oneself(ask));
    TRY(ask.api.accounts.remove_totp(named(ask)));
    return http::Response{.status = 204};
}

constexpr EndpointParameter kName{
    .name = "name", .in = EndpointParameter::In::kPath, .required = true};

Endpoint change(std::string_view path, std::string_view zh, std::string_view en,
                std::string_view audited, Answer answer) {
    return {.method = http::Method::kPost,
            .path = path,
            .summary = zh,
            .summary_en = en,
            .need = Need::kSystemAdmin,
            .parameters = {kName},
            .status = 204,
            .proof = true,
            .audited = audited,
            .answer = answer};
}

}  // namespace

Endpoints accounts_endpoints() {
    using enum http::Method;
    Endpoints endpoints = {
        {.method = kGet,
         .path = "/api/v1/accounts",
         .summary = "账号列表（管理员）",
         .summary_en = "Accounts (administrators)",
         .need = Need::kAnyAdmin,
         .parameters = {{.name = "search"}, {.name = "role"}, {.name = "after"}},
         .response = "AccountPage",
         .answer = &list_accounts},
        {.method = kPost,
         .path = "/api/v1/accounts",
         .summary = "新建账号（系统管理员），取得一次性密码",
         .summary_en = "Make an account (system administrators); answers its one-time password",
         .need = Need::kSystemAdmin,
         .request = "AccountInput",
         .response = "OneTimePassword",
         .status = 201,
         .body_bytes_max = 8192,
         .proof = true,
         .audited = "account_create",
         .answer = &create_account},
        {.method = kGet,
         .path = "/api/v1/accounts/{name}",
         .summary = "一个账号（管理员）",
         .summary_en = "An account (administrators)",
         .need = Need::kAnyAdmin,
         .parameters = {kName},
         .response = "Account",
         .answer = &read_account},
        change("/api/v1/accounts/{name}/disable", "停用账号（系统管理员）",
               "Disable an account (system administrators)", "account_disable", &disable_account),
        change("/api/v1/accounts/{name}/enable", "启用账号（系统管理员）",
               "Enable an account (system administrators)", "account_enable", &enable_account),
        change("/api/v1/accounts/{name}/reset", "重置密码为一次性密码（系统管理员）",
               "Reset the password to a one-time one (system administrators)", "password_reset",
               &reset_password),
    };
    endpoints.back().response = "OneTimePassword";
    endpoints.back().status = 200;
    auto remove =
        change("/api/v1/accounts/{name}/totp", "清除动态验证码（系统管理员）",
               "Remove the one-time codes (system administrators)", "totp_reset", &remove_totp);
    remove.method = kDelete;
    endpoints.push_back(std::move(remove));
    return endpoints;
}

}  // namespace agglo
