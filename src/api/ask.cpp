#include "api/ask.h"

#include <algorithm>
#include <charconv>

#include "desk/point.h"

namespace agglo {

namespace {

constexpr std::string_view kBearer = "Bearer ";

bool is_unsafe(http::Method method) {
    return method != http::Method::kGet && method != http::Method::kHead;
}

bool is_loopback_name(std::string_view host) {
    if (host.starts_with("[::1]")) return true;
    host = host.substr(0, host.rfind(':'));
    return host == "localhost" || host == "127.0.0.1";
}

std::optional<uint64_t> whole_number(std::string_view text) {
    uint64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return number;
}

}  // namespace

Viewer viewer_of(Account const& account, Instant now) {
    Viewer viewer{account.name};
    for (auto const& each : account.memberships_at(now)) {
        HeldRole held{.role = each.role, .regions = each.regions, .parks = each.parks};
        for (auto const& own : each.own) held.own.push_back({own.entity, own.code});
        if (!each.unit.empty()) held.own.push_back({"organisation", each.unit});
        viewer.roles.push_back(std::move(held));
    }
    return viewer;
}

Duty duty_of(Model const& model, std::string_view role) {
    auto const* const found = model.find_role(role);
    switch (found ? found->admin : AdminKind::kNone) {
        case AdminKind::kNone: return Duty::kBusiness;
        case AdminKind::kSystem: return Duty::kSystem;
        case AdminKind::kSecurity: return Duty::kSecurity;
        case AdminKind::kAudit: return Duty::kAudit;
    }
    return Duty::kBusiness;
}

bool has_duty(Ask const& ask, Duty duty) {
    auto const snapshot = ask.api.desk.snapshot();
    return std::ranges::any_of(ask.viewer.roles, [&](HeldRole const& held) {
        return duty_of(*snapshot->model, held.role) == duty;
    });
}

Origin origin_of(http::Request const& request) {
    return {request.remote, std::string(request.header("user-agent").value_or(""))};
}

bool is_https(http::Request const& request) {
    return request.header("x-forwarded-proto").value_or("") == "https";
}

std::function<bool()> still_holds(Ask const& ask) {
    if (ask.token) {
        auto const header = ask.request.header("authorization").value_or("");
        return [&accounts = ask.api.accounts, viewer = ask.viewer,
                secret = std::string(header.substr(kBearer.size())), remote = ask.request.remote] {
            auto const found = accounts.token_account(secret, remote);
            if (!found.ok()) return found.error().code() == ErrorCode::kStorageFailed;
            return found->has_value() && viewer_of((*found)->account).roles == viewer.roles;
        };
    }
    if (!ask.session) return [] { return false; };
    return [&accounts = ask.api.accounts, viewer = ask.viewer, secret = ask.session->secret] {
        auto const found = accounts.session(secret, Accounts::Use::kLooksOnly);
        if (!found.ok()) return found.error().code() == ErrorCode::kStorageFailed;
        return found->has_value() && viewer_of((*found)->account).roles == viewer.roles;
    };
}

bool is_local(http::Request const& request) {
    if (request.came_through_proxy) return false;
    bool const peer = request.remote.starts_with("127.") || request.remote.starts_with("::1");
    return peer && is_loopback_name(request.header("host").value_or(""));
}

Result<SnapshotPtr> Ask::snapshot(std::string_view parameter) {
    auto const point = request.query_value(parameter);
    if (point && !point->empty()) viewer.now = api.desk.snapshot();
    auto const facts = TRY(snapshot_of(api.desk, point.value_or("")).at(parameter));
    return api.desk.shown(facts, TRY(on()));
}

GroupCache* Ask::groups() const {
    return request.query_value("as_of").value_or("").empty() ? &api.desk.groups() : nullptr;
}

Result<Date> Ask::on() const {
    auto const date = request.query_value("on");
    if (!date || date->empty()) return Instant::now().date_in_shanghai();
    return Date::parse(*date).at("on");
}

Result<size_t> Ask::count(std::string_view name, size_t otherwise, size_t most) const {
    auto const text = request.query_value(name);
    if (!text || text->empty()) return otherwise;
    auto const number = whole_number(*text);
    if (!number)
        return Error(ErrorCode::kWrongType,
                     {"整数 (a whole number)", std::string(text->substr(0, 40))})
            .at(name);
    if (*number > most)
        return Error(ErrorCode::kTooLarge, {std::string(name), std::to_string(most)}).at(name);
    return static_cast<size_t>(*number);
}

bool Ask::flag(std::string_view name) const {
    return request.query_value(name).value_or("") == "true";
}

Result<Ask> identify(ApiContext& api, http::Request request) {
    Ask ask{api, std::move(request), {}};
    auto const authorization = ask.request.header("authorization");
    if (authorization && authorization->starts_with(kBearer)) {
        std::string const secret(authorization->substr(kBearer.size()));
        ask.token = TRY(api.accounts.token_account(secret, ask.request.remote));
        if (!ask.token) return Error(ErrorCode::kUnauthenticated);
        ask.viewer = viewer_of(ask.token->account);
        ask.viewer.read_only = !ask.token->scope.write;
        ask.viewer.entities = ask.token->scope.entities;
        return ask;
    }
    auto const cookie = ask.request.cookie(session_cookie(is_https(ask.request)));
    if (!cookie || cookie->empty()) return ask;
    ask.session = TRY(api.accounts.session(std::string(*cookie)));
    if (!ask.session) return ask;
    if (is_unsafe(ask.request.method) &&
        ask.request.header("x-csrf-token").value_or("") != ask.session->csrf) {
        return Error(ErrorCode::kBadCsrf);
    }
    ask.viewer = viewer_of(ask.session->account);
    return ask;
}

}  // namespace agglo
