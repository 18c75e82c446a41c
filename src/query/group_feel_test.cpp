// Groups by FEEL, and what grouped answers say beyond sums: first records, running totals, the year
// before, and how to ask for the records behind a cell.
#include <gtest/gtest.h>

#include "query/query_sample.h"

namespace agglo {
namespace {

struct Case {
    char const* body;  ///< after {"entity":"project",
    char const* rows;  ///< or the error
};

std::string asked(SampleLedger const& ledger, std::string const& body) {
    return answered(ledger.snapshot(), owner(), R"j({"entity":"project",)j" + body + "}");
}

void check(SampleLedger const& ledger, std::vector<Case> const& cases) {
    for (auto const& [body, rows] : cases) EXPECT_EQ(asked(ledger, body), rows) << body;
}

TEST(GroupByFeel, KeysAreExpressions) {
    check(
        sample_ledger(),
        {
            {R"j("group":[{"feel":"if total >= 100 then \"大\" else \"小\"","name":"size"}])j",
             R"j([{"size":"大","count":3},{"size":"小","count":2}])j"},
            {R"j("group":[{"feel":"total > 100","name":"big"},"stage"])j",
             R"j([{"big":false,"stage":"lead","count":1},{"big":false,"stage":"signed","count":2},)j"
             R"j({"big":true,"stage":"built","count":1},{"big":null,"stage":null,"count":1}])j"},
            {R"j("group":[{"feel":"signed_on.year","name":"year"}],"sort":["-year"])j",
             R"j([{"year":2023,"count":2},{"year":2021,"count":2},{"year":null,"count":1}])j"},
            {R"j("group":[{"feel":"total / 3","name":"third"}],"where":[["total","null",false]])j",
             R"j([{"third":0.3333333333333333333333333333333333,"count":1},)j"
             R"j({"third":33.33333333333333333333333333333333,"count":2},{"third":83.5,"count":1}])j"},
            {R"j("group":[{"feel":"signed_on + duration(\"P1D\")","name":"next"}],"limit":1)j",
             R"j([{"next":"2021-02-04","count":1}])j"},
            {R"j("group":[{"feel":"region.name","name":"place"}],"measures":[["sum","total"]])j",
             R"j([{"place":"端州区","sum_total":200.00},{"place":"广州市","sum_total":1.00},)j"
             R"j({"place":"四会市","sum_total":250.50},{"place":null,"sum_total":null}])j"},
            {R"j("group":[{"feel":"null","name":"nothing"}])j",
             R"j([{"nothing":null,"count":5}])j"},
            // Mistakes.
            {R"j("group":["stage",{"feel":"nonsense + 1","name":"x"}])j",
             "feel_unknown_name /group/1/feel"},
            {R"j("group":[{"feel":"1 +","name":"x"}])j", "feel_syntax /group/0/feel"},
            {R"j("group":[{"feel":"[total]","name":"x"}])j", "feel_wrong_type /group/0/feel"},
            {R"j("group":[{"feel":"total"}])j", "required /group/0/name"},
            {R"j("group":[{"name":"x"}])j", "required /group/0/feel"},
            {R"j("group":[{"feel":1,"name":"x"}])j", "wrong_type /group/0/feel"},
            {R"j("group":[{"feel":"total","name":"x","part":1}])j", "unknown_field /group/0/part"},
            {R"j("group":[{"feel":"total","name":"count"}])j", "feel_duplicate_entry "},
            {R"j("group":[{"feel":"total","name":"drill"}])j", "feel_duplicate_entry "},
        });
}

