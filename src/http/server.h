#pragma once
// Server: HTTP/1.1 over TCP with limits on everything, keep-alive, compression, event streams and a graceful drain. Only
// server.cpp knows Boost.Beast.
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/router.h"

namespace agglo::http {

struct ServerLimits {
    size_t connections_max = 4096;
    size_t header_bytes_max = 16u << 10;
    size_t pending_requests_max = 512;  ///< above it new requests are answered 503 with Retry-After
    std::chrono::seconds header_timeout{15};
    std::chrono::seconds body_timeout{120};
    std::chrono::seconds idle_timeout{75};
    std::chrono::seconds drain_timeout{10};
    size_t stream_backlog_bytes_max = 1u << 20;
    size_t compress_bytes_min = 1400;
};

struct ServerSettings {
    std::string host = "127.0.0.1";
    uint16_t port = 8080;  ///< 0: any free port
    unsigned io_threads = 2;
    unsigned worker_threads = 4;  ///< handlers run here, never on the io threads
    ServerLimits limits;
};

class Server {
public:
    /// Binds and starts to serve. Error: kStorageFailed is never used here; kUnavailable kinds say why the port is not ours.
    static Result<std::unique_ptr<Server>> start(ServerSettings settings, Router router);
    virtual ~Server() = default;

    virtual uint16_t port() const = 0;
    /// Stops accepting, lets requests in flight end, closes streams; returns when all is quiet or the drain time is over.
    virtual void drain() = 0;

    struct Counters {
        uint64_t requests = 0, connections_open = 0, connections_total = 0, refused_overload = 0, bytes_out = 0;
    };
    virtual Counters counters() const = 0;
};

}  // namespace agglo::http
