#pragma once
// A server on a free port of 127.0.0.1 with routes that try what a server can go through.
#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "http/gzip.h"
#include "http/raw_client.h"
#include "http/server.h"

namespace agglo::http {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

inline std::string const kPackedFile = *gzip("console.log(1);" + std::string(3000, ' '));
inline constexpr size_t kEchoBytesMax = 1000;

// Answers held back until the test lets them go.
struct Gate {
    std::mutex mutex;
    std::vector<Responder> waiting;
    std::atomic<int> entered = 0;
    std::atomic<bool> is_open = false;
    void wait_until_open() const { is_open.wait(false); }
    void hold(Responder respond) {
        std::lock_guard const lock(mutex);
        waiting.push_back(std::move(respond));
        ++entered;
    }
    void release() {
        is_open = true;
        is_open.notify_all();
        std::vector<Responder> out;
        {
            std::lock_guard const lock(mutex);
            out.swap(waiting);
        }
        for (auto const& respond : out) respond({.body = "released"});
    }
    void wait_for(int count) {
        for (int i = 0; entered < count && i < 2000; ++i) std::this_thread::sleep_for(5ms);
        ASSERT_GE(entered, count);
    }
};

struct Events {
    std::mutex mutex;
    std::shared_ptr<EventStream> stream;
    std::promise<void> opened, closed;
};

class ServerTest : public ::testing::Test {
protected:
    void SetUp() override {
        limits_.header_timeout = 5s;
        limits_.drain_timeout = 5s;
    }
    void TearDown() override { gate_->release(); }
    void start() {
        auto started = Server::start({.port = 0,
                                      .io_threads = 2,
                                      .worker_threads = 3,
                                      .limits = limits_,
                                      .trusted_proxies = trusted_,
                                      .access_log = log_},
                                     routes());
        ASSERT_TRUE(started.ok()) << started.error().message_en();
        server_ = std::move(started).value();
    }
    Router routes();
    uint16_t port() const { return server_->port(); }

    ServerLimits limits_;
    ProxyTrust trusted_;
    std::shared_ptr<AccessLog> log_;
    std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
    std::shared_ptr<Events> events_ = std::make_shared<Events>();
    std::unique_ptr<Server> server_;
};

inline Router ServerTest::routes() {
    Router router;
    router.add({Method::kGet, "/hello/{name}", [](Request request, Responder respond) {
                    respond({.headers = {{"ETag", "\"7\""}}, .body = request.parameters[0]});
                }});
    auto const echo = [](Request request, Responder respond) {
        std::string trailer(request.header("x-trailer").value_or(""));
        respond({.content_type = "text/plain", .body = request.body + trailer});
    };
    router.add({Method::kPost, "/echo", echo, kEchoBytesMax});
    router.add({Method::kPost, "/large", echo, 64u << 20});
    router.add({Method::kGet, "/alive",
                [](Request, Responder respond) { respond({.body = "alive"}); }, 1u << 10, true});
    router.add({Method::kGet, "/busy", [gate = gate_](Request, Responder respond) {
                    ++gate->entered;
                    gate->wait_until_open();
                    respond({.body = "was busy"});
                }});
    router.add({Method::kGet, "/remote", [](Request request, Responder respond) {
                    *request.account = "wang";
                    auto const proto = request.header("x-forwarded-proto").value_or("-");
                    respond({.content_type = "text/plain",
                             .body = request.remote + " " + std::string(proto) +
                                     (request.came_through_proxy ? " proxy" : "")});
                }});
    router.add({Method::kGet, "/drop", [](Request, Responder) {}});
    router.add({Method::kGet, "/throw", [](Request, Responder) { throw std::runtime_error("x"); }});
    router.add({Method::kGet, "/big", [](Request, Responder respond) {
                    respond({.content_type = "text/plain", .body = std::string(300'000, 'x')});
                }});
    router.add({Method::kGet, "/twice", [](Request, Responder respond) {
                    respond({.body = "first"});
                    respond({.body = "second"});
                }});
    router.add({Method::kGet, "/held",
                [gate = gate_](Request, Responder respond) { gate->hold(std::move(respond)); }});
    router.add({Method::kGet, "/events", [events = events_](Request request, Responder respond) {
                    auto const from = std::string(request.header("last-event-id").value_or("none"));
                    respond({.open_stream = [events, from](std::shared_ptr<EventStream> stream) {
                        stream->on_close([events] { events->closed.set_value(); });
                        stream->send("hello", "1", "from " + from);
                        std::lock_guard const lock(events->mutex);
                        events->stream = std::move(stream);
                        events->opened.set_value();
                    }});
                }});
    router.set_fallback([](Request, Responder respond) {
        respond({.content_type = "text/javascript",
                 .static_body = kPackedFile,
                 .static_body_is_gzip = true});
    });
    return router;
}

inline std::string get(std::string_view target, std::string_view more = "") {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(more) + "\r\n";
}

inline std::string post(std::string_view target, std::string_view headers,
                        std::string_view body = "") {
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(headers) +
           "\r\n" + std::string(body);
}

}  // namespace agglo::http
