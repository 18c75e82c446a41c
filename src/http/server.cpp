#include "http/server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "http/event_backlog.h"
#include "http/negotiation.h"
#include "http/reply.h"
#include "http/target.h"

namespace agglo::http {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
using tcp = net::ip::tcp;
using RequestParser = beast::http::request_parser<beast::http::string_body>;
using Head = beast::http::request_header<>;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
// g++ 12 miscompiles co_await inside a condition: let each stand in a statement of its own.
template <class T>
using Awaitable = net::awaitable<T>;
constexpr auto kUse = net::as_tuple(net::use_awaitable);

constexpr size_t kReadAhead = 16u << 10;  // buffered beyond the headers: pipelined requests, body
constexpr size_t kLingerBytesMax = 8u << 20;  // of a refused body, so that the client reads why
constexpr std::chrono::seconds kLingerTimeout{2};
constexpr std::chrono::milliseconds kAcceptRetry{50};

struct Core;
class Connection;

// Wakes one coroutine on its strand; a ring before the wait is not lost.
class Bell {
public:
    explicit Bell(net::any_io_executor executor) : timer_(executor) {}
    net::any_io_executor executor() { return timer_.get_executor(); }
    void ring() {
        rung_ = true;
        timer_.cancel();
    }
    /// False when `until` passed in silence.
    Awaitable<bool> wait(net::steady_timer::time_point until) {
        timer_.expires_at(until);
        if (!rung_) co_await timer_.async_wait(kUse);
        co_return std::exchange(rung_, false);
    }

private:
    net::steady_timer timer_;
    bool rung_ = false;
};

using OpenEvents = std::function<void(std::shared_ptr<EventStream>)>;

struct Answer {
    Reply reply = {};
    OpenEvents open_stream = {};
    bool keep_alive = false;
};

// Where a connection waits for its answer. The connection owns it, tickets only know of it.
struct Exchange {
    explicit Exchange(net::any_io_executor executor) : bell(executor) {}
    Bell bell;
    std::optional<Answer> answer;
};

// A Responder's half of an exchange: answers once, and with 500 when it is dropped unanswered.
class Ticket {
public:
    Ticket(std::weak_ptr<Core> core, std::weak_ptr<Exchange> exchange, ReplyTerms terms)
        : core_(std::move(core)), exchange_(std::move(exchange)), terms_(std::move(terms)) {}
    Ticket(Ticket const&) = delete;
    Ticket& operator=(Ticket const&) = delete;
    ~Ticket() {
        if (answered_) return;
        answer(problem(Error(ErrorCode::kInternal, {terms_.request_id}), terms_.request_id));
    }
    void answer(Response response);

private:
    std::weak_ptr<Core> const core_;
    std::weak_ptr<Exchange> const exchange_;
    ReplyTerms const terms_;
    std::atomic<bool> answered_ = false;
};

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

// What connections, tickets and the server share. Tickets and streams may outlive it, so they hold
// it weakly.
struct Core : std::enable_shared_from_this<Core> {
    Core(ServerSettings the_settings, Router the_router)
        : settings(std::move(the_settings)), router(std::move(the_router)) {}

    Result<void> listen();
    Awaitable<void> accept();
    void open(tcp::socket socket);
    void forget(uint64_t id);
    void for_each_connection(void (Connection::*action)());
    bool wait_until_quiet(std::chrono::seconds timeout);
    std::string next_request_id() { return fmt::format("{}{:08x}", id_prefix, ++last_request); }

