// One client of the server: reading within limits, refusing what is malformed or too much, handing
// over to workers, writing. With request_reader.cpp the only unit that includes Beast.
#include <array>
#include <cstdio>
#include <netinet/tcp.h>

#include "http/answer.h"
#include "http/beast.h"
#include "http/event_backlog.h"
#include "http/request_reader.h"

namespace agglo::http {

namespace {

namespace beast = boost::beast;

constexpr size_t kFirstRead = 512;        // all that an idle connection holds
constexpr size_t kReadAhead = 16u << 10;  // buffered beyond the headers: pipelined requests, body
constexpr size_t kLingerBytesMax = 8u << 20;  // of a refused body, so that the client reads why
constexpr std::chrono::seconds kLingerTimeout{2};
constexpr std::chrono::seconds kUrgentTimeout{2};  // of one that may only ask what is urgent
constexpr int kUnsentBytesMax = 128 << 10;         // in the kernel, for one connection
constexpr unsigned kUnacknowledgedMs = 60'000;     // then the other side is gone

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

// Where a request goes, or why nowhere.
struct Destination {
    Handler const* handler = nullptr;
    size_t body_bytes_max = 0;
    bool is_urgent = false;
    std::string_view route = {};
    std::optional<Refusal> refusal = {};
};

Refusal overloaded() {
    return {Error(ErrorCode::kOverloaded), 503};
}

/// What went out for the request at hand.
struct Sent {
    int status = 0;
    uint64_t bytes = 0;
    bool is_cut = false;
};

class TcpConnection final : public Connection, public std::enable_shared_from_this<TcpConnection> {
public:
    TcpConnection(Core& core, uint64_t id, tcp::socket socket, Standing standing);
    ~TcpConnection() override { core_.forget(id_, peer_); }

    net::any_io_executor executor() override { return stream_.get_executor(); }
    Awaitable<void> run() override;
    void wind_down() override;
    void cut_off() override;

private:
    Awaitable<bool> first_byte();
    Awaitable<error_code> read_head(RequestReader& reader);
    Awaitable<Next> serve();
    Awaitable<Next> answer(RequestReader& reader, ReplyTerms const& terms, AccessLine* line);
    Awaitable<error_code> read_body(RequestReader& reader, Share& memory);
    Awaitable<Next> hand_over(Request& request, Destination const& to, ReplyTerms const& terms);
    Awaitable<Next> refuse(Refusal const& refusal, ReplyTerms terms);
    Awaitable<Next> send(Answer const& answer);
    Awaitable<void> stream_events(OpenEvents const& open);
    Awaitable<bool> write(std::string_view head, std::string_view body);
    Awaitable<void> linger();

    std::string_view come() const;
    Awaitable<error_code> read_more();
    void watch_for_end(std::weak_ptr<EventBacklog> backlog);
    void settle(Request& request) const;
    ReplyTerms terms_of(RequestReader& reader) const;
    Destination destination_of(Request& request) const;
    void note(AccessLine& line, Clock::time_point began) const;