TEST(GroupByFeel, MeasuresAreExpressions) {
    check(
        sample_ledger(),
        {
            {R"j("measures":[["sum",{"feel":"total - offer"},"gap"],["max",{"feel":"total * 2"},"twice"],["count",{"feel":"offer"},"offers"]])j",
             R"j([{"gap":4,"twice":501,"offers":2}])j"},
            {R"j("measures":[["sum",{"feel":"total / 3"},"t"],["avg",{"feel":"total / 3"},"a"]])j",
             R"j([{"t":150.4999999999999999999999999999999,"a":37.62499999999999999999999999999998}])j"},
            {R"j("measures":[["ratio",{"feel":"total - 1"},"jobs","per_job"]])j",
             R"j([{"per_job":9.957143}])j"},
            {R"j("measures":[["ratio",{"feel":"total / 3"},{"feel":"jobs / 7"},"r"]])j",
             R"j([{"r":23.433333}])j"},
            {R"j("measures":[["min",{"feel":"name"},"first"],["distinct",{"feel":"signed_on.year"},"years"]])j",
             R"j([{"first":"四会电子","years":2}])j"},
            {R"j("measures":[["count",{"if":"total >= 100","name":"big"}],["sum","total","t",{"if":"stage = \"signed\""}]])j",
             R"j([{"big":3,"t":200.00}])j"},
            {R"j("group":["stage"],"measures":[["count"],["count",{"if":"key_project","name":"keys"}],["avg","total","a",{"if":"key_project"}]])j",
             R"j([{"stage":"lead","count":1,"keys":0,"a":null},{"stage":"signed","count":2,"keys":1,"a":100},)j"
             R"j({"stage":"built","count":1,"keys":0,"a":null},{"stage":null,"count":1,"keys":0,"a":null}])j"},
            {R"j("where":[["code","eq","x"]],"measures":[["sum",{"feel":"total"},"t"],["median","total"],["avg","total"],["stddev","total"]])j",
             R"j([{"t":null,"median_total":null,"avg_total":null,"stddev_total":null}])j"},
            // Mistakes.
            {R"j("measures":[["sum",{"feel":"name"},"x"]])j", "wrong_type /measures/0/1/feel"},
            {R"j("measures":[["sum",{"feel":"total"}]])j", "required /measures/0"},
            {R"j("measures":[["count",{"if":"key_project"}]])j", "required /measures/0"},
            {R"j("measures":[["count"],["count",{"if":"total","name":"x"}]])j",
             "feel_not_boolean /measures/1/if"},
            {R"j("measures":[["count",{"if":"nonsense > 1","name":"x"}]])j",
             "feel_unknown_name /measures/0/if"},
            {R"j("measures":[["count",{"when":"true"}]])j", "unknown_field /measures/0/1/when"},
            {R"j("measures":[["sum","total","x",{"if":"true"},1]])j", "wrong_type /measures/0"},
        });
}

TEST(GroupByFeel, KnowsStatistics) {
    check(
        sample_ledger(),
        {
            {R"j("measures":[["avg","total"],["median","total"],["percentile","total",0.9],["percentile","total",0.25,"q1"],["stddev","total"]])j",
             R"j([{"avg_total":112.875,"median_total":100,"percentile_total_0.9":205.35,"q1":75.25,)j"
             R"j("stddev_total":102.9371774433319110910571047054799}])j"},
            {R"j("measures":[["avg","jobs"],["percentile","jobs",0,"low"],["percentile","jobs",1,"high"]])j",
             R"j([{"avg_jobs":11.66666666666666666666666666666667,"low":5,"high":20}])j"},
            {R"j("group":["stage"],"measures":[["median","total"],["stddev","total"]],"limit":2)j",
             R"j([{"stage":"lead","median_total":1,"stddev_total":null},)j"
             R"j({"stage":"signed","median_total":100,"stddev_total":0}])j"},
            {R"j("measures":[["median",{"feel":"total / 3"},"m"]])j",
             R"j([{"m":33.33333333333333333333333333333333}])j"},
            {R"j("measures":[["percentile","total"]])j", "wrong_type /measures/0"},
            {R"j("measures":[["percentile","total",1.1]])j", "wrong_type /measures/0/2"},
            {R"j("measures":[["percentile","total","x"]])j", "wrong_type /measures/0/2"},
            {R"j("measures":[["median","code"]])j", "wrong_type /measures/0/1"},
        });
}

TEST(GroupTop, NamesTheFirstRecords) {
    check(
        sample_ledger(),
        {
            {R"j("group":["stage"],"where":[["stage","eq","signed"]],"top":{"limit":1,"sort":["-signed_on"]})j",
             R"j([{"stage":"signed","count":2,"top":[{"id":5,"label":"端州二期","code":"P5"}]}])j"},
            {R"j("group":[{"feel":"total > 100","name":"big"}],"where":[["total","null",false]],)j"
             R"j("top":{"limit":2,"sort":[{"feel":"total - 3 * jobs","descending":true}]},"measures":[])j",
             R"j([{"big":false,"count":3,"top":[{"id":1,"label":"金利新材料","code":"P1"},)j"
             R"j({"id":3,"label":"广州软件","code":"P3"}]},{"big":true,"count":1,"top":[{"id":2,"label":"四会电子","code":"P2"}]}])j"},
            {R"j("group":["stage"],"top":{"limit":101})j", "too_large /top/limit"},
            {R"j("group":["stage"],"top":{"limit":0})j", "wrong_type /top/limit"},
            {R"j("group":["stage"],"top":{})j", "required /top/limit"},
            {R"j("group":["stage"],"top":{"limit":1,"sort":["nothing"]})j",
             "unknown_field /top/sort/0"},
            {R"j("group":["stage"],"top":{"limit":1,"sort":[{"feel":"1 +"}]})j",
             "feel_syntax /top/sort/0/feel"},
            {R"j("top":{"limit":1})j", "required /group"},
        });
}

