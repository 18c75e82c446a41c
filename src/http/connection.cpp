// One client of the server, by Boost.Beast's parser: reading within limits, refusing what is
// malformed or too much, handing over to workers, writing. The only unit that includes Beast (it
// compiles 20 s).
#include <array>
#include <cstdio>
#include <fmt/format.h>

#include "http/answer.h"
#include "http/beast.h"
#include "http/event_backlog.h"
#include "http/negotiation.h"
#include "http/target.h"

namespace agglo::http {

namespace {

namespace beast = boost::beast;
using RequestParser = beast::http::request_parser<beast::http::string_body>;
using Head = beast::http::request_header<>;

constexpr size_t kReadAhead = 16u << 10;  // buffered beyond the headers: pipelined requests, body
constexpr size_t kLingerBytesMax = 8u << 20;  // of a refused body, so that the client reads why
constexpr std::chrono::seconds kLingerTimeout{2};

class OpenStream final : public EventStream {
public:
    explicit OpenStream(std::shared_ptr<EventBacklog> backlog) : backlog_(std::move(backlog)) {}
    ~OpenStream() override { backlog_->close(); }
    bool send(std::string_view event, std::string_view id, std::string_view data) override {
        return backlog_->push(format_event(event, id, data));
    }
    void on_close(std::function<void()> closed) override { backlog_->on_finish(std::move(closed)); }
    void close() override { backlog_->close(); }

private:
    std::shared_ptr<EventBacklog> const backlog_;
};

enum class Next { kKeepAlive, kLinger, kClose };

struct Refusal {
    Error error;
    int status;
    std::string allow = {};
};

// Where a request goes, or why nowhere.
struct Destination {
    Handler const* handler = nullptr;
    size_t body_bytes_max = 0;
    std::optional<Refusal> refusal = {};
};

Refusal malformed(std::string what) {
    return {Error(ErrorCode::kMalformed, {std::move(what)}), 400};
}
Refusal overloaded() {
    return {Error(ErrorCode::kOverloaded), 503};
}
Refusal too_large(std::string what, size_t bytes_max, int status) {
    return {Error(ErrorCode::kTooLarge, {std::move(what), fmt::format("{} B", bytes_max)}), status};
}

class TcpConnection final : public Connection, public std::enable_shared_from_this<TcpConnection> {
public:
    TcpConnection(Core& core, uint64_t id, tcp::socket socket);
    ~TcpConnection() override { core_.forget(id_); }

    net::any_io_executor executor() override { return stream_.get_executor(); }
    Awaitable<void> run() override;
    void wind_down() override;
    void cut_off() override;

private:
    Awaitable<bool> first_byte();
    Awaitable<Next> serve();
    Awaitable<Next> serve_body(RequestParser& parser, Request& request, ReplyTerms const& terms);
    Awaitable<error_code> read_body(RequestParser& parser, Share& memory);
    Awaitable<Next> hand_over(Request& request, Handler const& handler, ReplyTerms const& terms);
    Awaitable<Next> refuse(Refusal const& refusal, ReplyTerms terms);
    Awaitable<Next> refuse_unreadable(error_code code, ReplyTerms terms, size_t body_bytes_max);
    Awaitable<Next> send(Answer const& answer);
    Awaitable<void> stream_events(OpenEvents const& open);
    Awaitable<bool> write(std::string_view head, std::string_view body);
    Awaitable<void> linger();

    void watch_for_end(std::weak_ptr<EventBacklog> backlog);
    ReplyTerms terms_of(RequestParser const& parser, Request const& request) const;
    Destination destination_of(Head const& head, Request& request) const;

