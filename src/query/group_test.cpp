#include <gtest/gtest.h>

#include "query/query_sample.h"

namespace agglo {
namespace {

struct GroupCase {
    char const* body;  ///< after {"entity":"project",
    char const* rows;  ///< or the error
};

GroupCase const kCases[] = {
    // Without keys there is one row, also of nothing.
    {R"("measures":[["count"]])", R"([{"count":5}])"},
    {R"("where":[["code","eq","x"]],"measures":[["count"],["sum","total"],["min","code"],["distinct","stage"]])",
     R"([{"count":0,"sum_total":null,"min_code":null,"distinct_stage":0}])"},
    {R"("measures":[["count","total"],["sum","total"],["sum","jobs"],["min","total"],["max","total"]])",
     R"([{"count_total":4,"sum_total":451.50,"sum_jobs":35,"min_total":1.00,"max_total":250.50}])"},
    {R"("measures":[["distinct","total"],["distinct","region"],["distinct","region.parent"],["distinct","tags"]])",
     R"([{"distinct_total":3,"distinct_region":3,"distinct_region.parent":1,"distinct_tags":2}])"},
    {R"("measures":[["min","signed_on"],["max","due"],["max","seen_at"],["min","stage"],["max","stage"],["max","code"]])",
     R"([{"min_signed_on":"2021-02-03","max_due":"2024-12","max_seen_at":"2024-06-01T00:00:00Z",)"
     R"("min_stage":"lead","max_stage":"built","max_code":"P5"}])"},
    {R"("measures":[["max","key_project"],["min","name"]])",
     R"([{"max_key_project":true,"min_name":"四会电子"}])"},
    // Ratios: over rows where both are present, half to even, null by nothing.
    {R"("measures":[["ratio","total","land"]])", R"([{"ratio_total_land":0.087625}])"},
    {R"("measures":[["ratio","jobs","total","per_yuan"]])", R"([{"per_yuan":0.099573}])"},
    {R"("where":[["jobs","null",true]],"measures":[["ratio","total","jobs"]])",
     R"([{"ratio_total_jobs":null}])"},
    // Dates by year, quarter and month.
    {R"("group":["signed_on:year"])",
     R"([{"signed_on:year":2021,"count":2},{"signed_on:year":2023,"count":2},{"signed_on:year":null,"count":1}])"},
    {R"("group":["signed_on:quarter"],"where":[["signed_on","null",false]])",
     R"([{"signed_on:quarter":"2021Q1","count":1},{"signed_on:quarter":"2021Q3","count":1},)"
     R"({"signed_on:quarter":"2023Q1","count":1},{"signed_on:quarter":"2023Q4","count":1}])"},
    {R"("group":["signed_on:month"],"where":[["signed_on","ge","2023-01-01"]])",
     R"([{"signed_on:month":"2023-01","count":1},{"signed_on:month":"2023-12","count":1}])"},
    {R"("group":["due"],"where":[["due","null",false]])",
     R"([{"due":"2024-05","count":1},{"due":"2024-12","count":1}])"},
    {R"("group":["due:year"])", R"([{"due:year":2024,"count":2},{"due:year":null,"count":3}])"},
    // References by code, paths, enumerations by their order, booleans, lists.
    {R"("group":["region"],"measures":[["sum","total","t"]])",
     R"([{"region":{"id":4,"label":"广州市","code":"4401"},"t":1.00},)"
     R"({"region":{"id":2,"label":"端州区","code":"441202"},"t":200.00},)"
     R"({"region":{"id":3,"label":"四会市","code":"441284"},"t":250.50},{"region":null,"t":null}])"},
    {R"("group":["region.parent.code"])",
     R"([{"region.parent.code":"4412","count":3},{"region.parent.code":null,"count":2}])"},
    {R"("group":["stage"])",
     R"([{"stage":"lead","count":1},{"stage":"signed","count":2},{"stage":"built","count":1},{"stage":null,"count":1}])"},
    {R"("group":["key_project"])",
     R"([{"key_project":false,"count":1},{"key_project":true,"count":1},{"key_project":null,"count":3}])"},
    {R"("group":["tags"],"where":[["tags","null",false]],"sort":["-count"],"measures":[["count"],["max","code"]])",
     R"([{"tags":["新","快"],"count":1,"max_code":"P1"},{"tags":["快"],"count":1,"max_code":"P2"}])"},
    {R"("group":["stage","region.code"],"where":[["stage","eq","signed"]])",
     R"([{"stage":"signed","region.code":"441202","count":2}])"},
    {R"("group":["total"])",
     R"([{"total":1.00,"count":1},{"total":100.00,"count":2},{"total":250.50,"count":1},{"total":null,"count":1}])"},
    // Order of the output: missing last either way, then by the keys.
    {R"("group":["stage"],"measures":[["sum","total"]],"sort":["-sum_total"])",
     R"([{"stage":"built","sum_total":250.50},{"stage":"signed","sum_total":200.00},{"stage":"lead","sum_total":1.00},)"
     R"({"stage":null,"sum_total":null}])"},
    {R"("group":["stage"],"measures":[["count"]],"sort":["count","-stage"],"limit":2)",
     R"([{"stage":"built","count":1},{"stage":"lead","count":1}])"},
    {R"("group":["region"],"sort":["-region"],"limit":1)",
     R"([{"region":{"id":3,"label":"四会市","code":"441284"},"count":1}])"},
    // Mistakes.
    {R"("group":["nothing"])", "unknown_field /group/0"},
    {R"("group":["code","signed_on:week"])", "unknown_field /group/1"},
    {R"("group":["code:year"])", "unknown_field /group/0"},
    {R"("measures":[["sum","code"]])", "wrong_type /measures/0/1"},
    {R"("measures":[["count"],["ratio","total"]])", "wrong_type /measures/1"},
    {R"("measures":[["ratio","total","code"]])", "wrong_type /measures/0/2"},
    {R"("measures":[["mode","total"]])", "unknown_operator /measures/0/0"},
    {R"("measures":[["sum"]])", "wrong_type /measures/0"},
    {R"("measures":[[]])", "wrong_type /measures/0"},
    {R"("measures":[["sum",1]])", "wrong_type /measures/0/1"},
    {R"("measures":"count")", "wrong_type /measures"},
    {R"("group":["stage"],"sort":["nothing"])", "unknown_field /sort/0"},
    {R"("group":["a","b","c","d","e","f","g","h","i"])", "too_large /group"},
    {R"("group":["stage"],"limit":10001)", "too_large /limit"},
    {R"("limit":-1)", "wrong_type /limit"},
    {R"("limit":1.5)", "wrong_type /limit"},
    {R"("colour":1)", "unknown_field /colour"},
    {R"("on":"2024-13-01")", "bad_date /on"},
    {R"("q":1)", "wrong_type /q"},
};

TEST(GroupRecords, AnswersWhatIsAsked) {
    auto const ledger = sample_ledger();
    for (auto const& c : kCases) {
        auto const body = std::string(R"({"entity":"project",)") + c.body + "}";
        EXPECT_EQ(answered(ledger.snapshot(), owner(), body), c.rows) << c.body;
    }
}

TEST(RunQuery, SaysWhenAndHowMany) {
    auto const ledger = sample_ledger();
    auto const ask = [&](std::string const& body) {
        return *run_query_json(ledger.snapshot(), owner(), *parse_query(body));
    };
    EXPECT_EQ(ask(R"({"entity":"project","measures":[["count"]],"on":"2024-02-29"})"),
              R"({"rows":[{"count":5}],"total":1,"as_of":14,"on":"2024-02-29"})");
    EXPECT_EQ(ask(R"({"entity":"milestone","sort":["-weight"],"limit":1,"on":"2024-02-29"})")
                  .substr(0, 49),
              R"({"rows":[{"id":2,"label":"封顶","version":1,"fi)");
    EXPECT_EQ(shown(parse_query(R"({"where":[]})").error()), "required /entity");
    EXPECT_EQ(shown(parse_query("[]").error()), "wrong_type ");
    EXPECT_EQ(shown(parse_query("{").error()), "malformed ");
    EXPECT_EQ(parse_query(R"({"entity":"x","as_of":9})")->as_of, "9");
    EXPECT_EQ(parse_query(R"({"entity":"x","as_of":"2024-01-01T00:00:00Z"})")->as_of,
              "2024-01-01T00:00:00Z");
}

TEST(GroupRecords, AnswersASumBeyondInt64WithAnError) {
    auto ledger = sample_ledger();
    for (int i = 0; i < 2; ++i)
        ledger.add("project", {{"name", "巨"}, {"total", "90000000000000000"}});
    EXPECT_EQ(answered(ledger.snapshot(), owner(),
                       R"({"entity":"project","measures":[["sum","total"]]})"),
              "out_of_range ");
    EXPECT_EQ(answered(ledger.snapshot(), owner(),
                       R"({"entity":"project","measures":[["max","total"]]})"),
              R"([{"max_total":90000000000000000.00}])");
}

}  // namespace
}  // namespace agglo
