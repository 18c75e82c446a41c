#pragma once
// RequestReader: one request out of bytes, within limits, without a socket: HeadScan, then
// Boost.Beast's parser, then what Beast lets pass and must not (RFC 9112 §11). What is refused is
// refused once and for all.
//
//   RequestReader reader(limits);
//   buffer.consume(reader.read_head(all_that_has_come));
//   if (reader.has_head() && !reader.refusal()) reader.allow_body(route.body_bytes_max);
//   buffer.consume(reader.read_body(all_that_has_come));   // until is_whole() or refusal()
#include <memory>
#include <optional>

#include "http/message.h"
#include "http/server.h"

namespace agglo::http {

struct Refusal {
    Error error;
    int status;
    std::string allow = {};
};

Refusal too_large(std::string what, size_t bytes_max, int status);

class RequestReader {
public:
    explicit RequestReader(ServerLimits const& limits);
    ~RequestReader();
    RequestReader(RequestReader const&) = delete;
    RequestReader& operator=(RequestReader const&) = delete;

    /// How many of the bytes were used: none until the head is whole. Bytes not used are given
    /// again, with those that follow.
    size_t read_head(std::string_view bytes);
    bool has_head() const { return has_head_; }

    /// Method, path, query and headers once the head is whole; the body with take_request().
    Request& request() { return request_; }
    bool keep_alive() const;
    bool is_http_1_0() const { return is_http_1_0_; }
    bool wants_continue() const;

    /// Refuses a longer body; bytes that a length promises are refused before they come.
    void allow_body(size_t bytes_max);
    size_t read_body(std::string_view bytes);
    bool is_whole() const;
    size_t body_size() const;
    Request take_request();

    std::optional<Refusal> const& refusal() const { return refusal_; }

private:
    void refuse(Refusal refusal);
    void take_head(std::string_view head);
    void take_target(std::string_view target);

    struct Parser;
    ServerLimits const& limits_;
    std::unique_ptr<Parser> parser_;
    Request request_;
    std::optional<Refusal> refusal_;
    size_t body_bytes_max_ = 0;
    bool has_head_ = false, is_http_1_0_ = false;
};

}  // namespace agglo::http
