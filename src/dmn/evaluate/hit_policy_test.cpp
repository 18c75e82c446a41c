#include "dmn/evaluate/hit_policy.h"

#include "dmn/evaluate/table_fixture.h"

namespace agglo::dmn {
namespace {

using test::ask_text;
using test::table_model;
using test::TableText;

TEST(HitPolicy, Table) {
    std::vector<std::string> const rules = {"> 0 | 3", "> 10 | 1", "> 20 | 2", "> 20 | 2"};
    auto const numbers = [&](std::string const& policy, std::string const& output = "o") {
        return TableText{policy, {"x"}, {output}, rules};
    };
    struct {
        TableText table;
        std::string inputs;
        std::string value;
    } const cases[] = {
        {numbers("UNIQUE"), "{x: 5}", "3"},
        {numbers("UNIQUE"), "{x: 15}", "null: dmn_several_rules"},
        {numbers("UNIQUE"), "{x: 0}", "null: dmn_no_rule"},
        {numbers("FIRST"), "{x: 25}", "3"},
        {numbers("ANY"), "{x: 5}", "3"},
        {numbers("ANY"), "{x: 15}", "null: dmn_rules_disagree"},
        {numbers("PRIORITY", "o=1, 2, 3"), "{x: 25}", "1"},
        {numbers("PRIORITY", "o=2, 3, 1"), "{x: 25}", "2"},
        {numbers("OUTPUT ORDER", "o=2, 3, 1"), "{x: 25}", "[2, 2, 3, 1]"},
        {numbers("OUTPUT ORDER", "o=2, 3, 1"), "{x: 0}", "[]"},
        {numbers("RULE ORDER"), "{x: 25}", "[3, 1, 2, 2]"},
        {numbers("COLLECT"), "{x: 15}", "[3, 1]"},
        {numbers("COLLECT"), "{x: 0}", "[]"},
        {numbers("COLLECT SUM"), "{x: 25}", "8"},
        {numbers("COLLECT MIN"), "{x: 25}", "1"},
        {numbers("COLLECT MAX"), "{x: 25}", "3"},
        {numbers("COLLECT COUNT"), "{x: 25}", "4"},
        {numbers("COLLECT COUNT"), "{x: 0}", "0"},
        {numbers("COLLECT SUM"), "{x: 0}", "null: dmn_no_rule"},
        {{"COLLECT SUM", {"x"}, {"o"}, {"- | 1", "- | \"a\""}}, "{x: 1}", "null: dmn_no_aggregate"},
        {{"UNIQUE", {"x"}, {"o"}, {"1 | 1"}, {"\"none\""}}, "{x: 2}", "\"none\""},
        {{"UNIQUE", {"x"}, {"o", "p"}, {"1 | 1 | 2"}, {"8", "9"}}, "{x: 2}", "{o: 8, p: 9}"},
        {{"UNIQUE", {"x"}, {"o", "p"}, {"1 | 1 | x + 1"}}, "{x: 1}", "{o: 1, p: 2}"},
        {{"PRIORITY",
          {"x"},
          {"o=\"hi\", \"lo\"", "p=1, 2"},
          {"- | \"lo\" | 1", "- | \"hi\" | 2", "- | \"hi\" | 1"}},
         "{x: 1}",
         "{o: \"hi\", p: 1}"},
        {{"UNIQUE", {"x"}, {"o=1, 2"}, {"- | 3"}}, "{x: 1}", "null: dmn_not_allowed"},
        {{"FIRST", {"x", "s"}, {"o"}, {"? > 5 | string length(?) = 2 | 1", "- | | 2"}},
         "{x: 6, s: \"ab\"}",
         "1"},
        {{"FIRST", {"x", "s"}, {"o"}, {"not(5) | \"a\", \"b\" | 1", "- | - | 2"}},
         "{x: 6, s: \"b\"}",
         "1"},
        {{"FIRST", {"x"}, {"o"}, {"null | \"nothing\"", "- | \"some\""}}, "", "\"nothing\""},
        {{"FIRST", {"b"}, {"o"}, {"true | 1", "false | 2"}}, "{b: false}", "2"},
    };
    for (auto const& each : cases) {
        auto const model = table_model(each.table);
        ASSERT_TRUE(model && model->problems.empty());
        auto const got = ask_text(*model, "d", each.inputs);
        EXPECT_EQ(got, each.value) << each.table.policy << each.inputs;
    }
}

}  // namespace
}  // namespace agglo::dmn
