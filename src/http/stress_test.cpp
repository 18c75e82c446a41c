// The server under clients that mean it ill, and under more than it can do.
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http/server_fixture.h"

namespace agglo::http {
namespace {

class StressTest : public ServerTest {
protected:
    /// Resident memory of this process, the clients' share included.
    static size_t resident_bytes() {
        std::ifstream statm("/proc/self/statm");
        size_t whole = 0, resident = 0;
        statm >> whole >> resident;
        return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
    }
    void wait_for(std::function<bool(Server::Counters const&)> const& holds) {
        for (int i = 0; !holds(server_->counters()) && i < 4000; ++i)
            std::this_thread::sleep_for(5ms);
        EXPECT_TRUE(holds(server_->counters()));
    }
};

TEST_F(StressTest, AnswersWhatCouldBeTwoRequestsOnceAndCloses) {
    start();
    std::string const smuggled = "GET /hello/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    for (std::string const& raw : {
             post("/echo", "Content-Length: 44\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
             post("/echo", "Content-Length: 0\r\nContent-Length: 42\r\n"),
             post("/echo", "Content-Length: 42, 0\r\n"),
             post("/echo", "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n"),
             post("/echo", "Transfer-Encoding : chunked\r\nContent-Length: 0\r\n"),
             post("/echo", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", "0\r\n\r\n"),
             post("/echo", "A: b\r\n Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
             post("/echo", "A: b\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
             post("/echo", "Transfer-Encoding: chunked\r\n", "10000000000000000\r\n0\r\n\r\n"),
             post("/echo", "Transfer-Encoding: chunked\r\n", "0\n\n"),
             get("http://other/hello/a"),
             get("/hello/a", "Connection: Upgrade\r\nUpgrade: h2c\r\n"),
             std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
             std::string("GET /hello/a\r\n"),
         }) {
        RawClient client(port());
        client.send(raw + smuggled + smuggled);
        auto const reply = client.read();
        EXPECT_GE(reply.status, 400) << raw;
        EXPECT_LT(reply.status, 500) << raw;
        EXPECT_EQ(reply.header("Connection"), "close") << raw;
        EXPECT_TRUE(client.at_end()) << "a second answer to: " << raw;
    }
}

TEST_F(StressTest, ClosesWhenABodyIsRefusedUnread) {
    start();
    RawClient client(port());
    client.send(post("/nowhere", "Content-Length: 42\r\n", get("/hello/smuggled")));
    EXPECT_EQ(client.read().status, 404);
    EXPECT_TRUE(client.at_end()) << "the body must not be taken for a request";
}

TEST_F(StressTest, ServesAPipelineInOrderAndInBoundedMemory) {
    start();
    constexpr int kRequests = 5'000;
    std::string many;
    for (int i = 0; i < kRequests; ++i) many += get("/hello/" + std::to_string(i));
    RawClient client(port());
    std::thread sender([&] { client.send(many); });
    for (int i = 0; i < kRequests; ++i) ASSERT_EQ(client.read().body, std::to_string(i));
    sender.join();
}

TEST_F(StressTest, LetsNoReaderHoldAnAnswerAsLongAsItLikes) {
    limits_.write_timeout = 1s;
    limits_.write_bytes_per_second_min = 16u << 20;
    start();
    std::string const body(32u << 20, 'x');
    RawClient client(port());
    client.send(post("/large", "Content-Length: " + std::to_string(body.size()) + "\r\n", body));
    // It takes a little every now and then, so that there is always some progress.
    char bytes[4096];
    size_t taken = 0;
    for (bool is_open = true; is_open && taken < body.size();) {
        auto const count = ::recv(client.handle(), bytes, sizeof bytes, 0);
        is_open = count > 0;
        if (is_open) taken += static_cast<size_t>(count);
        std::this_thread::sleep_for(5ms);
    }
    EXPECT_LT(taken, body.size());
    EXPECT_EQ(RawClient(port()).ask(get("/hello/a")).status, 200);
}

TEST_F(StressTest, BoundsAnswersTogether) {
    limits_.answer_bytes_total_max = 1'000'000;
    start();
    std::string const body(900'000, 'x');
    auto const large = post("/large", "Content-Length: 900000\r\n", body);
    RawClient plain(port());
    EXPECT_EQ(plain.ask(large).body.size(), 900'000u);
    std::string const too_much(1'100'000, 'x');
    auto const reply = plain.ask(post("/large", "Content-Length: 1100000\r\n", too_much));
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.header("Retry-After"), "1");
    EXPECT_EQ(plain.ask(large).status, 200) << "given back";
}

TEST_F(StressTest, SaysThatItIsAliveWhenAllElseIsRefused) {
    limits_.pending_requests_max = 8;
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(get("/busy"));
    }
    gate_->wait_for(3);  // every worker
    wait_for([](auto const& counters) { return counters.requests == 8; });
    RawClient client(port());
    auto const refused = client.ask(get("/hello/a"));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_EQ(client.ask(get("/alive")).body, "alive");
    gate_->release();
    for (auto const& each : clients) EXPECT_EQ(each->read().status, 200);
    EXPECT_EQ(client.ask(get("/hello/a")).status, 200);
}

TEST_F(StressTest, StaysWithinItsMemoryUnderOverload) {
    limits_.pending_requests_max = 16;
    start();
    RawClient(port()).ask(get("/hello/a"));
    auto const before = resident_bytes();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<RawClient>(port()));
    size_t refused = 0;
    for (int round = 0; round < 5; ++round) {
        for (auto const& each : clients) each->send(get("/held"));
        wait_for([&](auto const& now) {
            return now.refused_overload + static_cast<uint64_t>(gate_->entered) >=
                   200u * static_cast<uint64_t>(round + 1);
        });
        gate_->release();
        for (auto const& each : clients) refused += each->read().status == 503;
    }
    EXPECT_GE(refused, 5u * (200 - 16));
    EXPECT_LT(resident_bytes() - before, 64u << 20);
}

TEST_F(StressTest, GivesOneAddressItsShareOnly) {
    limits_.connections_per_remote_max = 3;
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        EXPECT_EQ(clients.back()->ask(get("/hello/a")).status, 200);
    }
    EXPECT_EQ(RawClient(port()).read().status, 503);
    clients.pop_back();
    wait_for([](auto const& counters) { return counters.connections_open == 2; });
    EXPECT_EQ(RawClient(port()).ask(get("/hello/a")).status, 200);
}

TEST_F(StressTest, LetsATrustedProxyHaveMore) {
    limits_.connections_per_remote_max = 1;
    trusted_ = *ProxyTrust::of({"127.0.0.1"});
    start();
    RawClient first(port()), second(port());
    auto const forwarded = "X-Forwarded-For: 8.8.8.8, 1.2.3.4\r\nX-Forwarded-Proto: https\r\n";
    EXPECT_EQ(first.ask(get("/remote", forwarded)).body, "1.2.3.4 https proxy");
    EXPECT_EQ(second.ask(get("/remote")).body, "127.0.0.1 - proxy");
}

TEST_F(StressTest, BelievesNobodyElse) {
    start();
    RawClient client(port());
    auto const forwarded = "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n";
    EXPECT_EQ(client.ask(get("/remote", forwarded)).body, "127.0.0.1 - proxy");
    EXPECT_EQ(client.ask(get("/remote")).body, "127.0.0.1 -");
}

TEST_F(StressTest, EchoesSafeRequestIds) {
    start();
    RawClient client(port());
    auto const id_of = [&](std::string const& id) {
        return client.ask(get("/hello/a", "X-Request-Id: " + id + "\r\n")).header("X-Request-Id");
    };
    EXPECT_EQ(id_of("trace-0001.a"), "trace-0001.a");
    EXPECT_EQ(id_of("a\"},{\"b").size(), 16u);
    EXPECT_EQ(id_of(std::string(65, 'a')).size(), 16u);
}

TEST_F(StressTest, LogsEveryRequestWithoutItsSecrets) {
    auto const path = ::testing::TempDir() + "agglo-stress-" + std::to_string(::getpid()) + ".log";
    auto opened = AccessLog::open({.file = path});
    ASSERT_TRUE(opened.ok());
    log_ = std::move(opened).value();
    start();
    {
        RawClient client(port());
        client.ask(get("/hello/7?token=geheim", "Cookie: agglo_session=geheim\r\n"));
        client.ask(get("/remote", "Authorization: Bearer geheim\r\nX-Request-Id: trace-0001\r\n"));
        client.ask(post("/echo", "Content-Length: 6\r\n", "geheim"));
        client.ask(get("/hello/a", "Geheim geheim\r\n"));
    }
    server_.reset();
    log_.reset();
    std::ifstream in(path);
    std::string const text((std::istreambuf_iterator<char>(in)), {});
    std::remove(path.c_str());
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4) << text;
    EXPECT_EQ(text.find("eheim"), text.npos) << text;
    for (std::string const part :
         {R"("method":"GET","route":"/hello/{name}","path":"/hello/7","status":200)",
          R"("request_id":"trace-0001","remote":"127.0.0.1","account":"wang")",
          R"("method":"POST","route":"/echo","path":"/echo","status":200)",
          R"("account":null,"method":"","route":"","path":"","status":400)"})
        EXPECT_NE(text.find(part), text.npos) << part << "\n" << text;
}

// As many as the descriptors of this process allow, both ends being here; 10 000 with 20 600.
TEST_F(StressTest, HoldsIdleConnectionsCheaply) {
    limits_.connections_per_remote_max = 100'000;
    limits_.header_timeout = 300s;
    limits_.idle_timeout = 300s;
    start();
    rlimit granted{};  // the server has raised it
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &granted), 0);
    auto const possible = (static_cast<size_t>(granted.rlim_cur) - 200) / 2;
    auto const count = std::min<size_t>({10'000, possible, server_->counters().connections_max});
    if (count < 2'000)
        GTEST_SKIP() << "only " << granted.rlim_cur << " descriptors: " << count << " connections";
    std::vector<std::unique_ptr<RawClient>> clients;
    clients.reserve(count);
    for (size_t i = 0; i < 100; ++i) {  // what is there once is not counted
        clients.push_back(std::make_unique<RawClient>(port()));
        EXPECT_EQ(clients.back()->ask(get("/hello/a")).status, 200);
    }
    auto const before = resident_bytes();
    while (clients.size() < count) {
        clients.push_back(std::make_unique<RawClient>(port()));
        ASSERT_TRUE(clients.back()->connected()) << clients.size();
        ASSERT_EQ(clients.back()->ask(get("/hello/a")).status, 200) << clients.size();
    }
    EXPECT_EQ(server_->counters().connections_open, count);
    auto const each = (resident_bytes() - before) / (count - 100);
    RecordProperty("connections", static_cast<int>(count));
    RecordProperty("bytes_each", static_cast<int>(each));
    std::printf("%zu idle connections, %zu B each, both ends\n", count, each);
    EXPECT_LT(each, 8u << 10);
    EXPECT_EQ(clients.front()->ask(get("/hello/b")).body, "b") << "each of them still lives";
    EXPECT_EQ(clients.back()->ask(get("/hello/c")).body, "c");
    EXPECT_EQ(RawClient(port()).ask(get("/hello/d")).status, 200);
}

}  // namespace
}  // namespace agglo::http