    Core& core_;
    ServerLimits const& limits_;
    uint64_t const id_;
    Standing const standing_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::string peer_;
    Sent sent_;
    bool is_idle_ = true;
    bool is_first_ = true;
    std::weak_ptr<EventBacklog> events_;
};

// Nothing a handler throws may end the server; the client learns no more than the request id.
template <class Call>
void run_guarded(std::string const& request_id, Call call) {
    try {
        call();
    } catch (std::exception const& exception) {
        std::fprintf(stderr, "request %s: %s\n", request_id.c_str(), exception.what());
    }
}

// A reader that takes nothing costs the kernel a bounded buffer, and one that has gone without a
// word is noticed (RFC 9293 §3.8.3).
void set_options(tcp::socket& socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(net::socket_base::keep_alive(true), ignored);
    int const handle = socket.native_handle();
    setsockopt(handle, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytesMax, sizeof kUnsentBytesMax);
    setsockopt(handle, IPPROTO_TCP, TCP_USER_TIMEOUT, &kUnacknowledgedMs, sizeof kUnacknowledgedMs);
}

TcpConnection::TcpConnection(Core& core, uint64_t id, tcp::socket socket, Standing standing)
    : core_(core),
      limits_(core.settings.limits),
      id_(id),
      standing_(standing),
      stream_(std::move(socket)),
      buffer_(limits_.head.head_bytes_max + kReadAhead) {
    error_code code;
    auto const peer = stream_.socket().remote_endpoint(code);
    if (!code) peer_ = peer.address().to_string();
    set_options(stream_.socket());
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

std::string_view TcpConnection::come() const {
    return {static_cast<char const*>(buffer_.data().data()), buffer_.size()};
}

// While nothing comes a connection holds next to nothing.
Awaitable<bool> TcpConnection::first_byte() {
    if (buffer_.size() > 0) co_return true;
    if (buffer_.capacity() > kFirstRead) buffer_.shrink_to_fit();
    bool const is_first = std::exchange(is_first_, false);
    stream_.expires_after(standing_ == Standing::kUrgentOnly ? kUrgentTimeout
                          : is_first                         ? limits_.header_timeout
                                                             : limits_.idle_timeout);
    auto [code, count] = co_await stream_.async_read_some(buffer_.prepare(kFirstRead), kUse);
    buffer_.commit(count);
    co_return !code;
}

Awaitable<error_code> TcpConnection::read_more() {
    auto const room = std::min(kReadAhead, buffer_.max_size() - buffer_.size());
    auto [code, count] = co_await stream_.async_read_some(buffer_.prepare(room), kUse);
    buffer_.commit(count);
    co_return code;
}

Awaitable<error_code> TcpConnection::read_head(RequestReader& reader) {
    stream_.expires_after(standing_ == Standing::kUrgentOnly ? kUrgentTimeout
                                                             : limits_.header_timeout);
    while (true) {
        buffer_.consume(reader.read_head(come()));
        if (reader.has_head() || reader.refusal()) co_return error_code();
        auto const code = co_await read_more();
        if (code) co_return code;
    }
}

Awaitable<Next> TcpConnection::serve() {
    auto const began = Clock::now();
    sent_ = {};
    RequestReader reader(limits_);
    auto const code = co_await read_head(reader);
    if (code) co_return Next::kClose;  // gone, or too slow
    settle(reader.request());
    auto const terms = terms_of(reader);
    if (reader.has_head()) ++core_.requests;
    AccessLine line;
    auto const next = co_await answer(reader, terms, &line);
    note(line, began);
    co_return standing_ == Standing::kUrgentOnly&& next == Next::kKeepAlive ? Next::kLinger : next;
}

Awaitable<Next> TcpConnection::answer(RequestReader& reader, ReplyTerms const& terms,
                                      AccessLine* line) {
    auto& request = reader.request();
    auto const account = request.account = std::make_shared<std::string>();
    Destination to;
    if (!reader.refusal()) to = destination_of(request);
    if (!reader.refusal() && !to.refusal) reader.allow_body(to.body_bytes_max);
    line->request_id = request.request_id;
    line->remote = request.remote;
    line->method = reader.has_head() ? name_of(request.method) : "";
    line->route = to.route;
    line->path = request.path;
    Share memory(core_.body_bytes, limits_.body_bytes_total_max);  // held until the answer
    if (!reader.refusal() && !to.refusal && !reader.is_whole()) {
        auto const code = co_await read_body(reader, memory);
        if (code == net::error::no_buffer_space) to.refusal = overloaded();
        if (code && !to.refusal) co_return Next::kClose;  // gone, or too slow
    }
    auto const refusal = reader.refusal() ? reader.refusal() : to.refusal;
    auto next = Next::kClose;
    if (refusal) {
        auto refusal_terms = terms;  // an unread body would be taken for the next request
        refusal_terms.keep_alive = reader.keep_alive() && reader.is_whole();
        next = co_await refuse(*refusal, refusal_terms);
    } else {
        auto whole = reader.take_request();
        next = co_await hand_over(whole, to, terms);
    }
    line->account = *account;
    co_return next;
}

void TcpConnection::note(AccessLine& line, Clock::time_point began) const {
    if (!core_.settings.access_log) return;
    line.status = sent_.status;
    line.bytes = sent_.bytes;
    line.is_cut = sent_.is_cut;
    line.ms = std::chrono::duration<double, std::milli>(Clock::now() - began).count();
    core_.settings.access_log->write(line);
}

Awaitable<error_code> TcpConnection::read_body(RequestReader& reader, Share& memory) {
    stream_.expires_after(limits_.body_timeout);
    if (reader.wants_continue() && buffer_.size() == 0) {
        std::string_view const go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        auto [failed, sent] = co_await net::async_write(stream_, net::buffer(go_on), kUse);
        if (failed) co_return failed;
    }
    // Only bytes that have come are counted: a promised length must not shut others out.
    while (true) {
        buffer_.consume(reader.read_body(come()));
        if (!memory.grow_to(reader.body_size())) co_return net::error::no_buffer_space;
        if (reader.is_whole() || reader.refusal()) co_return error_code();
        auto const code = co_await read_more();
        if (code) co_return code;
    }
}

Awaitable<Next> TcpConnection::hand_over(Request& request, Destination const& to,
                                         ReplyTerms const& terms) {
    auto const exchange = std::make_shared<Exchange>(executor());
    auto const refusal = overloaded();
    {
        Share slot(core_.pending, limits_.pending_requests_max);
        bool const is_granted = to.is_urgent || slot.grow_to(1);
        if (!is_granted) co_return co_await refuse(refusal, terms);
        auto ticket =
            std::make_shared<Ticket>(core_.weak_from_this(), exchange, terms, to.is_urgent);
        Responder respond = [ticket](Response response) { ticket->answer(std::move(response)); };
        ticket.reset();
        net::post(to.is_urgent ? core_.urgent : core_.workers,
                  [&core = core_, handler = to.handler, request = std::move(request),
                   respond = std::move(respond)]() mutable {
                      if (core.abandoned) return;
                      auto const id = request.request_id;
                      run_guarded(id, [&] { (*handler)(std::move(request), std::move(respond)); });
                  });
        while (!exchange->answer) co_await exchange->bell.wait(Clock::time_point::max());
    }
    Share memory(core_.answer_bytes, limits_.answer_bytes_total_max);  // until it is sent
    bool const fits = memory.grow_to(exchange->answer->reply.own_body.size());
    if (!fits) {
        exchange->answer.reset();
        co_return co_await refuse(refusal, terms);
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

Awaitable<Next> TcpConnection::send(Answer const& answer) {
    sent_.status = answer.reply.status;
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

// Slow links may take long files, but not as long as they like: there is a limit on time without
// progress and one on the whole, by a least speed.
Awaitable<bool> TcpConnection::write(std::string_view head, std::string_view body) {
    auto const seconds = (head.size() + body.size()) / limits_.write_bytes_per_second_min;
    auto const end = Clock::now() + limits_.write_timeout + std::chrono::seconds(seconds);
    while (!head.empty() || !body.empty()) {
        std::array const parts = {net::const_buffer(head.data(), head.size()),
                                  net::const_buffer(body.data(), body.size())};
        stream_.expires_at(std::min(end, Clock::now() + limits_.write_timeout));
        auto [code, count] = co_await stream_.async_write_some(parts, kUse);
        sent_.is_cut = static_cast<bool>(code);
        if (code) co_return false;
        core_.bytes_out += count;
        sent_.bytes += count;
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

void TcpConnection::settle(Request& request) const {
    request.remote = peer_;
    core_.settings.trusted_proxies.settle(request);
    auto const own = request.header("x-request-id");
    request.request_id = own && is_safe_request_id(*own) ? *own : core_.next_request_id();
}

ReplyTerms TcpConnection::terms_of(RequestReader& reader) const {
    auto const& request = reader.request();
    return {.method = request.method,
            .keep_alive = reader.keep_alive() && standing_ == Standing::kWhole,
            .is_http_1_0 = reader.is_http_1_0(),
            .accept_encoding = std::string(request.header("accept-encoding").value_or("")),
            .if_none_match = std::string(request.header("if-none-match").value_or("")),
            .request_id = request.request_id,
            .over_https = request.header("x-forwarded-proto").value_or("") == "https",
            .compress_bytes_min = limits_.compress_bytes_min};
}

Destination TcpConnection::destination_of(Request& request) const {
    auto match = core_.router.match(request.method, request.path);
    request.parameters = std::move(match.parameters);
    bool const is_urgent = match.route && match.route->is_urgent;
    if (standing_ == Standing::kUrgentOnly && !is_urgent) return {.refusal = overloaded()};
    if (match.route) {
        auto const& route = *match.route;
        return {&route.handler, route.body_bytes_max, is_urgent, route.pattern, std::nullopt};
    }
    if (match.path_known) {
        Error error(ErrorCode::kMethodNotAllowed, {request.method_text});
        return {.refusal = Refusal{std::move(error), 405, std::move(match.allow)}};
    }
    bool const is_read = request.method == Method::kGet || request.method == Method::kHead;
    if (is_read && core_.router.fallback())
        return {.handler = &core_.router.fallback(),
                .body_bytes_max = limits_.fallback_body_bytes_max};
    return {.refusal = Refusal{Error(ErrorCode::kNoSuchRoute, {request.path}), 404}};
}

}  // namespace

std::shared_ptr<Connection> make_connection(Core& core, uint64_t id, tcp::socket socket,
                                            Standing standing) {
    return std::make_shared<TcpConnection>(core, id, std::move(socket), standing);
}

}  // namespace agglo::http
