#include "http/proxy_trust.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace agglo::http {

namespace {

constexpr std::array kForwardingHeaders = {"forwarded",        "x-forwarded-for",
                                           "x-forwarded-host", "x-forwarded-proto",
                                           "x-forwarded-port", "x-real-ip"};
constexpr int kMappedBits = 96;  // ::ffff:0:0/96 (RFC 4291 §2.5.5.2)
constexpr size_t kSubscriberBytes = 8;

using Address = std::array<unsigned char, 16>;

/// IPv4 as its mapped IPv6 address, so that there is one kind.
std::optional<Address> address_of(std::string_view text) {
    std::string const terminated(text.substr(0, 64));
    Address address{};
    if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
    address[10] = address[11] = 0xFF;
    if (inet_pton(AF_INET, terminated.c_str(), address.data() + 12) == 1) return address;
    return std::nullopt;
}

bool is_v4(Address const& address) {
    constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    return std::equal(kMapped.begin(), kMapped.end(), address.begin());
}

bool agree(Address const& a, Address const& b, int bits) {
    auto const whole = static_cast<size_t>(bits / 8);
    if (!std::equal(a.begin(), a.begin() + bits / 8, b.begin())) return false;
    int const rest = bits % 8;
    return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

std::string text_of(Address const& address) {
    char text[INET6_ADDRSTRLEN] = {};
    bool const v4 = is_v4(address);
    inet_ntop(v4 ? AF_INET : AF_INET6, address.data() + (v4 ? 12 : 0), text, sizeof text);
    return text;
}

bool is_forwarding(std::string_view name) {
    return std::ranges::find(kForwardingHeaders, name) != kForwardingHeaders.end();
}

/// Every header of that name as one list (RFC 9110 §5.3).
std::string joined(Request const& request, std::string_view name) {
    std::string list;
    for (auto const& [key, value] : request.headers) {
        if (key != name) continue;
        if (!list.empty()) list += ',';
        list += value;
    }
    return list;
}

}  // namespace

Result<ProxyTrust> ProxyTrust::of(std::vector<std::string> const& ranges) {
    ProxyTrust trust;
    for (auto const& text : ranges) {
        auto const slash = std::min(text.find('/'), text.size());
        auto const address = address_of(std::string_view(text).substr(0, slash));
        if (!address) return Error(ErrorCode::kMalformed, {text}).at("trusted_proxy");
        int const most = is_v4(*address) ? 32 : 128;
        int bits = most;
        if (slash < text.size()) {
            auto const* const end = text.data() + text.size();
            auto const [stop, code] = std::from_chars(text.data() + slash + 1, end, bits);
            if (code != std::errc() || stop != end || bits < 0 || bits > most)
                return Error(ErrorCode::kMalformed, {text}).at("trusted_proxy");
        }
        trust.ranges_.push_back({*address, most == 32 ? kMappedBits + bits : bits});
    }
    return trust;
}

bool ProxyTrust::holds_for(std::string_view text) const {
    auto const address = address_of(text);
    return address && std::ranges::any_of(ranges_, [&](Range const& range) {
               return agree(range.address, *address, range.bits);
           });
}

void ProxyTrust::settle(Request& request) const {
    bool const is_trusted = holds_for(request.remote);
    request.came_through_proxy =
        is_trusted || std::ranges::any_of(request.headers, [](auto const& header) {
            return header.first == "via" || is_forwarding(header.first);
        });
    auto chain = joined(request, "x-forwarded-for");
    bool const is_https = joined(request, "x-forwarded-proto") == "https";
    std::erase_if(request.headers, [](auto const& header) { return is_forwarding(header.first); });
    if (!is_trusted) return;
    if (is_https) request.headers.emplace_back("x-forwarded-proto", "https");
    // From the right: what stands before the last proxy that is ours, anybody may have written.
    while (!chain.empty() && holds_for(request.remote)) {
        auto const comma = chain.rfind(',');
        auto const last = trim(std::string_view(chain).substr(comma + 1));
        auto const address = address_of(last);
        if (!address) break;
        request.remote = text_of(*address);
        chain.resize(comma == chain.npos ? 0 : comma);
    }
}

std::string counted_remote(std::string_view text) {
    auto const address = address_of(text);
    if (!address || is_v4(*address)) return std::string(text);
    return std::string(reinterpret_cast<char const*>(address->data()), kSubscriberBytes);
}

bool is_safe_request_id(std::string_view id) {
    return id.size() >= 8 && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
               bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
               return is_letter || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
           });
}

}  // namespace agglo::http
