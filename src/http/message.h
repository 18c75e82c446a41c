#pragma once
// What a handler sees of HTTP: a request in, a response out. Nothing here knows Boost.Beast or the
// domain.
//
//   Handler hello = [](Request request, Responder respond) {
//       auto const name = request.query_value("name");
//       if (!name) return respond(problem(Error(ErrorCode::kRequired, {"name"}),
//       request.request_id)); respond({.body = "\"hello\""});
//   };
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace agglo::http {

enum class Method : uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOther };

std::string_view name_of(Method method);

struct Request {
    Method method = Method::kGet;
    std::string path = {};                                          ///< decoded, starts with '/'
    std::vector<std::pair<std::string, std::string>> query = {};    ///< decoded, in order
    std::vector<std::pair<std::string, std::string>> headers = {};  ///< names in lower case
    std::vector<std::string> parameters = {};  ///< what the route's {…} matched, in order
    std::string body = {};
    std::string remote = {};          ///< who asks: the peer, or the client a trusted proxy names
    std::string request_id = {};      ///< the server's or a safe one of the client, echoed
    std::string method_text = {};     ///< as it was written
    bool came_through_proxy = false;  ///< says so itself, or comes from a trusted one
    /// For the access log: whoever learns which account asks writes its name here before answering.
    std::shared_ptr<std::string> account = {};

    /// The first of that name; views hold as long as the request stays where it is.
    std::optional<std::string_view> header(std::string_view lower_case_name) const;
    std::optional<std::string_view> query_value(std::string_view name) const;
    std::optional<std::string_view> cookie(std::string_view name) const;
};

/// Feeds one client of an event stream. Implemented by the server; safe from any thread. The stream
/// ends when its last owner lets go of it.
class EventStream {
public:
    virtual ~EventStream() = default;
    /// Queues one event; false when the client is gone or too slow (it is then closed).
    virtual bool send(std::string_view event, std::string_view id, std::string_view data) = 0;
    /// Called once, on a worker, when the stream is over for whatever reason; at once if it is.
    virtual void on_close(std::function<void()> closed) = 0;
    virtual void close() = 0;
};

struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    /// Bytes that live as long as the process (embedded files); used instead of `body` when set.
    std::string_view static_body = {};
    bool static_body_is_gzip = false;
    /// When set, the response is an event stream (SSE) and this is called with the open stream.
    std::function<void(std::shared_ptr<EventStream>)> open_stream = {};
};

/// Answers once, from any thread, at once or later; a second answer is ignored. When the last copy
/// is dropped without an answer the client gets 500; a client that has gone does no harm.
using Responder = std::function<void(Response)>;
using Handler = std::function<void(Request, Responder)>;

/// RFC 9457 problem document in zh and en with field paths (docs/api.md). Adds Retry-After and
/// WWW-Authenticate where the kind of failure asks for them.
Response problem(Error const& error, std::string_view request_id);
/// The same with a status of its own, for what is about HTTP itself (400, 405, 431).
Response problem(Error const& error, std::string_view request_id, int status);

/// The one place where kinds of failure become statuses.
int status_of(ErrorKind kind);
/// "Not Found" for 404 (RFC 9110 §15); "Status" for those we never send.
std::string_view phrase_of(int status);

}  // namespace agglo::http
