#pragma once
// Server: HTTP/1.1 (RFC 9110, 9112) over TCP with limits on everything, keep-alive, compression,
// event streams and a graceful drain. Only connection.cpp and request_reader.cpp know Boost.Beast.
//
//   auto server = TRY(Server::start({.port = 0}, std::move(router)));
//   server->port();    // the port it found
//   server->drain();   // on SIGTERM; the destructor does it too
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/access_log.h"
#include "http/head_scan.h"
#include "http/proxy_trust.h"
#include "http/router.h"

namespace agglo::http {

struct ServerLimits {
    size_t connections_max = 16'384;           ///< fewer when the system grants fewer descriptors
    size_t connections_reserved = 32;          ///< beyond: asked for what is urgent, else 503
    size_t connections_per_remote_max = 1024;  ///< of one address; trusted proxies have no such cap
    HeadLimits head = {};
    size_t pending_requests_max =
        512;  ///< handed to workers, not answered; above: 503, Retry-After
    size_t body_bytes_total_max = 512u << 20;  ///< of all bodies read or being handled; above: 503
    size_t answer_bytes_total_max = 512u << 20;  ///< of all answers on their way; above: 503
    size_t fallback_body_bytes_max = 64u << 10;
    std::chrono::seconds header_timeout{15};
    std::chrono::seconds body_timeout{120};
    std::chrono::seconds idle_timeout{75};     ///< between requests of one connection
    std::chrono::seconds write_timeout{30};    ///< without any progress
    size_t write_bytes_per_second_min = 8192;  ///< of a whole answer, write_timeout not counted
    std::chrono::seconds drain_timeout{10};
    std::chrono::seconds heartbeat{15};  ///< comments on a silent event stream
    size_t stream_backlog_bytes_max = 1u << 20;
    size_t compress_bytes_min = 1400;  ///< what fits one packet gains nothing
};

struct ServerSettings {
    std::string host = "127.0.0.1";
    uint16_t port = 8080;  ///< 0: any free port
    unsigned io_threads = 2;
    unsigned worker_threads = 4;  ///< handlers run here, never on the io threads
    ServerLimits limits = {};
    ProxyTrust trusted_proxies = {};
    std::shared_ptr<AccessLog> access_log = {};
};

class Server {
public:
    /// Binds to `host` only and starts to serve. Error: kInternal with the reason why the port is
    /// not ours.
    static Result<std::unique_ptr<Server>> start(ServerSettings settings, Router router);
    virtual ~Server() = default;

    virtual uint16_t port() const = 0;
    /// Stops accepting, lets requests in flight end, closes streams; returns when all is quiet or
    /// the drain time is over. Not to be called by a handler.
    virtual void drain() = 0;

    struct Counters {
        uint64_t requests = 0, connections_open = 0, connections_total = 0;
        uint64_t refused_overload = 0, bytes_out = 0;
        uint64_t connections_max = 0, connections_refused = 0;
    };
    virtual Counters counters() const = 0;
};

}  // namespace agglo::http