    Core& core_;
    ServerLimits const& limits_;
    uint64_t const id_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::string remote_;
    bool is_idle_ = true;
    bool is_first_ = true;
    std::weak_ptr<EventBacklog> events_;
};

Method method_of(beast::http::verb name) {
    using beast::http::verb;
    switch (name) {
        case verb::get: return Method::kGet;
        case verb::head: return Method::kHead;
        case verb::post: return Method::kPost;
        case verb::put: return Method::kPut;
        case verb::patch: return Method::kPatch;
        case verb::delete_: return Method::kDelete;
        default: return Method::kOther;
    }
}

std::string lower_case(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

Request request_of(Head const& head, std::string const& remote, std::string request_id) {
    Request request{.method = method_of(head.method())};
    for (auto const& field : head)
        request.headers.emplace_back(lower_case(field.name_string()), field.value());
    request.remote = remote;
    request.request_id = std::move(request_id);
    return request;
}

// Shapes on which two servers in a row could disagree where a request ends (RFC 9112 §6.3, §11.2)
// or whom it is for (§3.2). Beast takes some of them, so all are looked at here.
bool is_ambiguous(Head const& head) {
    using beast::http::field;
    auto const lengths = head.count(field::content_length);
    auto const encodings = head.count(field::transfer_encoding);
    if (head.version() == 11 && head.count(field::host) != 1) return true;
    if (lengths + encodings > 1) return true;
    if (lengths == 1) {
        std::string_view const digits = head[field::content_length];
        return digits.empty() || digits.find_first_not_of("0123456789") != digits.npos;
    }
    if (encodings == 0) return false;
    return head.version() != 11 || !equals_ignoring_case(head[field::transfer_encoding], "chunked");
}

// Nothing a handler throws may end the server; the client learns no more than the request id.
template <class Call>
void run_guarded(std::string const& request_id, Call call) {
    try {
        call();
    } catch (std::exception const& exception) {
        std::fprintf(stderr, "request %s: %s\n", request_id.c_str(), exception.what());
    }
}

TcpConnection::TcpConnection(Core& core, uint64_t id, tcp::socket socket)
    : core_(core),
      limits_(core.settings.limits),
      id_(id),
      stream_(std::move(socket)),
      buffer_(limits_.header_bytes_max + kReadAhead) {
    error_code code;
    auto const peer = stream_.socket().remote_endpoint(code);
    if (!code) remote_ = peer.address().to_string();
    stream_.socket().set_option(tcp::no_delay(true), code);
}

void TcpConnection::wind_down() {
    net::post(executor(), [self = shared_from_this()] {
        if (self->is_idle_) self->stream_.close();
        if (auto const events = self->events_.lock()) events->close();
    });
}

void TcpConnection::cut_off() {
    net::post(executor(), [self = shared_from_this()] { self->stream_.close(); });
}

Awaitable<void> TcpConnection::run() {
    auto const self = shared_from_this();
    auto next = Next::kKeepAlive;
    while (next == Next::kKeepAlive && !core_.draining) {
        bool const has_begun = co_await first_byte();
        if (!has_begun) break;
        is_idle_ = false;
        next = co_await serve();
        is_idle_ = true;
    }
    if (next == Next::kLinger) co_await linger();
    stream_.close();
}

Awaitable<bool> TcpConnection::first_byte() {
    if (buffer_.size() > 0) co_return true;
    stream_.expires_after(std::exchange(is_first_, false) ? limits_.header_timeout
                                                          : limits_.idle_timeout);
    auto [code, count] = co_await stream_.async_read_some(buffer_.prepare(kReadAhead), kUse);
    buffer_.commit(count);
    co_return !code;
}

Awaitable<Next> TcpConnection::serve() {
    RequestParser parser;
    parser.header_limit(static_cast<uint32_t>(limits_.header_bytes_max));
    parser.body_limit(boost::none);  // the route will tell
    stream_.expires_after(limits_.header_timeout);
    auto [code, count] = co_await beast::http::async_read_header(stream_, buffer_, parser, kUse);
    auto request = request_of(parser.get().base(), remote_, core_.next_request_id());
    auto const terms = terms_of(parser, request);
    if (code) co_return co_await refuse_unreadable(code, terms, 0);
    ++core_.requests;
    co_return co_await serve_body(parser, request, terms);
}

Awaitable<Next> TcpConnection::serve_body(RequestParser& parser, Request& request,
                                          ReplyTerms const& terms) {
    auto to = destination_of(parser.get().base(), request);
    auto const length = parser.content_length();
    if (!to.refusal && length && *length > to.body_bytes_max)
        to.refusal = too_large("body", to.body_bytes_max, 413);
    if (to.refusal) {
        auto refusal_terms = terms;  // an unread body would be taken for the next request
        refusal_terms.keep_alive =
            terms.keep_alive && parser.is_done() && to.refusal->status != 400;
        co_return co_await refuse(*to.refusal, refusal_terms);
    }
    parser.body_limit(to.body_bytes_max);
    Share memory(core_.body_bytes, limits_.body_bytes_total_max);  // held until the answer
    if (!parser.is_done()) {
        auto const code = co_await read_body(parser, memory);
        if (code) co_return co_await refuse_unreadable(code, terms, to.body_bytes_max);
    }
    request.body = std::move(parser.get().body());
    co_return co_await hand_over(request, *to.handler, terms);
}

Awaitable<error_code> TcpConnection::read_body(RequestParser& parser, Share& memory) {
    stream_.expires_after(limits_.body_timeout);
    if (parser.get().count(beast::http::field::expect) > 0 && buffer_.size() == 0) {
        std::string_view const go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        auto [failed, sent] = co_await net::async_write(stream_, net::buffer(go_on), kUse);
        if (failed) co_return failed;
    }
    // Only bytes that have come are counted: a promised length must not shut others out.
    while (!parser.is_done()) {
        auto [code, count] = co_await beast::http::async_read_some(stream_, buffer_, parser, kUse);
        if (code) co_return code;
        if (!memory.grow_to(parser.get().body().size())) co_return net::error::no_buffer_space;
    }
    co_return error_code();
}

Awaitable<Next> TcpConnection::hand_over(Request& request, Handler const& handler,
                                         ReplyTerms const& terms) {
    auto const exchange = std::make_shared<Exchange>(executor());
    {
        Share slot(core_.pending, limits_.pending_requests_max);
        bool const is_granted = slot.grow_to(1);
        auto const refusal = overloaded();
        if (!is_granted) co_return co_await refuse(refusal, terms);
        auto ticket = std::make_shared<Ticket>(core_.weak_from_this(), exchange, terms);
        Responder respond = [ticket](Response response) { ticket->answer(std::move(response)); };
        ticket.reset();
        net::post(core_.workers, [&core = core_, &handler, request = std::move(request),
                                  respond = std::move(respond)]() mutable {
            if (core.abandoned) return;
            auto const id = request.request_id;
            run_guarded(id, [&] { handler(std::move(request), std::move(respond)); });
        });
        while (!exchange->answer) co_await exchange->bell.wait(Clock::time_point::max());
    }
    co_return co_await send(*exchange->answer);
}

Awaitable<Next> TcpConnection::refuse(Refusal const& refusal, ReplyTerms terms) {
    if (refusal.status == 503) ++core_.refused;
    auto response = problem(refusal.error, terms.request_id, refusal.status);
    if (!refusal.allow.empty()) response.headers.emplace_back("Allow", refusal.allow);
    terms.keep_alive = terms.keep_alive && !core_.draining;
    Answer answer{.keep_alive = terms.keep_alive};
    answer.reply = make_reply(std::move(response), terms);
    co_return co_await send(answer);
}

Awaitable<Next> TcpConnection::refuse_unreadable(error_code code, ReplyTerms terms,
                                                 size_t body_bytes_max) {
    using beast::http::error;
    if (code == net::error::no_buffer_space) {
        terms.keep_alive = false;
        auto const refusal = overloaded();
        co_return co_await refuse(refusal, terms);
    }
    bool const is_broken = code.category() == make_error_code(error::bad_method).category();
    if (!is_broken || code == error::end_of_stream || code == error::partial_message)
        co_return Next::kClose;  // gone, or too slow
    auto refusal = malformed("HTTP: " + code.message());
    if (code == error::header_limit || code == error::buffer_overflow)
        refusal = too_large("header", limits_.header_bytes_max, 431);
    if (code == error::body_limit) refusal = too_large("body", body_bytes_max, 413);
    terms.keep_alive = false;
    co_return co_await refuse(refusal, terms);
}

Awaitable<Next> TcpConnection::send(Answer const& answer) {
    bool const is_whole = co_await write(answer.reply.head, answer.reply.body());
    if (!is_whole) co_return Next::kClose;
    if (answer.open_stream) {
        co_await stream_events(answer.open_stream);
        co_return Next::kClose;
    }
    co_return answer.keep_alive ? Next::kKeepAlive : Next::kLinger;
}

Awaitable<void> TcpConnection::stream_events(OpenEvents const& open) {
    auto const bell = std::make_shared<Bell>(executor());
    auto const backlog =
        std::make_shared<EventBacklog>(limits_.stream_backlog_bytes_max,
                                       [core = core_.weak_from_this(), weak = std::weak_ptr(bell)] {
                                           ring_from_afar(core, weak);
                                       });
    events_ = backlog;
    watch_for_end(backlog);
    net::post(core_.workers, [open, backlog] {
        run_guarded("event stream", [&] { open(std::make_shared<OpenStream>(backlog)); });
    });
    bool is_whole = true;
    while (is_whole) {
        bool const is_last = backlog->closed() || core_.draining;
        auto text = backlog->take();
        if (text.empty() && is_last) break;
        if (text.empty()) {
            bool const was_rung = co_await bell->wait(Clock::now() + limits_.heartbeat);
            if (!was_rung) text = kHeartbeat;
        }
        if (!text.empty()) is_whole = co_await write(text, {});
    }
    net::post(core_.workers, [backlog] { backlog->finish(); });
}

// A client has nothing to say while it listens: its end, or any byte, ends the stream.
void TcpConnection::watch_for_end(std::weak_ptr<EventBacklog> backlog) {
    stream_.expires_never();
    auto const byte = std::make_shared<char>();
    stream_.async_read_some(net::buffer(byte.get(), 1),
                            [self = shared_from_this(), byte, backlog](error_code, size_t) {
                                if (auto const events = backlog.lock()) events->close();
                            });
}

// The limit is on time without progress, so that slow links may take long files.
Awaitable<bool> TcpConnection::write(std::string_view head, std::string_view body) {
    while (!head.empty() || !body.empty()) {
        std::array const parts = {net::const_buffer(head.data(), head.size()),
                                  net::const_buffer(body.data(), body.size())};
        stream_.expires_after(limits_.write_timeout);
        auto [code, count] = co_await stream_.async_write_some(parts, kUse);
        if (code) co_return false;
        core_.bytes_out += count;
        size_t const of_head = std::min(count, head.size());
        head.remove_prefix(of_head);
        body.remove_prefix(count - of_head);
    }
    co_return true;
}

// Closing with bytes unread would reset the connection and could take the answer with it
// (RFC 9112 §9.6).
Awaitable<void> TcpConnection::linger() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    buffer_.clear();
    stream_.expires_after(kLingerTimeout);
    for (size_t read = 0; read < kLingerBytesMax;) {
        auto [code, count] = co_await stream_.async_read_some(buffer_.prepare(kReadAhead), kUse);
        if (code) break;
        read += count;
    }
}

ReplyTerms TcpConnection::terms_of(RequestParser const& parser, Request const& request) const {
    return {.method = request.method,
            .keep_alive = parser.is_header_done() && parser.keep_alive(),
            .is_http_1_0 = parser.get().version() < 11,
            .accept_encoding = std::string(request.header("accept-encoding").value_or("")),
            .if_none_match = std::string(request.header("if-none-match").value_or("")),
            .request_id = request.request_id,
            .over_https = request.header("x-forwarded-proto").value_or("") == "https",
            .compress_bytes_min = limits_.compress_bytes_min};
}

Destination TcpConnection::destination_of(Head const& head, Request& request) const {
    if (is_ambiguous(head)) return {.refusal = malformed("HTTP")};
    auto const expect = request.header("expect");
    if (expect && !equals_ignoring_case(*expect, "100-continue"))
        return {.refusal = Refusal{Error(ErrorCode::kMalformed, {"Expect"}), 417}};
    auto target = parse_target(head.target());
    if (!target.ok()) return {.refusal = Refusal{std::move(target).error(), 400}};
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    auto match = core_.router.match(request.method, request.path);
    request.parameters = std::move(match.parameters);
    if (match.route) return {&match.route->handler, match.route->body_bytes_max};
    if (match.path_known) {
        Error error(ErrorCode::kMethodNotAllowed, {std::string(head.method_string())});
        return {.refusal = Refusal{std::move(error), 405, std::move(match.allow)}};
    }
    bool const is_read = request.method == Method::kGet || request.method == Method::kHead;
    if (is_read && core_.router.fallback())
        return {&core_.router.fallback(), limits_.fallback_body_bytes_max};
    return {.refusal = Refusal{Error(ErrorCode::kNoSuchRoute, {request.path}), 404}};
}

}  // namespace

std::shared_ptr<Connection> make_connection(Core& core, uint64_t id, tcp::socket socket) {
    return std::make_shared<TcpConnection>(core, id, std::move(socket));
}

}  // namespace agglo::http