TEST(FindRecords, OrdersByFeel) {
    auto const ledger = sample_ledger();
    auto const order = [&](std::string const& sort) {
        return found(ledger.snapshot(), owner(), R"j({"entity":"project","sort":[)j" + sort + "]}");
    };
    EXPECT_EQ(order(R"j({"feel":"total / 3","descending":true},"-code")j"), "2 5 1 3 4");
    EXPECT_EQ(order(R"j({"feel":"total - offer"})j"), "3 1 2 4 5");
    EXPECT_EQ(order(R"j({"feel":"string length(name)"},"code")j"), "4 2 3 5 1");
    EXPECT_EQ(order(R"j({"feel":"total -"})j"), "feel_syntax /sort/0/feel");
    EXPECT_EQ(order(R"j({"descending":true})j"), "required /sort/0/feel");
    EXPECT_EQ(order(R"j({"feel":"total","order":1})j"), "unknown_field /sort/0/order");
}

TEST(FindRecords, PagesThroughAnOrderByFeel) {
    auto const ledger = sample_ledger();
    for (std::string const feel : {"total / 3", "total - 1", "name", "region.name"}) {
        auto query = *parse_query(R"j({"entity":"project","limit":2,"sort":[{"feel":")j" + feel +
                                  R"j("}]})j");
        std::vector<size_t> rows;
        do {
            auto const page = find_records(ledger.snapshot(), owner(), query);
            ASSERT_TRUE(page.ok()) << feel;
            rows.insert(rows.end(), page->rows.begin(), page->rows.end());
            query.cursor = page->next_cursor;
        } while (!query.cursor.empty());
        query.limit = 10;
        EXPECT_EQ(find_records(ledger.snapshot(), owner(), query)->rows, rows) << feel;
    }
}

SampleLedger monthly_ledger() {
    SampleLedger ledger;
    auto const add = [&](char const* day, char const* total, char const* stage) {
        SampleLedger::Facts facts = {{"name", "x"}, {"total", total}, {"stage", stage}};
        if (*day) facts.emplace_back("signed_on", day);
        ledger.add("project", facts);
    };
    add("2023-11-05", "10", "signed");
    add("2024-02-01", "5.5", "signed");
    add("2024-02-29", "1", "signed");
    add("2024-11-30", "40", "signed");
    add("2023-11-30", "7", "built");
    add("2024-11-01", "0", "built");
    add("", "3", "built");
    return ledger;
}

TEST(GroupPeriods, RunsUpMonthByMonth) {
    check(
        monthly_ledger(),
        {
            {R"j("group":["signed_on:month"],"where":[["signed_on","lt","2024-03-01"]],"measures":[["count"],["sum","total"]],"running":["sum_total","count"])j",
             R"j([{"signed_on:month":"2023-11","count":2,"sum_total":17.00,"running_sum_total":17,"running_count":2},)j"
             R"j({"signed_on:month":"2023-12","count":0,"sum_total":null,"running_sum_total":17,"running_count":2},)j"
             R"j({"signed_on:month":"2024-01","count":0,"sum_total":null,"running_sum_total":17,"running_count":2},)j"
             R"j({"signed_on:month":"2024-02","count":2,"sum_total":6.50,"running_sum_total":23.5,"running_count":4}])j"},
            {R"j("group":["stage","signed_on:quarter"],"measures":[["sum","total","t"]],"running":["t"],"sort":["stage"],"limit":8)j",
             R"j([{"stage":"signed","signed_on:quarter":"2023Q4","t":10.00,"running_t":10},)j"
             R"j({"stage":"signed","signed_on:quarter":"2024Q1","t":6.50,"running_t":16.5},)j"
             R"j({"stage":"signed","signed_on:quarter":"2024Q2","t":null,"running_t":16.5},)j"
             R"j({"stage":"signed","signed_on:quarter":"2024Q3","t":null,"running_t":16.5},)j"
             R"j({"stage":"signed","signed_on:quarter":"2024Q4","t":40.00,"running_t":56.5},)j"
             R"j({"stage":"built","signed_on:quarter":"2023Q4","t":7.00,"running_t":7},)j"
             R"j({"stage":"built","signed_on:quarter":"2024Q1","t":null,"running_t":7},)j"
             R"j({"stage":"built","signed_on:quarter":"2024Q2","t":null,"running_t":7}])j"},
            {R"j("group":["signed_on:year"],"measures":[["count"]],"running":["count"],"sort":["-signed_on:year"])j",
             R"j([{"signed_on:year":2024,"count":4,"running_count":6},{"signed_on:year":2023,"count":2,"running_count":2},)j"
             R"j({"signed_on:year":null,"count":1,"running_count":null}])j"},
            {R"j("group":["stage"],"running":["count"])j", "wrong_type /running"},
            {R"j("group":["signed_on:year","due:year"],"running":["count"])j",
             "wrong_type /running"},
            {R"j("group":["signed_on:year"],"running":["nothing"])j", "unknown_field /running/0"},
            {R"j("group":["signed_on:year"],"measures":[["max","total"]],"running":["max_total"])j",
             "wrong_type /running/0"},
        });
}