    ServerSettings const settings;
    Router const router;
    std::string const id_prefix = fmt::format("{:08x}", std::random_device()());
    std::atomic<uint64_t> last_request = 0, requests = 0, opened = 0, refused = 0, bytes_out = 0;
    std::atomic<size_t> pending = 0, body_bytes = 0;
    std::atomic<bool> draining = false, abandoned = false;
    std::mutex mutex;
    std::condition_variable quiet;
    std::map<uint64_t, std::weak_ptr<Connection>> connections;
    net::thread_pool workers{std::max(1u, settings.worker_threads)};
    net::io_context io;  // after all that its coroutines refer to
    tcp::acceptor acceptor{net::make_strand(io)};
};

// Takes `amount` of a shared limit and gives it back at the end.
class Share {
public:
    Share(std::atomic<size_t>& used, size_t amount, size_t most) : used_(used), amount_(amount) {
        granted_ = used_.fetch_add(amount) + amount <= most;
    }
    ~Share() { used_ -= amount_; }
    Share(Share const&) = delete;
    Share& operator=(Share const&) = delete;
    bool granted() const { return granted_; }

private:
    std::atomic<size_t>& used_;
    size_t const amount_;
    bool granted_;
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

// One client: requests in order, one at a time; its coroutines run on one strand.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Core& core, uint64_t id, tcp::socket socket);
    ~Connection() { core_.forget(id_); }

