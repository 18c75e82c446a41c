#include "http/proxy_trust.h"

#include <gtest/gtest.h>

namespace agglo::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

TEST(ProxyTrust, KnowsRanges) {
    auto const trust = ProxyTrust::of({"10.0.0.0/8", "192.168.1.7", "2001:db8::/33", "0:0::1"});
    ASSERT_TRUE(trust.ok());
    for (auto const& [address, expected] : std::vector<std::pair<std::string, bool>>{
             {"10.255.0.1", true},
             {"11.0.0.1", false},
             {"192.168.1.7", true},
             {"192.168.1.6", false},
             {"::ffff:10.0.0.1", true},
             {"2001:db8:7fff::1", true},
             {"2001:db8:8000::1", false},
             {"::1", true},
             {"", false},
             {"10.0.0", false},
             {"10.0.0.1 ", false},
         }) {
        EXPECT_EQ(trust->holds_for(address), expected) << address;
    }
    EXPECT_FALSE(ProxyTrust().holds_for("127.0.0.1"));
    for (std::string const text :
         {"", "x", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "10.0.0/8"})
        EXPECT_FALSE(ProxyTrust::of({text}).ok()) << text;
}

TEST(ProxyTrust, BelievesOnlyItsOwn) {
    auto const trust = ProxyTrust::of({"10.0.0.0/8"});
    struct Row {
        std::string peer;
        Headers headers;
        std::string remote;
        bool came_through_proxy;
        bool https;
    };
    for (auto const& row : std::vector<Row>{
             {"7.7.7.7", {}, "7.7.7.7", false, false},
             {"7.7.7.7", {{"x-forwarded-for", "1.1.1.1"}}, "7.7.7.7", true, false},
             {"7.7.7.7", {{"x-forwarded-proto", "https"}}, "7.7.7.7", true, false},
             {"127.0.0.1", {{"via", "1.1 x"}}, "127.0.0.1", true, false},
             {"127.0.0.1", {{"forwarded", "for=1.1.1.1"}}, "127.0.0.1", true, false},
             {"10.0.0.1", {}, "10.0.0.1", true, false},
             {"10.0.0.1",
              {{"x-forwarded-for", "1.1.1.1"}, {"x-forwarded-proto", "https"}},
              "1.1.1.1",
              true,
              true},
             {"10.0.0.1", {{"x-forwarded-for", "8.8.8.8, 1.1.1.1"}}, "1.1.1.1", true, false},
             {"10.0.0.1",
              {{"x-forwarded-for", "8.8.8.8,1.1.1.1,10.0.0.2"}},
              "1.1.1.1",
              true,
              false},
             {"10.0.0.1",
              {{"x-forwarded-for", "8.8.8.8"}, {"x-forwarded-for", "1.1.1.1"}},
              "1.1.1.1",
              true,
              false},
             {"10.0.0.1", {{"x-forwarded-for", "2001:DB8:0:0::1"}}, "2001:db8::1", true, false},
             {"10.0.0.1", {{"x-forwarded-for", "1.1.1.1, <b>"}}, "10.0.0.1", true, false},
             {"10.0.0.1", {{"x-forwarded-for", "10.0.0.3"}}, "10.0.0.3", true, false},
             {"10.0.0.1", {{"x-forwarded-proto", "http, https"}}, "10.0.0.1", true, false},
         }) {
        Request request{.headers = row.headers, .remote = row.peer};
        trust->settle(request);
        EXPECT_EQ(request.remote, row.remote);
        EXPECT_EQ(request.came_through_proxy, row.came_through_proxy) << row.peer;
        EXPECT_EQ(request.header("x-forwarded-proto").has_value(), row.https) << row.peer;
        EXPECT_FALSE(request.header("x-forwarded-for").has_value());
        EXPECT_FALSE(request.header("forwarded").has_value());
    }
}

TEST(ProxyTrust, CountsSubscribers) {
    EXPECT_EQ(counted_remote("10.0.0.1"), "10.0.0.1");
    EXPECT_EQ(counted_remote("2001:db8::1"), counted_remote("2001:db8::2"));
    EXPECT_NE(counted_remote("2001:db8::1"), counted_remote("2001:db8:0:1::1"));
}

TEST(RequestId, IsSafe) {
    for (auto const& [id, expected] : std::vector<std::pair<std::string, bool>>{
             {"a1b2c3d4", true},
             {"01HX.trace_7-b", true},
             {std::string(64, 'a'), true},
             {std::string(65, 'a'), false},
             {"short", false},
             {"", false},
             {"with space", false},
             {"a1b2c3d4\"", false},
             {"a1b2c3d四", false},
         }) {
        EXPECT_EQ(is_safe_request_id(id), expected) << id;
    }
}

}  // namespace
}  // namespace agglo::http
