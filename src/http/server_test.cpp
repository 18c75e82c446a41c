#include "http/server.h"

#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "http/server_fixture.h"

namespace agglo::http {
namespace {

// The raw bytes and the status they get.
struct RawRow {
    std::string raw;
    int status;
};

void expect_statuses(uint16_t port, std::vector<RawRow> const& rows) {
    for (auto const& row : rows) {
        RawClient client(port);
        client.send(row.raw);
        auto const reply = client.read(!row.raw.starts_with("HEAD"));
        EXPECT_EQ(reply.status, row.status) << row.raw.substr(0, 200);
        if (row.status < 400) continue;
        EXPECT_EQ(reply.header("Content-Type"), "application/problem+json") << row.raw;
        auto const status = "\"status\":" + std::to_string(row.status);
        EXPECT_NE(reply.body.find(status), reply.body.npos) << reply.body;
    }
}

TEST_F(ServerTest, AnswersRawRequests) {
    start();
    std::string const line = "GET /hello/a HTTP/1.1\r\n";
    expect_statuses(port(),
                    {
                        {get("/hello/a"), 200},
                        {get("/hello/%E5%9B%9B?a=b+c"), 200},
                        {get("http://x/hello/a"), 200},
                        {"HEAD /hello/a HTTP/1.1\r\nHost: x\r\n\r\n", 200},
                        {"GET /hello/a HTTP/1.0\r\n\r\n", 200},
                        {"GET /anything HTTP/1.1\r\nHost: x\r\n\r\n", 200},
                        {"POST /anything HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 404},
                        {"PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405},
                        {"TRACE /echo HTTP/1.1\r\nHost: x\r\n\r\n", 405},
                        {"BREW /echo HTTP/1.1\r\nHost: x\r\n\r\n", 405},
                        // not HTTP
                        {"nonsense\r\n\r\n", 400},
                        {"\x16\x03\x01\x02\x01 client hello\r\n\r\n", 400},
                        {"GET /hello/a HTTP/2.0\r\nHost: x\r\n\r\n", 400},
                        {"GET  /hello/a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
                        {line + "Host: x\nA: b\n\n\r\n\r\n", 400},
                        {line + "Host : x\r\n\r\n", 400},
                        {line + "Host: x\r\nA: b\x01\r\n\r\n", 400},
                        // targets
                        {get("/hello/%zz"), 400},
                        {get("/hello/%ff"), 400},
                        {get("/hello/a%00"), 400},
                        {get("/hello%2Fa"), 400},
                        {get("/hello/../drop"), 400},
                        {get("/hello/%2e%2e/drop"), 400},
                        {get("/hello/a?b=%"), 400},
                        {get("hello"), 400},
                        {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
                        // whom for
                        {line + "\r\n", 400},
                        {line + "Host: x\r\nHost: y\r\n\r\n", 400},
                    });
}

TEST_F(ServerTest, KnowsWhereARequestEnds) {
    start();
    expect_statuses(
        port(),
        {
            {post("/echo", "Content-Length: 3\r\n", "abc"), 200},
            {post("/echo", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"), 200},
            {post("/echo", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
             400},
            {post("/echo", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"),
             400},
            {post("/echo", "Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400},
            {post("/echo", "Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), 400},
            {post("/echo", "Content-Length: 3, 3\r\n", "abc"), 400},
            {post("/echo", "Content-Length: +3\r\n", "abc"), 400},
            {post("/echo", "Content-Length: -3\r\n", "abc"), 400},
            {post("/echo", "Content-Length: 99999999999999999999999\r\n"), 400},
            {post("/echo", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 400},
            {post("/echo", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
            {post("/echo", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 400},
            {post("/echo", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
            {post("/echo", "Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n0\r\n\r\n"), 400},
            {post("/echo", "Transfer-Encoding: chunked\r\n", "3\r\nabcd\r\n0\r\n\r\n"), 400},
            {"POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
            // limits
            {post("/echo", "Content-Length: 1000\r\n", std::string(1000, 'x')), 200},
            {post("/echo", "Content-Length: 1001\r\n", std::string(1001, 'x')), 413},
            {post("/echo", "Transfer-Encoding: chunked\r\n",
                  "3e9\r\n" + std::string(1001, 'x') + "\r\n0\r\n\r\n"),
             413},
            {get("/hello/a", "A: " + std::string(8'000, 'x') + "\r\n"), 200},
            {get("/hello/a", "A: " + std::string(8'200, 'x') + "\r\n"), 431},
            {get("/" + std::string(20'000, 'x')), 414},
            {get("/hello/a", "Expect: miracles\r\n"), 417},
            // handlers
            {get("/drop"), 500},
            {get("/throw"), 500},
            {get("/twice"), 200},
        });
}

TEST_F(ServerTest, KeepsAliveAndPipelinesInOrder) {
    start();
    RawClient client(port());
    for (int i = 0; i < 3; ++i) {
        auto const name = std::to_string(i);
        EXPECT_EQ(client.ask(get("/hello/" + name)).body, name);
    }
    std::string many;
    for (int i = 0; i < 50; ++i) {
        many += get("/hello/" + std::to_string(i));
        many += post("/echo", "Transfer-Encoding: chunked\r\n",
                     "2;ext=1\r\nab\r\n1\r\nc\r\n0\r\nX-Trailer: smuggled\r\n\r\n");
    }
    ASSERT_TRUE(client.send(many));
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(client.read().body, std::to_string(i));
        EXPECT_EQ(client.read().body, "abc") << "trailers are no headers";
    }
    auto const last = client.ask(get("/hello/x", "Connection: close\r\n"));
    EXPECT_EQ(last.header("Connection"), "close");
    EXPECT_TRUE(client.at_end());
    RawClient old(port());
    auto const kept = old.ask("GET /hello/a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.header("Connection"), "keep-alive");
    EXPECT_EQ(old.ask("GET /hello/b HTTP/1.0\r\n\r\n").body, "b");
    EXPECT_TRUE(old.at_end());
    EXPECT_GE(server_->counters().requests, 106u);
}

TEST_F(ServerTest, AnswersHeadLikeGet) {
    start();
    RawClient client(port());
    auto const whole = client.ask(get("/big", "Accept-Encoding: gzip\r\n"));
    client.send("HEAD /big HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n");
    auto const head = client.read(false);
    EXPECT_EQ(head.header("Content-Length"), whole.header("Content-Length"));
    EXPECT_EQ(head.header("Content-Encoding"), "gzip");
    EXPECT_EQ(client.ask(get("/hello/next")).body, "next") << "no body may have followed";
    client.send("HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read(false).header("Content-Type"), "text/event-stream");
}

TEST_F(ServerTest, CompressesServesFilesAndKnowsVersions) {
    start();
    RawClient client(port());
    auto const packed = client.ask(get("/big", "Accept-Encoding: br, gzip;q=0.8\r\n"));
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(gunzip(packed.body)->size(), 300'000u);
    auto const plain = client.ask(get("/big", "Accept-Encoding: gzip;q=0\r\n"));
    EXPECT_EQ(plain.header("Content-Encoding"), "");
    EXPECT_EQ(plain.body.size(), 300'000u);
    EXPECT_EQ(client.ask(get("/app.js", "Accept-Encoding: gzip\r\n")).body, kPackedFile);
    EXPECT_TRUE(client.ask(get("/app.js")).body.starts_with("console.log(1);"));

    client.send(get("/hello/a", "If-None-Match: \"6\", W/\"7\"\r\n"));
    auto const same = client.read(false);
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.header("ETag"), "\"7\"");
    EXPECT_EQ(client.ask(get("/hello/a", "If-None-Match: \"6\"\r\n")).status, 200);
}

TEST_F(ServerTest, SpeaksOfItselfInHeaders) {
    start();
    RawClient client(port());
    auto const reply = client.ask(get("/hello/a", "X-Request-Id: forged\r\n"));
    EXPECT_EQ(reply.header("X-Request-Id").size(), 16u);
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
    auto const policy = reply.header("Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'self';"));
    EXPECT_EQ(policy.find("script-src"), policy.npos) << "scripts fall under default-src";
    auto const refused = client.ask("PUT /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(refused.header("Allow"), "POST");
    auto const id = refused.header("X-Request-Id");
    EXPECT_NE(refused.body.find("\"request_id\":\"" + id + "\""), refused.body.npos);
}

TEST_F(ServerTest, TellsToContinue) {
    start();
    RawClient client(port());
    client.send(post("/echo", "Expect: 100-continue\r\nContent-Length: 3\r\n"));
    EXPECT_EQ(client.read_through("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.ask("abc").body, "abc");
    client.send(post("/echo", "Expect: 100-continue\r\nContent-Length: 5000\r\n"));
    EXPECT_EQ(client.read().status, 413) << "told before the body is sent";
    EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTest, TakesLargeBodiesAndExplainsRefusals) {
    start();
    std::string const body(6u << 20, 'x');
    auto const length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    RawClient taken(port());
    EXPECT_EQ(taken.ask(post("/large", length, body)).body.size(), body.size());
    RawClient refused(port());
    EXPECT_EQ(refused.ask(post("/echo", length, body)).status, 413) << "not a reset connection";
}

TEST_F(ServerTest, BoundsBodiesTogether) {
    limits_.body_bytes_total_max = 2000;
    start();
    std::string const body(1500, 'x');
    auto const request = post("/large", "Content-Length: 1500\r\n", body);
    RawClient promising(port()), first(port()), second(port());
    promising.send(post("/large", "Content-Length: 60000000\r\n"));
    first.send(get("/held", "Content-Length: 1500\r\n") + body);
    gate_->wait_for(1);
    EXPECT_EQ(second.ask(request).status, 503);
    gate_->release();
    EXPECT_EQ(first.read().status, 200) << "what is only promised counts for nothing";
    EXPECT_EQ(first.ask(request).status, 200);
}

TEST_F(ServerTest, LosesPatience) {
    limits_.header_timeout = 1s;
    limits_.body_timeout = 1s;
    limits_.idle_timeout = 1s;
    start();
    for (std::string const& raw :
         {std::string(), std::string("GET /hel"), get("/hello/a").substr(0, 30),
          post("/echo", "Content-Length: 10\r\n", "abc"), get("/hello/a")}) {
        auto const began = std::chrono::steady_clock::now();
        RawClient client(port());
        client.send(raw);
        if (raw == get("/hello/a")) {
            EXPECT_EQ(client.read().status, 200);
        }
        EXPECT_TRUE(client.at_end()) << raw;
        EXPECT_LT(std::chrono::steady_clock::now() - began, 10s) << raw;
    }
}

TEST_F(ServerTest, RefusesWhatIsPending) {
    limits_.pending_requests_max = 2;
    start();
    RawClient first(port()), second(port()), third(port());
    first.send(get("/held"));
    second.send(get("/held"));
    gate_->wait_for(2);
    auto const refused = third.ask(get("/hello/a"));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("Retry-After"), "1");
    gate_->release();
    EXPECT_EQ(first.read().body, "released");
    EXPECT_EQ(second.read().body, "released");
    EXPECT_EQ(third.ask(get("/hello/a")).status, 200);
    EXPECT_EQ(server_->counters().refused_overload, 1u);
}

TEST_F(ServerTest, RefusesConnectionsBeyondItsLimit) {
    limits_.connections_max = 2;
    start();
    RawClient first(port()), second(port());
    EXPECT_EQ(first.ask(get("/hello/a")).status, 200);
    EXPECT_EQ(second.ask(get("/hello/a")).status, 200);
    RawClient third(port());
    EXPECT_EQ(third.ask(get("/hello/a")).status, 503);
    EXPECT_TRUE(third.at_end());
    EXPECT_EQ(RawClient(port()).ask(get("/alive")).body, "alive") << "urgent";
    EXPECT_EQ(first.ask(get("/hello/a")).status, 200);
}

TEST_F(ServerTest, SurvivesClientsThatVanish) {
    start();
    {
        RawClient client(port());
        client.send(get("/held"));
        gate_->wait_for(1);
    }
    gate_->release();
    for (int i = 0; i < 20; ++i) {
        RawClient client(port());
        client.send(get("/big"));
    }
    RawClient client(port());
    EXPECT_EQ(client.ask(get("/hello/a")).status, 200);
}

TEST_F(ServerTest, DrainsGracefully) {
    start();
    RawClient idle(port()), busy(port()), listening(port());
    EXPECT_EQ(idle.ask(get("/hello/a")).status, 200);
    busy.send(get("/held"));
    gate_->wait_for(1);
    listening.send(get("/events"));
    ASSERT_EQ(events_->opened.get_future().wait_for(10s), std::future_status::ready);
    auto drained = std::async(std::launch::async, [&] { server_->drain(); });
    EXPECT_TRUE(idle.at_end());
    listening.read_through("from none\n\n");
    EXPECT_TRUE(listening.at_end());
    EXPECT_EQ(events_->closed.get_future().wait_for(10s), std::future_status::ready);
    EXPECT_EQ(drained.wait_for(100ms), std::future_status::timeout);
    gate_->release();
    auto const reply = busy.read();
    EXPECT_EQ(reply.body, "released");
    EXPECT_EQ(reply.header("Connection"), "close");
    EXPECT_TRUE(busy.at_end());
    drained.get();
    EXPECT_FALSE(RawClient(port()).connected());
    EXPECT_EQ(server_->counters().connections_open, 0u);
}

TEST_F(ServerTest, EndsADrainThatTakesTooLong) {
    limits_.drain_timeout = 1s;
    start();
    RawClient client(port());
    client.send(get("/held"));
    gate_->wait_for(1);
    server_.reset();
    EXPECT_TRUE(client.at_end());
    gate_->release();  // to nobody, after the server has gone
}

TEST_F(ServerTest, StreamsEvents) {
    limits_.heartbeat = 1s;
    start();
    RawClient client(port());
    client.send(get("/events", "Last-Event-ID: 41\r\nAccept-Encoding: gzip\r\n"));
    auto const head = client.read(false);
    EXPECT_EQ(head.header("Content-Type"), "text/event-stream");
    EXPECT_EQ(head.header("Cache-Control"), "no-store");
    EXPECT_EQ(head.header("Content-Encoding"), "");
    EXPECT_EQ(client.read_through("\n\n"), "id: 1\nevent: hello\ndata: from 41\n\n");
    ASSERT_EQ(events_->opened.get_future().wait_for(10s), std::future_status::ready);
    EXPECT_TRUE(events_->stream->send("change", "2", "{\n}"));
    EXPECT_EQ(client.read_through("\n\n"), "id: 2\nevent: change\ndata: {\ndata: }\n\n");
    EXPECT_EQ(client.read_through("\n\n"), ":\n\n");
    events_->stream->send("change", "3", "last");
    events_->stream->close();
    EXPECT_EQ(client.read_through("\n\n"), "id: 3\nevent: change\ndata: last\n\n");
    EXPECT_TRUE(client.at_end());
    EXPECT_EQ(events_->closed.get_future().wait_for(10s), std::future_status::ready);
    EXPECT_FALSE(events_->stream->send("change", "4", "x"));
}

TEST_F(ServerTest, ClosesSlowListenersAndNoticesLeavers) {
    limits_.stream_backlog_bytes_max = 100'000;
    limits_.write_timeout = 1s;
    start();
    {
        RawClient slow(port());
        slow.send(get("/events"));
        ASSERT_EQ(events_->opened.get_future().wait_for(10s), std::future_status::ready);
        std::string const data(10'000, 'x');
        bool taken = true;
        for (int i = 0; i < 100'000 && taken; ++i) taken = events_->stream->send("e", "", data);
        EXPECT_FALSE(taken);
        EXPECT_EQ(events_->closed.get_future().wait_for(10s), std::future_status::ready);
    }
    events_->stream.reset();
    events_->opened = {};
    events_->closed = {};
    {
        RawClient leaver(port());
        leaver.send(get("/events"));
        ASSERT_EQ(events_->opened.get_future().wait_for(10s), std::future_status::ready);
    }
    EXPECT_EQ(events_->closed.get_future().wait_for(10s), std::future_status::ready);
}

TEST_F(ServerTest, ServesManyConnections) {
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<RawClient>(port()));
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 200; ++i)
            ASSERT_TRUE(clients[static_cast<size_t>(i)]->send(get("/hello/" + std::to_string(i))));
        for (int i = 0; i < 200; ++i)
            EXPECT_EQ(clients[static_cast<size_t>(i)]->read().body, std::to_string(i));
    }
    auto const counters = server_->counters();
    EXPECT_EQ(counters.connections_open, 200u);
    EXPECT_EQ(counters.requests, 600u);
    EXPECT_GT(counters.bytes_out, 600u * 100);
}

TEST_F(ServerTest, ListensOnItsHostOnly) {
    start();
    auto const taken = Server::start({.port = port()}, Router());
    ASSERT_FALSE(taken.ok());
    EXPECT_NE(taken.error().message_en().find("127.0.0.1"), std::string::npos);
    EXPECT_FALSE(Server::start({.host = "256.0.0.1", .port = 0}, Router()).ok());
}

}  // namespace
}  // namespace agglo::http
