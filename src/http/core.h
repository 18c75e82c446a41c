#pragma once
// Core: what the connections of one server share; for server.cpp, connection.cpp and answer.cpp
// only.
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "http/asio.h"
#include "http/server.h"

namespace agglo::http {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;
using Clock = std::chrono::steady_clock;

/// g++ 12 miscompiles co_await inside a condition: let each stand in a statement of its own.
template <class T>
using Awaitable = net::awaitable<T>;
inline constexpr auto kUse = net::as_tuple(net::use_awaitable);

/// What a new connection is let do.
enum class Standing : uint8_t { kWhole, kUrgentOnly, kRefused };

/// One client: requests in order, one at a time; its coroutines run on one strand.
class Connection {
public:
    virtual ~Connection() = default;
    virtual net::any_io_executor executor() = 0;
    virtual Awaitable<void> run() = 0;
    /// From any thread: ends at once when idle, else after the request in flight.
    virtual void wind_down() = 0;
    virtual void cut_off() = 0;
};

/// Tickets and streams may outlive the core, so they hold it weakly.
struct Core : std::enable_shared_from_this<Core> {
    Core(ServerSettings the_settings, Router the_router);

    Result<void> listen();
    Awaitable<void> accept();
    void open(tcp::socket socket);
    void turn_away(tcp::socket socket);
    void forget(uint64_t id, std::string const& remote);
    bool is_within_share(std::string const& remote);
    Standing standing_of(std::string const& remote);
    void for_each_connection(void (Connection::*action)());
    bool wait_until_quiet(std::chrono::seconds timeout);
    std::string next_request_id();

    ServerSettings const settings;
    Router const router;
    size_t const connections_max;
    std::string const id_prefix;
    std::atomic<uint64_t> last_request = 0, requests = 0, opened = 0, refused = 0, bytes_out = 0;
    std::atomic<uint64_t> turned_away = 0;
    std::atomic<size_t> pending = 0, body_bytes = 0, answer_bytes = 0;
    std::atomic<bool> draining = false, abandoned = false;
    std::mutex mutex;  // of connections, per_remote
    std::condition_variable quiet;
    std::map<uint64_t, std::weak_ptr<Connection>> connections;
    std::unordered_map<std::string, size_t> per_remote;
    net::thread_pool workers;
    net::thread_pool urgent{1};
    net::io_context io;  // after all that its coroutines refer to
    tcp::acceptor acceptor;
};

/// Defined in connection.cpp, which knows the streams of Boost.Beast.
std::shared_ptr<Connection> make_connection(Core& core, uint64_t id, tcp::socket socket,
                                            Standing standing);

/// Part of a shared limit, given back at the end.
class Share {
public:
    Share(std::atomic<size_t>& used, size_t most) : used_(used), most_(most) {}
    ~Share() { used_ -= amount_; }
    Share(Share const&) = delete;
    Share& operator=(Share const&) = delete;
    /// False when the limit does not allow it.
    bool grow_to(size_t amount) {
        if (amount <= amount_) return true;
        size_t const more = amount - amount_;
        amount_ = amount;
        return used_.fetch_add(more) + more <= most_;
    }

private:
    std::atomic<size_t>& used_;
    size_t const most_;
    size_t amount_ = 0;
};

}  // namespace agglo::http
