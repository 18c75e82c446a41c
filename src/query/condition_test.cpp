#include <gtest/gtest.h>

#include "query/query_sample.h"

namespace agglo {
namespace {

struct WhereCase {
    char const* where;
    char const* ids;  ///< or the error's name and path
};

// Projects 1 to 5 live; see sample_ledger.
WhereCase const kCases[] = {
    // Money: whole numbers, decimals, texts, and literals between two representable values.
    {R"(["total","eq",100])", "1 5"},
    {R"(["total","eq","100.00"])", "1 5"},
    {R"(["total","ne",100])", "2 3"},
    {R"(["total","lt",100])", "3"},
    {R"(["total","le",100])", "1 3 5"},
    {R"(["total","gt",100])", "2"},
    {R"(["total","ge",100])", "1 2 5"},
    {R"(["total","eq",100.001])", ""},
    {R"(["total","ne",100.001])", "1 2 3 5"},
    {R"(["total","lt",1.005])", "3"},
    {R"(["total","lt",0.995])", ""},
    {R"(["total","le",250.501])", "1 2 3 5"},
    {R"(["total","gt",250.499])", "2"},
    {R"(["total","ge",250.501])", ""},
    {R"(["total","in",[1,250.5,250.501]])", "2 3"},
    {R"(["total","in",[]])", ""},
    {R"(["total","between",[1,100]])", "1 3 5"},
    {R"(["total","between",[1.001,100.001]])", "1 5"},
    {R"(["total","between",[100,1]])", ""},
    {R"(["total","null",true])", "4"},
    {R"(["total","null",false])", "1 2 3 5"},
    {R"(["total","eq",null])", "4"},
    {R"(["total","ne",null])", "1 2 3 5"},
    {R"(["rate","lt",-0.4999])", "1"},
    {R"(["rate","lt",-0.5])", ""},
    {R"(["rate","lt",-0.50001])", ""},
    {R"(["rate","gt",-0.50001])", "1 2"},
    {R"(["rate","le",-0.49999])", "1"},
    {R"(["share","eq",0.25])", "1"},
    {R"(["land","ge",1000.5])", "1"},
    {R"(["jobs","gt",9.5])", "1 2"},
    {R"(["jobs","eq",10])", "1"},
    {R"(["jobs","in",[5,20]])", "2 3"},
    // Booleans, dates, months, instants.
    {R"(["key_project","eq",true])", "1"},
    {R"(["key_project","ne",true])", "2"},
    {R"(["key_project","null",true])", "3 4 5"},
    {R"(["signed_on","eq","2021-02-03"])", "1"},
    {R"(["signed_on","lt","2021-08-10"])", "1"},
    {R"(["signed_on","between",["2021-08-10","2023-01-01"]])", "2 5"},
    {R"(["signed_on","ge","2023-01"])", "3 5"},
    {R"(["due","eq","2024-05"])", "1"},
    {R"(["due","gt","2024-05"])", "2"},
    {R"(["seen_at","lt","2024-01-01T08:00:01+08:00"])", "1"},
    {R"(["seen_at","ge","2024-01-01T08:00:00+08:00"])", "1 2"},
    // References by id and code, and paths through them.
    {R"(["region","eq",2])", "1 5"},
    {R"(["region","eq",{"id":2}])", "1 5"},
    {R"(["region","eq","441202"])", "1 5"},
    {R"(["region","eq",{"code":"441202"}])", "1 5"},
    {R"(["region","ne","441202"])", "2 3"},
    {R"(["region","in",["441202",3]])", "1 2 5"},
    {R"(["region","null",true])", "4"},
    {R"(["region.code","eq","441284"])", "2"},
    {R"(["region.parent","eq","4412"])", "1 2 5"},
    {R"(["region.parent.name","contains","肇"])", "1 2 5"},
    {R"(["region.parent.code","null",true])", "3 4"},
    {R"(["region.parent.code","eq",null])", "3 4"},
    {R"(["region.parent.code","null",false])", "1 2 5"},
    {R"(["region.code","ne","441284"])", "1 3 5"},
    {R"(["partner.total","lt",100])", "5"},
    {R"(["partner.region.code","eq","441202"])", "2"},
    {R"(["region","eq",99])", ""},
    // Enumerations by code, label and alias, in their order, and subtrees.
    {R"(["stage","eq","signed"])", "1 5"},
    {R"(["stage","eq","签约"])", "1 5"},
    {R"(["stage","eq","已签"])", "1 5"},
    {R"(["stage","ne","signed"])", "2 3"},
    {R"(["stage","lt","signed"])", "3"},
    {R"(["stage","ge","signed"])", "1 2 5"},
    {R"(["stage","between",["lead","signed"]])", "1 3 5"},
    {R"(["stage","in",["lead","建成"]])", "2 3"},
    {R"(["stage","null",true])", "4"},
    {R"(["industry","contains","c"])", "1 2"},
    {R"(["industry","contains","化学制品"])", "1"},
    {R"(["industry","contains","c261"])", "1"},
    {R"(["industry","eq","c"])", "2"},
    // Lists.
    {R"(["tags","contains","快"])", "1 2"},
    {R"(["tags","contains","新"])", "1"},
    {R"(["tags","contains","慢"])", ""},
    {R"(["tags","null",true])", "3 4 5"},
    {R"(["industries","contains","信息业"])", "1"},
    // Texts.
    {R"(["code","eq","P1"])", "1"},
    {R"(["code","eq","p1"])", ""},
    {R"(["code","ne","P1"])", "2 3 4 5"},
    {R"(["code","in",["P1","P5","P6"]])", "1 5"},
    {R"(["code","between",["P2","P4"]])", "2 3 4"},
    {R"(["code","lt","P2"])", "1"},
    {R"(["name","contains","端州"])", "5"},
    {R"(["note","contains","abc"])", "1"},
    {R"(["note","contains","ｐｏｌｙ"])", "1"},
    {R"(["note","ne","x"])", "1"},
    {R"(["note","null",true])", "2 3 4 5"},
    {R"(["place","null",false])", "1"},
    // Several conditions.
    {R"(["total","eq",100],["stage","eq","signed"],["region.code","eq","441202"],["code","ne","P1"])",
     "5"},
    {"", "1 2 3 4 5"},
    // Errors with code and place.
    {R"(["nothing","eq",1])", "unknown_field /where/0/0"},
    {R"(["code","eq","P1"],["total.code","eq",1])", "unknown_field /where/1/0"},
    {R"(["region.","eq",1])", "unknown_field /where/0/0"},
    {R"(["partner.partner.partner.partner.partner.code","eq",1])", "unknown_field /where/0/0"},
    {R"(["total","like",1])", "unknown_operator /where/0/1"},
    {R"(["total","contains",1])", "unknown_operator /where/0/1"},
    {R"(["tags","eq","快"])", "unknown_operator /where/0/1"},
    {R"(["place","eq","x"])", "unknown_operator /where/0/1"},
    {R"(["total","eq",true])", "wrong_type /where/0/2"},
    {R"(["total","eq",[1]])", "wrong_type /where/0/2"},
    {R"(["total","lt",null])", "wrong_type /where/0/2"},
    {R"(["total","in",1])", "wrong_type /where/0/2"},
    {R"(["total","between",[1]])", "wrong_type /where/0/2"},
    {R"(["total","null","yes"])", "wrong_type /where/0/2"},
    {R"(["total","eq",1e18])", "out_of_range /where/0/2"},
    {R"(["total","eq","ten"])", "malformed /where/0/2"},
    {R"(["total","lt",0.12345678912])", "too_many_decimals /where/0/2"},
    {R"(["key_project","eq",1])", "wrong_type /where/0/2"},
    {R"(["signed_on","eq","2021-02-30"])", "bad_date /where/0/2"},
    {R"(["signed_on","eq",2021])", "wrong_type /where/0/2"},
    {R"(["seen_at","eq","today"])", "bad_date /where/0/2"},
    {R"(["stage","eq","gone"])", "not_in_enumeration /where/0/2"},
    {R"(["stage","eq",1])", "wrong_type /where/0/2"},
    {R"(["industries","contains","zz"])", "not_in_enumeration /where/0/2"},
    {R"(["region","eq","9999"])", "no_such_reference /where/0/2"},
    {R"(["code","eq",1])", "wrong_type /where/0/2"},
    {R"(["code","in",["a",1]])", "wrong_type /where/0/2"},
    {R"(["code","eq"])", "wrong_type /where/0"},
    {R"(["code","eq","a","b"])", "too_large /where/0"},
    {R"("code")", "wrong_type /where/0"},
    {R"([1,"eq",2])", "wrong_type /where/0/0"},
    {R"(["code","eq",{"x":1}])", "wrong_type /where/0/2"},
    {R"(["jobs","eq",18446744073709551615])", "out_of_range /where/0/2"},
};

TEST(Condition, FindsWhatItSays) {
    auto const ledger = sample_ledger();
    for (auto const& c : kCases) {
        EXPECT_EQ(projects_where(ledger.snapshot(), owner(), c.where), c.ids) << c.where;
    }
}

struct SearchCase {
    char const* text;
    char const* ids;
};

TEST(Search, FoldsAndReadsTheSearchedFields) {
    auto const ledger = sample_ledger();
    SearchCase const cases[] = {
        {"abc", "1"},  {"ＡＢＣ", "1"}, {"POLYMER", "1"},   {"p2", "2"},  {"Ｐ２", "2"},
        {"端州", "5"}, {"张三", "1"},   {"p", "1 2 3 4 5"}, {"没有", ""}, {"已删除", ""},
    };
    for (auto const& c : cases) {
        Query query;
        query.entity = "project";
        query.text = c.text;
        EXPECT_EQ(found_ids(ledger.snapshot(), owner(), query), c.ids) << c.text;
    }
}

TEST(Condition, KeepsTheLimits) {
    auto const ledger = sample_ledger();
    auto const many = [](std::string const& one, size_t count) {
        std::string text = one;
        for (size_t i = 1; i < count; ++i) text += "," + one;
        return text;
    };
    auto const ask = [&](std::string const& where) {
        return projects_where(ledger.snapshot(), owner(), where);
    };
    auto const condition = R"(["code","eq","P1"])";
    EXPECT_EQ(ask(many(condition, Query::kConditionsMax)), "1");
    EXPECT_EQ(ask(many(condition, Query::kConditionsMax + 1)), "too_large /where");
    EXPECT_EQ(ask(R"(["jobs","in",[)" + many("10", Query::kInValuesMax) + "]]"), "1");
    EXPECT_EQ(ask(R"(["jobs","in",[)" + many("10", Query::kInValuesMax + 1) + "]]"),
              "too_large /where/0/2");
    EXPECT_EQ(ask(std::string(40, '[') + std::string(40, ']')), "malformed ");
}

}  // namespace
}  // namespace agglo
