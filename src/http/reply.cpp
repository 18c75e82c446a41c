#include "http/reply.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fmt/format.h>

#include "http/gzip.h"
#include "http/negotiation.h"

namespace agglo::http {

namespace {

struct Header {
    std::string_view name;
    std::string_view value;
};

// Scripts only from our own files. Style attributes (not elements) are open because the UI kit
// positions pop-ups through them; workers from blobs because MapLibre starts its own so.
constexpr std::array kSecurityHeaders = {
    Header{"Content-Security-Policy",
           "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
           "img-src 'self' data: blob:; worker-src 'self' blob:; child-src blob:; "
           "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"},
    Header{"X-Content-Type-Options", "nosniff"},
    Header{"Referrer-Policy", "no-referrer"},
    Header{"X-Frame-Options", "DENY"},
    Header{"Cross-Origin-Opener-Policy", "same-origin"},
    Header{"Cross-Origin-Resource-Policy", "same-origin"},
    Header{"Permissions-Policy", "camera=(), microphone=(), payment=(), usb=()"},
};

constexpr std::string_view kStrictTransport = "max-age=31536000; includeSubDomains";  // RFC 6797

std::string const* find_header(Response const& response, std::string_view name) {
    for (auto const& [key, value] : response.headers) {
        if (equals_ignoring_case(key, name)) return &value;
    }
    return nullptr;
}

void add_vary(Response& response) {
    for (auto& [key, value] : response.headers) {
        if (!equals_ignoring_case(key, "Vary")) continue;
        value += ", Accept-Encoding";
        return;
    }
    response.headers.emplace_back("Vary", "Accept-Encoding");
}

bool is_not_modified(Response const& response, ReplyTerms const& terms) {
    if (response.status != 200 || terms.if_none_match.empty()) return false;
    if (terms.method != Method::kGet && terms.method != Method::kHead) return false;
    auto const* etag = find_header(response, "ETag");
    return etag && none_match_hits(terms.if_none_match, *etag);
}

void compress(Response& response, ReplyTerms const& terms) {
    if (!is_compressible(response.content_type)) return;
    add_vary(response);
    if (response.body.size() < terms.compress_bytes_min) return;
    if (!accepts_gzip(terms.accept_encoding)) return;
    auto packed = gzip(response.body);
    if (!packed || packed->size() >= response.body.size()) return;
    response.body = std::move(*packed);
    response.headers.emplace_back("Content-Encoding", "gzip");
}

// An embedded file is stored packed once; few clients make us unpack it.
void unpack_or_label(Response& response, ReplyTerms const& terms) {
    add_vary(response);
    if (accepts_gzip(terms.accept_encoding)) {
        response.headers.emplace_back("Content-Encoding", "gzip");
        return;
    }
    response.body = gunzip(response.static_body).value_or("");
    response.static_body = {};
}

void encode_body(Response& response, ReplyTerms const& terms) {
    if (response.open_stream || find_header(response, "Content-Encoding")) return;
    if (!response.static_body.empty()) {
        if (response.static_body_is_gzip) unpack_or_label(response, terms);
        return;
    }
    compress(response, terms);
}

std::string http_date() {
    constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::time_t const now = std::time(nullptr);
    std::tm t{};
    gmtime_r(&now, &t);
    return fmt::format(
        "{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[static_cast<size_t>(t.tm_wday)], t.tm_mday,
        kMonths[static_cast<size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

// A line break in a value would let data become headers.
void append_header(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ");
    for (char const c : value) head += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
    head += "\r\n";
}

bool has_content(int status) {
    return status >= 200 && status != 204 && status != 304;
}

void append_connection(std::string& head, Response const& response, ReplyTerms const& terms) {
    if (response.open_stream || !terms.keep_alive) {
        append_header(head, "Connection", "close");
    } else if (terms.is_http_1_0) {
        append_header(head, "Connection", "keep-alive");
    }
}

std::string make_head(Response const& response, ReplyTerms const& terms, size_t length) {
    auto head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, phrase_of(response.status));
    append_header(head, "Date", http_date());
    append_header(head, "X-Request-Id", terms.request_id);
    if (has_content(response.status)) {
        append_header(head, "Content-Type", response.content_type);
        if (!response.open_stream) append_header(head, "Content-Length", std::to_string(length));
    }
    for (auto const& [name, value] : response.headers) append_header(head, name, value);
    for (auto const& [name, value] : kSecurityHeaders) {
        if (!find_header(response, name)) append_header(head, name, value);
    }
    if (terms.over_https) append_header(head, "Strict-Transport-Security", kStrictTransport);
    append_connection(head, response, terms);
    head += "\r\n";
    return head;
}

}  // namespace

Reply make_reply(Response response, ReplyTerms const& terms) {
    if (is_not_modified(response, terms)) response.status = 304;
    if (response.open_stream) {
        response.content_type = "text/event-stream";
        if (!find_header(response, "Cache-Control"))
            response.headers.emplace_back("Cache-Control", "no-store");
        response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx would hold events back
    }
    if (!has_content(response.status)) {
        if (response.status == 304 && is_compressible(response.content_type)) add_vary(response);
        response.body.clear();
        response.static_body = {};
    } else {
        if (!response.static_body.empty()) response.body.clear();
        encode_body(response, terms);
    }
    size_t const length =
        response.body.empty() ? response.static_body.size() : response.body.size();
    Reply reply{.status = response.status,
                .head = make_head(response, terms, length),
                .own_body = {},
                .static_body = {}};
    if (terms.method == Method::kHead) return reply;
    reply.own_body = std::move(response.body);
    reply.static_body = response.static_body;
    return reply;
}

}  // namespace agglo::http
