#include "http/server.h"

#include <fmt/format.h>
#include <random>
#include <sys/resource.h>
#include <thread>

#include "http/core.h"
#include "http/reply.h"

namespace agglo::http {

namespace {

constexpr std::chrono::milliseconds kAcceptRetry{50};
constexpr size_t kDescriptorsOfOthers = 256;  // the ledger's files, the logs, the console

/// How many descriptors this process may have, once it has asked for all that it is granted.
size_t raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    auto const soft = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = soft;
    return static_cast<size_t>(limit.rlim_cur);
}

size_t connections_granted(ServerLimits const& limits) {
    auto const granted = raise_descriptor_limit();
    auto const others = kDescriptorsOfOthers + limits.connections_reserved;
    return std::min(limits.connections_max, granted > 2 * others ? granted - others : granted / 2);
}

}  // namespace

Core::Core(ServerSettings the_settings, Router the_router)
    : settings(std::move(the_settings)),
      router(std::move(the_router)),
      connections_max(connections_granted(settings.limits)),
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

// Counted against the address until the connection is forgotten.
bool Core::is_within_share(std::string const& remote) {
    auto const found = per_remote.find(counted_remote(remote));
    return found == per_remote.end() ||
           found->second < settings.limits.connections_per_remote_max ||
           settings.trusted_proxies.holds_for(remote);
}

Standing Core::standing_of(std::string const& remote) {
    auto const reserved = settings.limits.connections_reserved;
    if (!is_within_share(remote) || connections.size() >= connections_max + reserved)
        return Standing::kRefused;
    return connections.size() < connections_max ? Standing::kWhole : Standing::kUrgentOnly;
}

void Core::open(tcp::socket socket) {
    error_code code;
    auto const peer = socket.remote_endpoint(code);
    if (code) return;  // gone already
    auto const remote = peer.address().to_string();
    std::shared_ptr<Connection> connection;
    {
        std::lock_guard const lock(mutex);
        auto const standing = standing_of(remote);
        if (standing != Standing::kRefused) {
            auto const id = ++opened;
            connection = make_connection(*this, id, std::move(socket), standing);
            connections.emplace(id, connection);
            ++per_remote[counted_remote(remote)];
        }
    }
    if (!connection) return turn_away(std::move(socket));
    auto const executor = connection->executor();
    net::co_spawn(
        executor, [connection] { return connection->run(); }, net::detached);
}

// A fresh socket takes these few bytes without blocking, or never mind.
void Core::turn_away(tcp::socket socket) {
    ++refused;
    ++turned_away;
    error_code ignored;
    auto const reply =
        make_reply(problem(Error(ErrorCode::kOverloaded), ""), {.keep_alive = false});
    socket.non_blocking(true, ignored);
    socket.write_some(net::buffer(reply.head + std::string(reply.body())), ignored);
}

void Core::forget(uint64_t id, std::string const& remote) {
    std::lock_guard const lock(mutex);
    connections.erase(id);
    auto const counted = per_remote.find(counted_remote(remote));
    if (counted != per_remote.end() && --counted->second == 0) per_remote.erase(counted);
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
    core_->urgent.join();
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
    counters.connections_max = core_->connections_max;
    counters.connections_refused = core_->turned_away;
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
