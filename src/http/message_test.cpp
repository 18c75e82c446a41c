#include "http/message.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "http/event_backlog.h"
#include "http/gzip.h"
#include "http/negotiation.h"
#include "http/reply.h"
#include "http/router.h"
#include "http/target.h"

namespace agglo::http {
namespace {

TEST(Request, FindsHeadersQueriesAndCookies) {
    Request const request{
        .query = {{"q", "一"}, {"q", "二"}},
        .headers = {{"cookie", "a=1; session=s=1 ;b"}, {"cookie", "c=\"3\""}, {"accept", "*/*"}}};
    EXPECT_EQ(request.header("accept"), "*/*");
    EXPECT_FALSE(request.header("Accept").has_value());
    EXPECT_EQ(request.query_value("q"), "一");
    EXPECT_EQ(request.cookie("session"), "s=1");
    EXPECT_EQ(request.cookie("c"), "\"3\"");
    EXPECT_FALSE(request.cookie("b").has_value());
    EXPECT_FALSE(request.cookie("ession").has_value());
}

TEST(Problem, TellsAllThereIs) {
    auto const low = Error(ErrorCode::kBelowMinimum, {"0", "-5"}).at("fields/total_investment");
    auto const all = Error(ErrorCode::kValidationFailed, {"1"}).with({low});
    auto const response = problem(all, "r1");
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(response.body,
              "{\"type\":\"/problems/validation_failed\",\"title\":\"Unprocessable Content\","
              "\"status\":422,\"code\":\"validation_failed\",\"detail\":\"有 1 处不符合要求\","
              "\"detail_en\":\"1 value(s) are not acceptable\",\"request_id\":\"r1\","
              "\"errors\":[{\"path\":\"/fields/total_investment\",\"code\":\"below_minimum\","
              "\"zh\":\"不能小于 0（收到 -5）\",\"en\":\"Must be at least 0 (got -5)\"}]}");
    EXPECT_NE(problem(low, "r2").body.find("\"errors\":[{\"path\":\"/fields/total"),
              std::string::npos);
    EXPECT_EQ(problem(Error(ErrorCode::kInternal), "r3").body.find("errors"), std::string::npos);
}

TEST(Problem, HasAStatusAndTheHeadersItAsksFor) {
    struct Row {
        Error error;
        int status;
        std::string header;
    };
    for (auto const& row : std::vector<Row>{
             {Error(ErrorCode::kMalformed), 422, ""},
             {Error(ErrorCode::kUnauthenticated), 401, "WWW-Authenticate: Bearer realm=\"agglo\""},
             {Error(ErrorCode::kForbidden), 403, ""},
             {Error(ErrorCode::kNoSuchRecord), 404, ""},
             {Error(ErrorCode::kVersionConflict), 409, ""},
             {Error(ErrorCode::kVersionRequired), 428, ""},
             {Error(ErrorCode::kTooLarge), 413, ""},
             {Error(ErrorCode::kTooManyAttempts, {"16"}), 429, "Retry-After: 16"},
             {Error(ErrorCode::kOverloaded), 503, "Retry-After: 1"},
             {Error(ErrorCode::kInternal), 500, ""},
         }) {
        auto const response = problem(row.error, "");
        EXPECT_EQ(response.status, row.status) << row.error.name();
        auto const& [name, value] = response.headers.back();
        auto const expected = row.header.empty() ? "Cache-Control: no-store" : row.header;
        EXPECT_EQ(name + ": " + value, expected) << row.error.name();
        EXPECT_NE(phrase_of(row.status), "Status");
    }
}

TEST(Router, ChoosesTheMostLiteralRoute) {
    Router router;
    int last = 0;
    for (auto const& [method, pattern] : std::vector<std::pair<Method, std::string>>{
             {Method::kGet, "/api/v1/{entity}"},
             {Method::kPost, "/api/v1/{entity}"},
             {Method::kGet, "/api/v1/session"},
             {Method::kDelete, "/api/v1/session"},
             {Method::kGet, "/api/v1/{entity}/{id}"},
             {Method::kGet, "/api/v1/{entity}/export"},
             {Method::kPatch, "/api/v1/{entity}/{id}"},
             {Method::kGet, "/"},
         })
        router.add({method, pattern, [&last](Request, Responder) { ++last; }});
    struct Row {
        Method method;
        std::string path;
        std::string pattern;  // empty: none
        std::string what;     // parameters, or the methods allowed
    };
    for (auto const& row : std::vector<Row>{
             {Method::kGet, "/api/v1/project", "/api/v1/{entity}", "project"},
             {Method::kHead, "/api/v1/project", "/api/v1/{entity}", "project"},
             {Method::kGet, "/api/v1/session", "/api/v1/session", ""},
             {Method::kPost, "/api/v1/session", "/api/v1/{entity}", "session"},
             {Method::kGet, "/api/v1/project/7", "/api/v1/{entity}/{id}", "project 7"},
             {Method::kGet, "/api/v1/project/export", "/api/v1/{entity}/export", "project"},
             {Method::kPatch, "/api/v1/四会/7", "/api/v1/{entity}/{id}", "四会 7"},
             {Method::kGet, "/", "/", ""},
             {Method::kDelete, "/api/v1/project/7", "", "GET, HEAD, PATCH"},
             {Method::kPut, "/api/v1/session", "", "GET, HEAD, POST, DELETE"},
             {Method::kGet, "/api/v1/", "", ""},
             {Method::kGet, "/api/v1/project/", "", ""},
             {Method::kGet, "/api/v1", "", ""},
             {Method::kGet, "", "", ""},
         }) {
        auto const match = router.match(row.method, row.path);
        EXPECT_EQ(match.route ? match.route->pattern : "", row.pattern) << row.path;
        std::string what;
        for (auto const& parameter : match.parameters)
            what += (what.empty() ? "" : " ") + parameter;
        EXPECT_EQ(match.route ? what : match.allow, row.what) << row.path;
        EXPECT_EQ(match.path_known, !match.allow.empty()) << row.path;
    }
}

TEST(Target, DecodesOrRefuses) {
    struct Row {
        std::string raw;
        std::string path;   // empty: refused
        std::string query;  // name=value;…
    };
    for (auto const& row : std::vector<Row>{
             {"/", "/", ""},
             {"/a%20b+c", "/a b+c", ""},
             {"/%E5%9B%9B%e4%bc%9a?q=a+b%2Bc", "/四会", "q=a b+c;"},
             {"/a?x&y=&=z&&w=1=2", "/a", "x=;y=;=z;w=1=2;"},
             {"/a?b=%5B%22x%22%5D#c", "/a", "b=[\"x\"];"},
             {"/a?b=c%0Ad", "/a", "b=c\nd;"},
             {"https://host:80/a?b=c", "/a", "b=c;"},
             {"http://host", "/", ""},
             {"/a?b=%E5%9B", "", ""},
             {"/a?%zz=1", "", ""},
             {"/a%", "", ""},
             {"/a%4", "", ""},
             {"/a%C0%AF", "", ""},
             {"/a%ED%A0%80", "", ""},
             {"/a%0A", "", ""},
             {"/a%2fb", "", ""},
             {"/./a", "", ""},
             {"/a/..", "", ""},
             {"/a?b=%00", "", ""},
             {"a", "", ""},
             {"", "", ""},
             {"*", "", ""},
         }) {
        auto const target = parse_target(row.raw);
        ASSERT_EQ(target.ok(), !row.path.empty()) << row.raw;
        if (!target.ok()) continue;
        EXPECT_EQ(target.value().path, row.path);
        std::string query;
        for (auto const& [name, value] : target.value().query) query += name + "=" + value + ";";
        EXPECT_EQ(query, row.query);
    }
    std::string many = "/a?";
    for (size_t i = 0; i < kQueryParametersMax; ++i) many += "b&";
    EXPECT_TRUE(parse_target(many).ok());
    EXPECT_FALSE(parse_target(many + "b").ok());
}

TEST(Negotiation, WeighsEncodings) {
    struct Row {
        char const* header;
        bool gzip;
    };
    for (auto const& row :
         {Row{"", false}, Row{"gzip", true}, Row{"GZIP", true}, Row{"x-gzip", true},
          Row{"gzip, deflate, br", true}, Row{"br", false}, Row{"*", true}, Row{"*;q=0", false},
          Row{"gzip;q=0", false}, Row{"gzip;q=0.0", false}, Row{"gzip ; q=0.001", true},
          Row{"identity, gzip;q=0.5", false}, Row{"identity;q=0.5, gzip;q=0.5", true},
          Row{"gzip;q=0, *", false}, Row{"gzip;q=nonsense", false}, Row{"gzip;level=1", false},
          Row{"gzip;q=1.5", true}, Row{"gzipped", false}, Row{",,gzip", true}})
        EXPECT_EQ(accepts_gzip(row.header), row.gzip) << row.header;
    struct TypeRow {
        char const* type;
        bool compressible;
    };
    for (auto const& row :
         {TypeRow{"application/json", true}, TypeRow{"text/html; charset=utf-8", true},
          TypeRow{"application/geo+json", true}, TypeRow{"image/svg+xml", true},
          TypeRow{"text/event-stream", false}, TypeRow{"image/png", false},
          TypeRow{"application/geopackage+sqlite3", false}, TypeRow{"", false}})
        EXPECT_EQ(is_compressible(row.type), row.compressible) << row.type;
}

TEST(Negotiation, ComparesVersions) {
    for (auto const* hit : {"*", "\"3\"", "W/\"3\"", "\"2\", \"3\"", " \"2\",W/\"3\" "})
        EXPECT_TRUE(none_match_hits(hit, "\"3\"")) << hit;
    for (auto const* miss : {"", "3", "\"33\"", "\"2\",", "**"})
        EXPECT_FALSE(none_match_hits(miss, "\"3\"")) << miss;
    EXPECT_TRUE(none_match_hits("\"3\"", "W/\"3\""));
}

TEST(Gzip, GoesThereAndBack) {
    for (size_t const size : {0, 1, 1000, 5'000'000}) {
        std::string const plain(size, 'x');
        auto const packed = gzip(plain);
        ASSERT_TRUE(packed.has_value());
        EXPECT_EQ(gunzip(*packed), plain);
    }
    EXPECT_FALSE(gunzip("not gzip").has_value());
    EXPECT_FALSE(gunzip(gzip("cut short")->substr(0, 20)).has_value());
    EXPECT_FALSE(gunzip("").has_value());
    EXPECT_FALSE(gunzip(*gzip(std::string(kGunzipBytesMax + 1, 'x'))).has_value());
}

TEST(Reply, CompressesFromTheLimitOn) {
    ReplyTerms const terms{.accept_encoding = "gzip", .compress_bytes_min = 100};
    struct Row {
        char const* type;
        size_t size;
        bool packed, varies;
    };
    for (auto const& row : {Row{"text/plain", 99, false, true}, Row{"text/plain", 100, true, true},
                            Row{"image/png", 1000, false, false}}) {
        auto const reply =
            make_reply({.content_type = row.type, .body = std::string(row.size, 'x')}, terms);
        EXPECT_EQ(reply.head.find("Content-Encoding: gzip") != std::string::npos, row.packed);
        EXPECT_EQ(reply.head.find("Vary: Accept-Encoding") != std::string::npos, row.varies);
        EXPECT_EQ(reply.body().size() < row.size, row.packed);
    }
}

TEST(Reply, LetsNoDataBecomeHeaders) {
    auto const reply = make_reply({.headers = {{"Location", "/a\r\nSet-Cookie: x=1"}}}, {});
    EXPECT_NE(reply.head.find("Location: /a  Set-Cookie: x=1\r\n"), std::string::npos);
}

TEST(Reply, HasNoLengthWithoutContent) {
    for (int const status : {204, 304}) {
        auto const reply = make_reply({.status = status, .body = "lost"}, {});
        EXPECT_EQ(reply.head.find("Content-Length"), std::string::npos);
        EXPECT_EQ(reply.body(), "");
    }
    auto const empty = make_reply({.status = 200}, {});
    EXPECT_NE(empty.head.find("Content-Length: 0\r\n"), std::string::npos);
    auto const vary =
        make_reply({.headers = {{"Vary", "Cookie"}, {"Referrer-Policy", "origin"}}}, {});
    EXPECT_NE(vary.head.find("Vary: Cookie, Accept-Encoding\r\n"), std::string::npos);
    EXPECT_EQ(vary.head.find("no-referrer"), std::string::npos) << "the handler's own stands";
}

TEST(EventBacklog, FormatsEvents) {
    EXPECT_EQ(format_event("change", "9", "{}"), "id: 9\nevent: change\ndata: {}\n\n");
    EXPECT_EQ(format_event("", "", ""), "data: \n\n");
    EXPECT_EQ(format_event("", "", "a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n");
    EXPECT_EQ(format_event("a\nid: 1", "2\r3", "x"), "id: 23\nevent: aid: 1\ndata: x\n\n");
}

TEST(EventBacklog, ClosesWhenFullAndTellsOnce) {
    int rings = 0, ends = 0;
    EventBacklog backlog(10, [&] { ++rings; });
    backlog.on_finish([&] { ++ends; });
    EXPECT_TRUE(backlog.push("12345"));
    EXPECT_TRUE(backlog.push("67890"));
    EXPECT_EQ(backlog.take(), "1234567890");
    EXPECT_TRUE(backlog.push("1234567890"));
    EXPECT_FALSE(backlog.push("1"));
    EXPECT_TRUE(backlog.closed());
    EXPECT_EQ(backlog.take(), "");
    EXPECT_EQ(rings, 4);
    EXPECT_EQ(ends, 0);
    backlog.finish();
    backlog.finish();
    EXPECT_EQ(ends, 1);
    backlog.on_finish([&] { ++ends; });
    EXPECT_EQ(ends, 2) << "who comes late hears at once";
}

}  // namespace
}  // namespace agglo::http