TEST(GroupPeriods, SetsTheYearBeforeBeside) {
    check(
        monthly_ledger(),
        {
            {R"j("group":["signed_on:month"],"where":[["signed_on:year","null",false]],"compare":{"key":"signed_on:month","by":"year"}})j",
             "malformed "},
            {R"j("group":["signed_on:month"],"where":[["signed_on","null",false]],"measures":[["sum","total","t"],["min","name"]],"compare":{"key":"signed_on:month","by":"year"})j",
             R"j([{"signed_on:month":"2023-11","t":17.00,"min_name":"x","t_before":null,"t_difference":null,"t_growth":null},)j"
             R"j({"signed_on:month":"2024-02","t":6.50,"min_name":"x","t_before":null,"t_difference":null,"t_growth":null},)j"
             R"j({"signed_on:month":"2024-11","t":40.00,"min_name":"x","t_before":17.00,"t_difference":23,)j"
             R"j("t_growth":1.352941176470588235294117647058824}])j"},
            {R"j("group":["stage","signed_on:year"],"where":[["stage","eq","built"]],"measures":[["sum","total","t"]],"compare":{"key":"signed_on:year"})j",
             R"j([{"stage":"built","signed_on:year":2023,"t":7.00,"t_before":null,"t_difference":null,"t_growth":null},)j"
             R"j({"stage":"built","signed_on:year":2024,"t":0.00,"t_before":7.00,"t_difference":-7,"t_growth":-1},)j"
             R"j({"stage":"built","signed_on:year":null,"t":3.00,"t_before":null,"t_difference":null,"t_growth":null}])j"},
            {R"j("group":["stage"],"compare":{"key":"stage"})j", "unknown_field /compare/key"},
            {R"j("group":["stage"],"compare":{})j", "required /compare/key"},
            {R"j("group":["stage"],"compare":{"key":"stage","by":"month"})j",
             "wrong_type /compare/by"},
        });
}

TEST(GroupDrill, SaysHowToAskForTheRecords) {
    check(
        sample_ledger(),
        {
            {R"j("group":["region","signed_on:year"],"where":[["region","eq","441202"],["signed_on","lt","2022-01-01"]],"drill":true)j",
             R"j([{"region":{"id":2,"label":"端州区","code":"441202"},"signed_on:year":2021,"count":1,"drill":{)j"
             R"j("where":[["region","eq","441202"],["signed_on","lt","2022-01-01"],["region","eq",{"id":2}],)j"
             R"j(["signed_on","between",["2021-01-01","2021-12-31"]]],"filter":null,"measures":{}}}])j"},
            {R"j("group":[{"feel":"total > 100 // big","name":"big"}],"filter":"total != null","limit":1,"drill":true,"measures":[["count","offer"],["sum","total","t",{"if":"key_project"}]])j",
             R"j([{"big":false,"count_offer":2,"t":100.00,"drill":{"where":[],"filter":"(total != null) and ((total > 100 // big\n) = false)",)j"
             R"j("measures":{"count_offer":{"where":[["offer","null",false]],"filter":"(total != null) and ((total > 100 // big\n) = false)"},)j"
             R"j("t":{"where":[["total","null",false]],"filter":"(total != null) and ((total > 100 // big\n) = false) and (key_project)"}}}}])j"},
            {R"j("group":["place"],"drill":true)j", "wrong_type /group/0"},
        });
}

}  // namespace
}  // namespace agglo
