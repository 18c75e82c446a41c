#pragma once
// ProxyTrust: whose word is taken for who asks (X-Forwarded-For, X-Forwarded-Proto). From anybody
// else such headers are taken away, and only leave word that there was a proxy.
//
//   auto const trust = TRY(ProxyTrust::of({"10.0.0.0/8", "::1"}));
//   trust.settle(request);   // request.remote is the client, request.came_through_proxy is true
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace agglo::http {

class ProxyTrust {
public:
    /// Addresses or CIDR ranges (RFC 4632, RFC 4291 §2.3). Error: kMalformed with the range.
    static Result<ProxyTrust> of(std::vector<std::string> const& ranges);

    bool holds_for(std::string_view address) const;
    /// Of a request whose `remote` is the peer: the nearest address in X-Forwarded-For that is no
    /// proxy of ours becomes `remote`.
    void settle(Request& request) const;

private:
    struct Range {
        std::array<unsigned char, 16> address;
        int bits;
    };
    std::vector<Range> ranges_;
};

/// What a connection counts for: an IPv4 address, or the /64 of an IPv6 address, which one
/// subscriber has whole.
std::string counted_remote(std::string_view address);

/// An id of the client's own that may be written into logs and headers: 8 to 64 letters, digits,
/// '.', '_', '-'.
bool is_safe_request_id(std::string_view id);

}  // namespace agglo::http
