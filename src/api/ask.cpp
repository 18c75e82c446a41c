#include "api/ask.h"

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

Viewer viewer_of(Account const& account) {
    return Viewer::with(account.name, account.roles, account.region_codes);
}

bool is_local(http::Request const& request) {
    for (auto const* header : {"forwarded", "x-forwarded-for", "x-forwarded-host",
                               "x-forwarded-proto", "x-real-ip", "via"}) {
        if (request.header(header)) return false;
    }
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
    Ask ask{api, std::move(request), {}, std::nullopt};
    auto const authorization = ask.request.header("authorization");
    if (authorization && authorization->starts_with(kBearer)) {
        auto const account =
            TRY(api.accounts.token_account(std::string(authorization->substr(kBearer.size()))));
        if (!account) return Error(ErrorCode::kUnauthenticated);
        ask.viewer = viewer_of(*account);
        return ask;
    }
    auto const cookie = ask.request.cookie("agglo_session");
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
