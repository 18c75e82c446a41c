#include "http/server.h"

#include <fmt/format.h>
#include <random>
#include <thread>

#include "http/core.h"
#include "http/reply.h"

namespace agglo::http {

namespace {

constexpr std::chrono::milliseconds kAcceptRetry{50};

}  // namespace

Core::Core(ServerSettings the_settings, Router the_router)
    : settings(std::move(the_settings)),
      router(std::move(the_router)),
      id_prefix(fmt::format("{:08x}", std::random_device()())),
      workers(std::max(1u, settings.worker_threads)),
      acceptor(net::make_strand(io)) {}

std::string Core::next_request_id() {
    return fmt::format("{}{:08x}", id_prefix, ++last_request);
}

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
            connection = make_connection(*this, id, std::move(socket));
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

namespace {

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
