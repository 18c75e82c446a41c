#pragma once
// Reply: a Response made ready for the wire: 304 when the client has this version already, gzip
// when it is welcome and worth it, security headers, lengths, connection headers. No sockets here.
//
//   auto reply = make_reply({.body = json}, {.accept_encoding = "gzip", .request_id = id});
//   reply.head + std::string(reply.body());   // "HTTP/1.1 200 OK\r\nDate: …"
#include <string>
#include <string_view>

#include "http/message.h"

namespace agglo::http {

/// What the request says about the form of its answer.
struct ReplyTerms {
    Method method = Method::kGet;
    bool keep_alive = true;
    bool is_http_1_0 = false;
    std::string accept_encoding = {};
    std::string if_none_match = {};
    std::string request_id = {};
    bool over_https = false;  ///< as the proxy in front says
    size_t compress_bytes_min = 1400;
};

struct Reply {
    int status = 0;
    std::string head = {};
    std::string own_body = {};
    std::string_view static_body =
        {};  ///< lives as long as the process; used when own_body is empty

    std::string_view body() const { return own_body.empty() ? static_body : own_body; }
};

/// ETags name the record's version and stay the same under gzip, so that they serve If-Match too;
/// Vary keeps caches from mixing the two.
Reply make_reply(Response response, ReplyTerms const& terms);

}  // namespace agglo::http
