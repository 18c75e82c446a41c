#include "dmn/analysis/analysis.h"

#include "dmn/evaluate/table_fixture.h"

namespace agglo::dmn {
namespace {

using test::table_model;
using test::TableText;

std::string name_of(Finding::Kind kind) {
    constexpr char const* kNames[] = {"gap", "overlap", "conflict", "unreachable"};
    return kNames[static_cast<size_t>(kind)];
}

/// `overlap 1 2 {x: 10}` a finding, with `; ` between.
std::string findings(TableText const& text) {
    auto const model = table_model(text);
    EXPECT_TRUE(model->problems.empty());
    auto const tables = tables_of(*model);
    EXPECT_EQ(tables.size(), 1u);
    std::string out;
    for (auto const& finding : analyse(*tables[0].table).findings) {
        EXPECT_FALSE(to_text(finding).empty());
        out += (out.empty() ? "" : "; ") + name_of(finding.kind);
        for (auto const rule : finding.rules) out += ' ' + std::to_string(rule);
        feel::Context example;
        for (auto const& [name, value] : finding.example) example.set(name, value);
        if (!finding.example.empty()) out += ' ' + feel::to_feel(example);
    }
    return out;
}

TEST(TableAnalysis, Table) {
    struct {
        TableText table;
        std::string findings;
    } const cases[] = {
        {{"UNIQUE", {"x"}, {"o"}, {"< 10 | 1", ">= 10 | 2"}}, ""},
        {{"UNIQUE", {"x"}, {"o"}, {"< 10 | 1", "> 10 | 2"}}, "gap {x: 10}"},
        {{"UNIQUE", {"x"}, {"o"}, {"<= 10 | 1", ">= 10 | 2"}}, "overlap 1 2 {x: 10}"},
        {{"UNIQUE", {"x"}, {"o"}, {"< 10 | 1", "> 10 | 2"}, {"0"}}, ""},
        {{"COLLECT", {"x"}, {"o"}, {"< 10 | 1", "< 20 | 2"}}, ""},
        {{"UNIQUE", {"b", "x"}, {"o"}, {"true | < 5 | 1", "true | >= 5 | 2", "false | < 7 | 3"}},
         "gap {b: false, x: 7}"},
        {{"ANY", {"x"}, {"o"}, {"< 10 | 1", "- | 1"}}, ""},
        {{"ANY", {"x"}, {"o"}, {"< 10 | 1", "- | 2"}}, "conflict 1 2 {x: 9}"},
        {{"FIRST", {"x"}, {"o"}, {"< 10 | 1", "< 5 | 2", "- | 3"}}, "unreachable 2 1 {x: 4}"},
        {{"FIRST", {"x"}, {"o"}, {"< 10 | 1", "> 5 | 2", "[0..20] | 3", "null | 4"}},
         "unreachable 3 1 2 {x: 0}"},
        {{"FIRST", {"x"}, {"o"}, {"[5..1] | 1", "- | 2"}}, "unreachable 1"},
        {{"PRIORITY", {"x"}, {"o=\"a\", \"b\""}, {"< 5 | \"b\"", "- | \"a\""}},
         "unreachable 1 2 {x: 4}"},
        {{"UNIQUE", {"x"}, {"o"}, {"? * ? > 4 | 1", "<= 2 | 2"}}, ""},
        {{"UNIQUE", {"s"}, {"o"}, {"\"a\" | 1", "not(\"a\") | 2"}}, ""},
        {{"UNIQUE", {"s"}, {"o"}, {"\"a\" | 1", "\"b\" | 2"}}, "gap {s: \"\"}"},
    };
    for (auto const& each : cases) {
        EXPECT_EQ(findings(each.table), each.findings)
            << each.table.policy << ' ' << each.table.rules[0];
    }
}

TEST(TableAnalysis, EndsOnLargeTables) {
    TableText text{"UNIQUE", {"x", "x + 1", "x + 2", "x + 3", "x + 4"}, {"o"}, {}};
    for (int i = 0; i < 300; ++i) {
        std::string row;
        for (int k = 0; k < 5; ++k) row += std::to_string(i * (k + 1) % 97) + " | ";
        text.rules.push_back(row + "1");
    }
    auto const model = table_model(text);
    auto const analysis = analyse(*tables_of(*model)[0].table);
    EXPECT_FALSE(analysis.complete);
    EXPECT_LE(analysis.findings.size(), 200u);
}

}  // namespace
}  // namespace agglo::dmn
