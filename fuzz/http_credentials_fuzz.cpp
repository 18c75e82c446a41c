// Fuzzes what headers say of who asks: cookies, forwarded addresses, request ids, encodings and
// versions. The first byte says whether the peer is a trusted proxy; the rest is every header's
// text.
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "http/negotiation.h"
#include "http/proxy_trust.h"

namespace agglo::http {

namespace {

void check_proxy(std::string const& text, bool is_trusted) {
    static ProxyTrust const trust = *ProxyTrust::of({"10.0.0.0/8", "2001:db8::/32"});
    auto const half = text.substr(text.size() / 2);
    std::string const peer = is_trusted ? "10.0.0.1" : "7.7.7.7";
    Request request{
        .headers = {{"x-forwarded-for", text}, {"x-forwarded-for", half}, {"via", text}},
        .remote = peer};
    trust.settle(request);
    AGGLO_ASSERT(request.came_through_proxy);
    AGGLO_ASSERT(!request.header("x-forwarded-for"));
    AGGLO_ASSERT(is_trusted || request.remote == peer);
    AGGLO_ASSERT(request.remote.find_first_not_of("0123456789abcdef.:") == std::string::npos);
    auto const made = ProxyTrust::of({text});
    if (made.ok()) AGGLO_ASSERT(made->holds_for(text.substr(0, text.find('/'))));
}

void check_cookies(std::string const& text) {
    Request const request{.headers = {{"cookie", text}}};
    auto const found = request.cookie("agglo_session");
    if (!found) return;
    AGGLO_ASSERT(text.find("agglo_session=" + std::string(*found)) != text.npos);
    AGGLO_ASSERT(found->find(';') == found->npos);
}

int check(uint8_t const* data, size_t size) {
    if (size == 0) return 0;
    std::string const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    check_proxy(text, data[0] % 2 == 0);
    check_cookies(text);
    if (is_safe_request_id(text)) {
        AGGLO_ASSERT(text.size() <= 64);
        AGGLO_ASSERT(text.find_first_of("\"\\\r\n ;<") == text.npos);
    }
    (void)accepts_gzip(text);
    (void)none_match_hits(text, "\"7\"");
    return 0;
}

}  // namespace

}  // namespace agglo::http

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    return agglo::http::check(data, size);
}
