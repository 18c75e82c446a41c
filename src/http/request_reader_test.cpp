#include "http/request_reader.h"

#include <gtest/gtest.h>

namespace agglo::http {
namespace {

struct Outcome {
    int status = 0;  ///< 0: more is awaited
    std::string body = {};
    size_t used = 0;
};

/// Read in parts of `step` bytes, as they could come.
Outcome read(std::string_view raw, size_t step, ServerLimits const& limits = {}) {
    RequestReader reader(limits);
    std::string buffer;
    Outcome outcome;
    while (!reader.refusal() && !(reader.has_head() && reader.is_whole())) {
        if (raw.empty() && outcome.used == 0 && reader.has_head()) break;
        auto const part = raw.substr(0, step);
        raw.remove_prefix(part.size());
        buffer += part;
        if (!reader.has_head()) {
            buffer.erase(0, reader.read_head(buffer));
            if (reader.has_head() && !reader.refusal()) reader.allow_body(1000);
        }
        if (reader.has_head() && !reader.refusal()) buffer.erase(0, reader.read_body(buffer));
        if (part.empty()) break;
    }
    if (reader.refusal()) return {.status = reader.refusal()->status};
    if (!reader.has_head() || !reader.is_whole()) return {};
    outcome.status = 200;
    outcome.body = reader.take_request().body;
    outcome.used = buffer.size() + raw.size();
    return outcome;
}

/// Refused alike however it comes.
void expect(std::vector<std::pair<std::string, int>> const& rows, ServerLimits const& limits = {}) {
    for (auto const& [raw, status] : rows) {
        for (size_t const step : {raw.size() + 1, size_t{1}, size_t{7}}) {
            EXPECT_EQ(read(raw, step, limits).status, status)
                << "in steps of " << step << ": " << raw.substr(0, 300);
        }
    }
}

std::string const kLine = "GET /a HTTP/1.1\r\n";
std::string const kGet = kLine + "Host: x\r\n";
std::string const kPost = "POST /a HTTP/1.1\r\nHost: x\r\n";
std::string const kChunked = kPost + "Transfer-Encoding: chunked\r\n\r\n";

TEST(RequestReader, RefusesHeadsThatOthersReadOtherwise) {
    using std::string_literals::operator""s;
    expect({
        {kGet + "\r\n", 200},
        {kGet + "A:\r\nB: \t c\t \r\n\r\n", 200},
        {kGet + "A: 四会\r\n\r\n", 200},
        // ends of lines
        {"GET /a HTTP/1.1\nHost: x\n\n", 400},
        {"GET /a HTTP/1.1\r\nHost: x\n\r\n", 400},
        {kGet + "A: b\nContent-Length: 5\r\n\r\n", 400},
        {kGet + "A: b\rContent-Length: 5\r\n\r\n", 400},
        {kGet + "\n", 400},
        {"\r\n" + kGet + "\r\n", 400},
        {kGet + "A: b\r\r\n\r\n", 400},
        // names and values
        {kLine + "Host : x\r\n\r\n", 400},
        {kLine + " Host: x\r\n\r\n", 400},
        {kGet + "Transfer-Encoding : chunked\r\n\r\n", 400},
        {kGet + "A: b\r\n c\r\n\r\n", 400},
        {kGet + "A: b\r\n\tContent-Length: 5\r\n\r\n", 400},
        {kGet + "A\r\n\r\n", 400},
        {kGet + ": b\r\n\r\n", 400},
        {kGet + "A(: b\r\n\r\n", 400},
        {kGet + "A: b\0c\r\n\r\n"s, 400},
        {kGet + "A\0: b\r\n\r\n"s, 400},
        {kGet + "A: b\x7f\r\n\r\n", 400},
        // request lines
        {"GET /a\r\n", 400},
        {"GET /a\n", 400},
        {"GET\r\n", 400},
        {"\r\n\r\n", 400},
        {"GET  /a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /a  HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET\t/a\tHTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {" GET /a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"G(T /a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /a HTTP/1.2\r\nHost: x\r\n\r\n", 400},
        {"GET /a HTTP/0.9\r\nHost: x\r\n\r\n", 400},
        {"GET /a http/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET /a HTTP/1.10\r\nHost: x\r\n\r\n", 400},
        {"GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n"s, 400},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"\x16\x03\x01\x02", 400},
        // whom for
        {kLine + "\r\n", 400},
        {kGet + "Host: x\r\n\r\n", 400},
        {kLine + "Host: x/y\r\n\r\n", 400},
        {kLine + "Host: u@x\r\n\r\n", 400},
        {"GET http://x/a HTTP/1.1\r\nHost: x\r\n\r\n", 200},
        {"GET http://y/a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET HTTP://y/a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET http://u@x/a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"GET http://x:1/a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n", 400},
        {kGet + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n",
         400},
        {kGet + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 400},
    });
}

TEST(RequestReader, KnowsWhereBodiesEnd) {
    auto const lengths = [](std::string const& more) { return kPost + more + "\r\n"; };
    auto const big = std::string(1000, 'x');
    expect({
        {lengths("Content-Length: 3\r\n") + "abc", 200},
        {lengths("Content-Length: 1000\r\n") + big, 200},
        {lengths("Content-Length: 1001\r\n"), 413},
        {lengths("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), 400},
        {lengths("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 400},
        {lengths("Content-Length: 3\r\nContent-Length: 3\r\n"), 400},
        {lengths("Content-Length: 3\r\nContent-Length: 4\r\n"), 400},
        {lengths("Content-Length: 3, 3\r\n"), 400},
        {lengths("Content-Length: 0x3\r\n"), 400},
        {lengths("Content-Length: 3 3\r\n"), 400},
        {lengths("Content-Length:\r\n"), 400},
        {lengths("Content-Length: 18446744073709551619\r\n"), 400},
        {lengths("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), 400},
        {lengths("Transfer-Encoding: \x0b"
                 "chunked\r\n"),
         400},
        {lengths("Transfer-Encoding: chunked;q=1\r\n"), 400},
        {lengths("Transfer-Encoding: chunked, chunked\r\n"), 400},
        {lengths("Transfer-Encoding: \"chunked\"\r\n"), 400},
        {lengths("Transfer-Encoding: identity\r\n"), 400},
        {lengths("Transfer-Encoding:\r\n"), 400},
        {lengths("Transfer_Encoding: chunked\r\nContent-Length: 3\r\n") + "abc", 200},
        {"POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    });
}

TEST(RequestReader, ReadsChunksStrictly) {
    expect({
        {kChunked + "3\r\nabc\r\n0\r\n\r\n", 200},
        {kChunked + "3;a=b;c=\"d\"\r\nabc\r\n000\r\nA: b\r\n\r\n", 200},
        {kChunked + "FFFFFFFFFFFFFFFF\r\nabc", 413},
        {kChunked + "10000000000000003\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "3e9\r\n", 413},
        {kChunked + "0x3\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "+3\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "-3\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + " 3\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "3g\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "3\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "3;a\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "3\rXabc\r\n0\r\n\r\n", 400},
        {kChunked + "3\r\nabcd\r\n0\r\n\r\n", 400},
        {kChunked + "3\r\nabc0\r\n\r\n", 400},
        {kChunked + "3\r\nabc\n0\r\n\r\n", 400},
        {kChunked + "3\r\nabc\r\n0\r\nA : b\r\n\r\n", 400},
        {kChunked + "3\r\nabc\r\n0\r\nContent-Length: 3\r\n\r\n", 400},
        // limits
        {kChunked + "3;" + std::string(5000, 'x') + "\r\nabc\r\n0\r\n\r\n", 400},
        {kChunked + "0\r\nA: " + std::string(9000, 'x') + "\r\n\r\n", 400},
    });
    std::string many = kChunked;
    for (int i = 0; i < 50; ++i) many += "1;" + std::string(100, 'x') + "\r\na\r\n";
    expect({{many + "0\r\n\r\n", 400}});
    auto const whole = read(kChunked + "3\r\nabc\r\n0\r\nA: b\r\n\r\nGET /next", 1000);
    EXPECT_EQ(whole.body, "abc");
    EXPECT_EQ(whole.used, 9u) << "what follows belongs to the next request";
}

TEST(RequestReader, HasLimits) {
    ServerLimits limits;
    limits.head = {
        .head_bytes_max = 200, .target_bytes_max = 20, .field_bytes_max = 40, .fields_max = 4};
    auto const target = [](size_t size) {
        return "GET /" + std::string(size - 1, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    };
    auto const field = [](size_t size) {
        return kGet + "A: " + std::string(size - 3, 'b') + "\r\n\r\n";
    };
    auto const fields = [](int count) {
        auto head = kGet;
        for (int i = 1; i < count; ++i) head += "A: b\r\n";
        return head + "\r\n";
    };
    expect(
        {
            {target(20), 200},
            {target(21), 414},
            {"GET /" + std::string(100, 'a'), 414},
            {field(40), 200},
            {field(41), 431},
            {kGet + "A: " + std::string(100, 'b'), 431},
            {fields(4), 200},
            {fields(5), 431},
        },
        limits);
    limits.head.fields_max = 100;
    expect({{fields(100), 431}}, limits);  // the head as a whole
}

TEST(RequestReader, LimitsParametersOfTheQuery) {
    auto const ask = [](int count) {
        std::string target = "/a?";
        for (int i = 0; i < count; ++i) target += "a&";
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    };
    expect({{ask(256), 200}, {ask(257), 400}});
}

}  // namespace
}  // namespace agglo::http