    net::any_io_executor executor() { return stream_.get_executor(); }
    Awaitable<void> run();
    void wind_down();  // from any thread: ends at once when idle, else after the request in flight
    void cut_off();

private:
    Awaitable<bool> first_byte();
    Awaitable<Next> serve();
    Awaitable<Next> serve_body(RequestParser& parser, Request& request, ReplyTerms const& terms);
    Awaitable<error_code> read_body(RequestParser& parser);
    Awaitable<Next> hand_over(Request& request, Handler const& handler, ReplyTerms const& terms);
    Awaitable<Next> refuse(Refusal const& refusal, ReplyTerms terms);
    Awaitable<Next> refuse_unreadable(error_code code, ReplyTerms terms);
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

// --- Core ----------------------------------------------------------------------------------------

Result<void> Core::listen() {
    error_code code;
    tcp::resolver resolver(io);
    auto const found = resolver.resolve(settings.host, std::to_string(settings.port), code);
    if (!code && found.empty()) code = net::error::host_not_found;
    auto const endpoint = code ? tcp::endpoint() : found.begin()->endpoint();
    if (!code) acceptor.open(endpoint.protocol(), code);
    if (!code) acceptor.set_option(net::socket_base::reuse_address(true), code);
    if (!code) acceptor.bind(endpoint, code);
    if (!code) acceptor.listen(net::socket_base::max_listen_connections, code);
    if (!code) return {};
    auto const why = fmt::format("{}:{}: {}", settings.host, settings.port, code.message());
    return Error(ErrorCode::kInternal, {why});
}

Awaitable<void> Core::accept() {
    net::steady_timer pause(acceptor.get_executor());
    while (!draining) {
        net::any_io_executor const strand = net::make_strand(io);
        auto [code, socket] = co_await acceptor.async_accept(strand, kUse);
        if (!acceptor.is_open()) break;
        if (!code) {
            open(std::move(socket));
            continue;
        }
        pause.expires_after(kAcceptRetry);  // out of descriptors, most likely
        co_await pause.async_wait(kUse);
    }
}

void Core::open(tcp::socket socket) {
    std::shared_ptr<Connection> connection;
    {
        std::lock_guard const lock(mutex);
        if (connections.size() < settings.limits.connections_max) {
            auto const id = ++opened;
            connection = std::make_shared<Connection>(*this, id, std::move(socket));
            connections.emplace(id, connection);
        }
    }
    if (connection) {
        auto const executor = connection->executor();
        net::co_spawn(
            executor, [connection] { return connection->run(); }, net::detached);
        return;
    }
    ++refused;
    error_code ignored;  // a fresh socket takes these few bytes without blocking, or never mind
    auto const reply =
        make_reply(problem(Error(ErrorCode::kOverloaded), ""), {.keep_alive = false});
    socket.non_blocking(true, ignored);
    socket.write_some(net::buffer(reply.head + std::string(reply.body())), ignored);
}

void Core::forget(uint64_t id) {
    std::lock_guard const lock(mutex);
    connections.erase(id);
    if (connections.empty()) quiet.notify_all();
}

void Core::for_each_connection(void (Connection::*action)()) {
    std::vector<std::shared_ptr<Connection>> open_now;
    {
        std::lock_guard const lock(mutex);
        for (auto const& [id, weak] : connections) {
            if (auto connection = weak.lock()) open_now.push_back(std::move(connection));
        }
    }
    for (auto const& connection : open_now) (connection.get()->*action)();
}

bool Core::wait_until_quiet(std::chrono::seconds timeout) {
    std::unique_lock lock(mutex);
    return quiet.wait_for(lock, timeout, [this] { return connections.empty(); });
}

// --- Answers -------------------------------------------------------------------------------------

// Compression runs where the answer comes from if that is a worker, else on one.
void Ticket::answer(Response response) {
    if (answered_.exchange(true)) return;
    auto const core = core_.lock();
    if (!core) return;
    auto make = [weak = exchange_, terms = terms_, &draining = core->draining,
                 response = std::move(response)]() mutable {
        auto const exchange = weak.lock();
        if (!exchange) return;
        terms.keep_alive = terms.keep_alive && !draining && !response.open_stream;
        Answer answer{.open_stream = response.open_stream, .keep_alive = terms.keep_alive};
        if (terms.method == Method::kHead) answer.open_stream = nullptr;
        answer.reply = make_reply(std::move(response), terms);
        net::post(exchange->bell.executor(), [exchange, answer = std::move(answer)]() mutable {
            exchange->answer = std::move(answer);
            exchange->bell.ring();
        });
    };
    net::dispatch(core->workers, std::move(make));
}

// Nothing a handler throws may end the server; the client learns no more than the request id.
void run_handler(Handler const& handler, Request request, Responder respond) {
    auto const id = request.request_id;
    try {
        handler(std::move(request), std::move(respond));
    } catch (std::exception const& exception) {
        std::fprintf(stderr, "request %s: %s\n", id.c_str(), exception.what());
    }
}

void ring_from_afar(std::weak_ptr<Core> const& weak_core, std::weak_ptr<Bell> const& weak_bell) {
    auto const core = weak_core.lock();  // first, so that the bell's last owner finds its context
    if (!core) return;
    auto const bell = weak_bell.lock();
    if (bell) net::post(bell->executor(), [bell] { bell->ring(); });
}

// --- Connection ----------------------------------------------------------------------------------

Connection::Connection(Core& core, uint64_t id, tcp::socket socket)
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

void Connection::wind_down() {
    net::post(executor(), [self = shared_from_this()] {
        if (self->is_idle_) self->stream_.close();
        if (auto const events = self->events_.lock()) events->close();
    });
}

void Connection::cut_off() {
    net::post(executor(), [self = shared_from_this()] { self->stream_.close(); });
}

Awaitable<void> Connection::run() {
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

Awaitable<bool> Connection::first_byte() {
    if (buffer_.size() > 0) co_return true;
    stream_.expires_after(std::exchange(is_first_, false) ? limits_.header_timeout
                                                          : limits_.idle_timeout);
    auto [code, count] = co_await stream_.async_read_some(buffer_.prepare(kReadAhead), kUse);
    buffer_.commit(count);
    co_return !code;
}

Awaitable<Next> Connection::serve() {
    RequestParser parser;
    parser.header_limit(static_cast<uint32_t>(limits_.header_bytes_max));
    parser.body_limit(boost::none);  // the route will tell
    stream_.expires_after(limits_.header_timeout);
    auto [code, count] = co_await beast::http::async_read_header(stream_, buffer_, parser, kUse);
    auto request = request_of(parser.get().base(), remote_, core_.next_request_id());
    auto const terms = terms_of(parser, request);
    if (code) co_return co_await refuse_unreadable(code, terms);
    ++core_.requests;
    co_return co_await serve_body(parser, request, terms);
}

Awaitable<Next> Connection::serve_body(RequestParser& parser, Request& request,
                                       ReplyTerms const& terms) {
    auto to = destination_of(parser.get().base(), request);
    auto const length = parser.content_length();
    if (!to.refusal && length && *length > to.body_bytes_max)
        to.refusal = too_large("body", to.body_bytes_max, 413);
    size_t const claim = length ? *length : parser.chunked() ? to.body_bytes_max : 0;
    Share const memory(core_.body_bytes, to.refusal ? 0 : claim, limits_.body_bytes_total_max);
    if (!to.refusal && !memory.granted()) to.refusal = overloaded();
    if (to.refusal) {
        auto refusal_terms = terms;  // an unread body would be taken for the next request
        refusal_terms.keep_alive =
            terms.keep_alive && parser.is_done() && to.refusal->status != 400;
        co_return co_await refuse(*to.refusal, refusal_terms);
    }
    parser.body_limit(to.body_bytes_max);
    if (!parser.is_done()) {
        auto const code = co_await read_body(parser);
        if (code) co_return co_await refuse_unreadable(code, terms);
    }
    request.body = std::move(parser.get().body());
    co_return co_await hand_over(request, *to.handler, terms);
}

Awaitable<error_code> Connection::read_body(RequestParser& parser) {
    stream_.expires_after(limits_.body_timeout);
    if (parser.get().count(beast::http::field::expect) > 0 && buffer_.size() == 0) {
        std::string_view const go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        auto [failed, sent] = co_await net::async_write(stream_, net::buffer(go_on), kUse);
        if (failed) co_return failed;
    }
    auto [code, count] = co_await beast::http::async_read(stream_, buffer_, parser, kUse);
    co_return code;
}

Awaitable<Next> Connection::hand_over(Request& request, Handler const& handler,
                                      ReplyTerms const& terms) {
    auto const exchange = std::make_shared<Exchange>(executor());
    {
        Share const slot(core_.pending, 1, limits_.pending_requests_max);
        if (!slot.granted()) co_return co_await refuse(overloaded(), terms);
        auto ticket = std::make_shared<Ticket>(core_.weak_from_this(), exchange, terms);
        Responder respond = [ticket](Response response) { ticket->answer(std::move(response)); };
        ticket.reset();
        net::post(core_.workers, [&core = core_, &handler, request = std::move(request),
                                  respond = std::move(respond)]() mutable {
            if (!core.abandoned) run_handler(handler, std::move(request), std::move(respond));
        });
        while (!exchange->answer) co_await exchange->bell.wait(Clock::time_point::max());
    }
    co_return co_await send(*exchange->answer);
}

Awaitable<Next> Connection::refuse(Refusal const& refusal, ReplyTerms terms) {
    if (refusal.status == 503) ++core_.refused;
    auto response = problem(refusal.error, terms.request_id, refusal.status);
    if (!refusal.allow.empty()) response.headers.emplace_back("Allow", refusal.allow);
    terms.keep_alive = terms.keep_alive && !core_.draining;
    Answer answer{.keep_alive = terms.keep_alive};
    answer.reply = make_reply(std::move(response), terms);
    co_return co_await send(answer);
}

Awaitable<Next> Connection::refuse_unreadable(error_code code, ReplyTerms terms) {
    using beast::http::error;
    bool const is_broken = code.category() == make_error_code(error::bad_method).category();
    if (!is_broken || code == error::end_of_stream || code == error::partial_message)
        co_return Next::kClose;  // gone, or too slow
    auto refusal = malformed("HTTP: " + code.message());
    if (code == error::header_limit || code == error::buffer_overflow)
        refusal = too_large("header", limits_.header_bytes_max, 431);
    if (code == error::body_limit) refusal = too_large("body", 0, 413);
    terms.keep_alive = false;
    co_return co_await refuse(refusal, terms);
}

Awaitable<Next> Connection::send(Answer const& answer) {
    bool const is_whole = co_await write(answer.reply.head, answer.reply.body());
    if (!is_whole) co_return Next::kClose;
    if (answer.open_stream) {
        co_await stream_events(answer.open_stream);
        co_return Next::kClose;
    }
    co_return answer.keep_alive ? Next::kKeepAlive : Next::kLinger;
}

Awaitable<void> Connection::stream_events(OpenEvents const& open) {
    auto const bell = std::make_shared<Bell>(executor());
    auto const backlog =
        std::make_shared<EventBacklog>(limits_.stream_backlog_bytes_max,
                                       [core = core_.weak_from_this(), weak = std::weak_ptr(bell)] {
                                           ring_from_afar(core, weak);
                                       });
    events_ = backlog;
    watch_for_end(backlog);
    net::post(core_.workers, [open, backlog] { open(std::make_shared<OpenStream>(backlog)); });
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
void Connection::watch_for_end(std::weak_ptr<EventBacklog> backlog) {
    stream_.expires_never();
    auto const byte = std::make_shared<char>();
    stream_.async_read_some(net::buffer(byte.get(), 1),
                            [self = shared_from_this(), byte, backlog](error_code, size_t) {
                                if (auto const events = backlog.lock()) events->close();
                            });
}

// The limit is on time without progress, so that slow links may take long files.
Awaitable<bool> Connection::write(std::string_view head, std::string_view body) {
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
Awaitable<void> Connection::linger() {
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

ReplyTerms Connection::terms_of(RequestParser const& parser, Request const& request) const {
    return {.method = request.method,
            .keep_alive = parser.is_header_done() && parser.keep_alive(),
            .is_http_1_0 = parser.get().version() < 11,
            .accept_encoding = std::string(request.header("accept-encoding").value_or("")),
            .if_none_match = std::string(request.header("if-none-match").value_or("")),
            .request_id = request.request_id,
            .compress_bytes_min = limits_.compress_bytes_min};
}

Destination Connection::destination_of(Head const& head, Request& request) const {
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

// --- Server --------------------------------------------------------------------------------------

class TcpServer final : public Server {
public:
    explicit TcpServer(std::shared_ptr<Core> core)
        : core_(std::move(core)), port_(core_->acceptor.local_endpoint().port()) {
        net::co_spawn(core_->acceptor.get_executor(), core_->accept(), net::detached);
        for (unsigned i = 0; i < std::max(1u, core_->settings.io_threads); ++i)
            threads_.emplace_back([core = core_.get()] { core->io.run(); });
    }
    ~TcpServer() override;

    uint16_t port() const override { return port_; }
    void drain() override;
    Counters counters() const override;

private:
    std::shared_ptr<Core> const core_;
    uint16_t const port_;
    std::vector<std::thread> threads_;
};

// Handlers still queued after the drain time are dropped, those running are waited for.
TcpServer::~TcpServer() {
    drain();
    core_->abandoned = true;
    core_->workers.join();
    core_->io.stop();
    for (auto& thread : threads_) thread.join();
}

void TcpServer::drain() {
    auto& core = *core_;
    core.draining = true;
    net::post(core.acceptor.get_executor(), [&core] {
        error_code ignored;
        core.acceptor.close(ignored);
    });
    core.for_each_connection(&Connection::wind_down);
    if (core.wait_until_quiet(core.settings.limits.drain_timeout)) return;
    core.for_each_connection(&Connection::cut_off);
    core.wait_until_quiet(std::chrono::seconds(1));
}

Server::Counters TcpServer::counters() const {
    Counters counters{.requests = core_->requests, .connections_total = core_->opened};
    counters.refused_overload = core_->refused;
    counters.bytes_out = core_->bytes_out;
    std::lock_guard const lock(core_->mutex);
    counters.connections_open = core_->connections.size();
    return counters;
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerSettings settings, Router router) {
    auto core = std::make_shared<Core>(std::move(settings), std::move(router));
    TRY(core->listen());
    return std::unique_ptr<Server>(std::make_unique<TcpServer>(std::move(core)));
}

}  // namespace agglo::http
