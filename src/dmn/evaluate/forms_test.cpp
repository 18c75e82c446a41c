// Boxed expressions, functions, services, types: one model a row.
#include <gtest/gtest.h>

#include "dmn/evaluate/model_fixture.h"

namespace agglo::dmn {
namespace {

using test::ask_text;
using test::decision;
using test::input;
using test::literal;
using test::model_of;

std::string entry(std::string const& name, std::string const& logic, std::string const& type = "") {
    return "<contextEntry><variable name='" + name + "'" +
           (type.empty() ? "" : " typeRef='" + type + "'") + "/>" + logic + "</contextEntry>";
}

std::string result(std::string const& logic) {
    return "<contextEntry>" + logic + "</contextEntry>";
}

std::string part(std::string const& name, std::string const& logic) {
    return "<" + name + ">" + logic + "</" + name + ">";
}

struct FormCase {
    std::string logic;
    std::string value;
};

std::vector<FormCase> const kForms = {
    {literal("1 + 1"), "2"},
    {literal(" "), "null"},
    {"", "null: dmn_no_logic"},
    {part("context", entry("a b", literal("1")) + entry("c", literal("a b + 1"))),
     "{a b: 1, c: 2}"},
    {part("context", entry("a", literal("1")) + result(literal("a * 10"))), "10"},
    {part("context",
          entry("a", literal("1")) +
              entry("b", part("context", entry("a", literal("2")) + result(literal("a")))) +
              result(literal("[a, b]"))),
     "[1, 2]"},
    {part("context", entry("a", literal("\"x\""), "number")), "{a: null}"},
    {part("context", entry("a", literal("[5]"), "number")), "{a: 5}"},
    {part("list", literal("1") + part("list", literal("2"))), "[1, [2]]"},
    {"<relation><column name='x'/><column name='y' typeRef='number'/><row>" + literal("1") +
         literal("\"no\"") + "</row><row>" + literal("3") + literal("4") + "</row></relation>",
     "[{x: 1, y: null}, {x: 3, y: 4}]"},
    {part("conditional", part("if", literal("1 > 0")) + part("then", literal("\"yes\"")) +
                             part("else", literal("\"no\""))),
     "\"yes\""},
    {part("conditional", part("if", literal("1")) + part("then", literal("\"yes\"")) +
                             part("else", literal("\"no\""))),
     "null: feel_not_boolean"},
    {"<for iteratorVariable='i'>" + part("in", literal("1..3")) + part("return", literal("i * 2")) +
         "</for>",
     "null: feel_syntax"},
    {"<for iteratorVariable='i'>" + part("in", literal("[1..3]")) +
         part("return", literal("i + count(partial)")) + "</for>",
     "[1, 3, 5]"},
    {"<for iteratorVariable='i'>" + part("in", literal("null")) + part("return", literal("i")) +
         "</for>",
     "null: feel_wrong_type"},
    {"<some iteratorVariable='i'>" + part("in", literal("[1, 2]")) +
         part("satisfies", literal("i > 1")) + "</some>",
     "true"},
    {"<every iteratorVariable='i'>" + part("in", literal("[1, 2]")) +
         part("satisfies", literal("i > 1")) + "</every>",
     "false"},
    {"<some iteratorVariable='i'>" + part("in", literal("[1, 2]")) +
         part("satisfies", literal("if i = 1 then true else \"?\"")) + "</some>",
     "null: feel_not_boolean"},
    {part("filter",
          part("in", literal("[{a b: 1}, {a b: 5}]")) + part("match", literal("a b > 2"))),
     "[{a b: 5}]"},
    {part("filter", part("in", literal("[1, 2, 3]")) + part("match", literal("item >= 2"))),
     "[2, 3]"},
    {part("filter", part("in", literal("[{a: 1}, {a: 5}]")) +
                        part("match", part("conditional", part("if", literal("a > 2")) +
                                                              part("then", literal("true")) +
                                                              part("else", literal("false"))))),
     "[{a: 5}]"},
    {part("filter", part("in", literal("[1]")) + part("match", literal("1] + [2"))),
     "null: feel_syntax"},
    {part("context", entry("f", "<functionDefinition><formalParameter name='x' typeRef='number'/>" +
                                    literal("x + 1") + "</functionDefinition>") +
                         result(literal("[f(1), f(\"a\")]"))),
     "[2, null]"},
    {part("context",
          entry("f", "<functionDefinition kind='Java'><formalParameter name='x'/>" +
                         literal("{class: \"java.lang.Math\"}") + "</functionDefinition>") +
              result(literal("f(1)"))),
     "null: feel_external"},
    {"<invocation>" + literal("function(a, b) a - b") + "<binding><parameter name='b'/>" +
         literal("1") + "</binding><binding><parameter name='a'/>" + literal("10") +
         "</binding></invocation>",
     "9"},
    {"<invocation>" + literal("5") + "</invocation>", "null: feel_not_a_function"},
};

TEST(DmnForms, Table) {
    for (auto const& each : kForms) {
        auto const model = model_of(decision("d", each.logic));
        EXPECT_EQ(ask_text(*model, "d"), each.value) << each.logic;
    }
}

std::string const kTypes =
    "<itemDefinition name='tGrade'><typeRef>string</typeRef><allowedValues><text>\"A\", \"B\""
    "</text></allowedValues></itemDefinition>"
    "<itemDefinition name='tGrades' isCollection='true'><typeRef>tGrade</typeRef></itemDefinition>"
    "<itemDefinition name='tPair' isCollection='true'><typeRef>number</typeRef><typeConstraint>"
    "<text>count(?) = 2</text></typeConstraint></itemDefinition>"
    "<itemDefinition name='tPerson'><itemComponent name='Full Name'><typeRef>string</typeRef>"
    "</itemComponent><itemComponent name='grades' isCollection='true'><typeRef>tGrade</typeRef>"
    "</itemComponent></itemDefinition>";

TEST(DmnTypes, InputsTakeTheirType) {
    struct {
        std::string type;
        std::string given;
        std::string value;
    } const cases[] = {
        {"number", "{v: 1}", "1"},
        {"number", "{v: [1]}", "1"},
        {"number", "{v: \"1\"}", "null: dmn_not_of_type"},
        {"number", "{v: null}", "null"},
        {"number", "", "null: dmn_no_input"},
        {"tGrade", "{v: \"A\"}", "\"A\""},
        {"tGrade", "{v: \"C\"}", "null: dmn_not_allowed"},
        {"tGrades", "{v: [\"A\", \"B\"]}", "[\"A\", \"B\"]"},
        {"tGrades", "{v: \"A\"}", "[\"A\"]"},
        {"tGrades", "{v: [\"A\", \"C\"]}", "null: dmn_not_allowed"},
        {"tPair", "{v: [1, 2]}", "[1, 2]"},
        {"tPair", "{v: [1]}", "null: dmn_not_allowed"},
        {"tPerson", "{v: {Full Name: \"x\", grades: [\"B\"]}}",
         "{Full Name: \"x\", grades: [\"B\"]}"},
        {"tPerson", "{v: {Full Name: \"x\", grades: [\"Z\"]}}", "null: dmn_not_allowed"},
        {"tPerson", "{v: {Full Name: 1, grades: []}}", "null: dmn_not_of_type"},
    };
    for (auto const& each : cases) {
        auto const model =
            model_of(kTypes + input("v", each.type) + decision("d", literal("v"), {"v"}));
        EXPECT_TRUE(model->problems.empty());
        EXPECT_EQ(ask_text(*model, "d", each.given), each.value) << each.type << each.given;
    }
}

std::string service(std::string const& name, std::string const& parts) {
    return "<decisionService id='" + name + "' name='" + name + "'>" + parts + "</decisionService>";
}

std::string ref(std::string const& kind, std::string const& to) {
    return "<" + kind + " href='#" + to + "'/>";
}

TEST(DmnServices, OrderOverridesAndOutputs) {
    auto const model =
        model_of(input("i", "string") + decision("mid", literal("\"inner\""), {}, {}, "string") +
                 decision("out", literal("i + \"-\" + mid"), {"i", "mid"}) +
                 decision("size", literal("string length(mid)"), {"mid"}) +
                 service("one", ref("outputDecision", "out") + ref("inputDecision", "mid") +
                                    ref("inputData", "i")) +
                 service("two", ref("outputDecision", "out") + ref("outputDecision", "size") +
                                    ref("encapsulatedDecision", "mid") + ref("inputData", "i")) +
                 decision("calls", literal("[one(\"I\", \"M\"), one(mid: \"m\", i: \"i\"), mid]"),
                          {"mid"}, {"one"}) +
                 decision("wrong", literal("[one(\"I\"), one(\"I\", 5), one(\"I\", \"M\", 1)]"), {},
                          {"one"}) +
                 decision("both", literal("two(\"I\").size"), {}, {"two"}));
    EXPECT_TRUE(model->problems.empty());
    EXPECT_EQ(ask_text(*model, "calls"), "[\"I-M\", \"i-m\", \"inner\"]");
    EXPECT_EQ(ask_text(*model, "wrong"), "[null, null, null]");
    EXPECT_EQ(ask_text(*model, "both"), "5");
    EXPECT_EQ(ask_text(*model, "one", "{i: \"x\", mid: \"y\"}"), "\"x-y\"");
    EXPECT_EQ(ask_text(*model, "two", "{i: \"x\"}"), "{out: \"x-inner\", size: 5}");
    EXPECT_EQ(ask_text(*model, "none"), "dmn_no_such_decision");
}

TEST(DmnFunctions, RecursionIsBounded) {
    auto const model = model_of(
        "<businessKnowledgeModel id='f' name='f'><encapsulatedLogic><formalParameter name='i'/>" +
        literal("if i = 0 then 0 else f(i - 1)") + "</encapsulatedLogic></businessKnowledgeModel>" +
        decision("shallow", literal("f(50)"), {}, {"f"}) +
        decision("deep", literal("f(1000000)"), {}, {"f"}));
    EXPECT_EQ(ask_text(*model, "shallow"), "0");
    EXPECT_EQ(ask_text(*model, "deep"), "null: feel_limit");
}

TEST(DmnTrace, TellsInputsRulesAndCauses) {
    auto const model = model_of(
        input("n", "number") +
        decision("sub",
                 "<decisionTable hitPolicy='COLLECT'><input><inputExpression><text>n</text>"
                 "</inputExpression></input><output/><rule><inputEntry><text>&gt; 1</text>"
                 "</inputEntry><outputEntry><text>1</text></outputEntry></rule><rule>"
                 "<inputEntry><text>&gt; 100</text></inputEntry><outputEntry><text>2</text>"
                 "</outputEntry></rule></decisionTable>",
                 {"n"}) +
        decision("top", literal("sub + \"a\""), {"sub"}));
    feel::Evaluation evaluation(test::clock());
    evaluation.keep_causes();
    auto const tracer = std::make_shared<Tracer>();
    auto const value = ask("top", test::context_of("{n: 5}"), {*model, evaluation, tracer.get()});
    ASSERT_TRUE(value.ok());
    ASSERT_EQ(tracer->steps().size(), 1u);
    auto const& top = tracer->steps()[0];
    EXPECT_EQ(top.name, "top");
    EXPECT_FALSE(top.causes.empty());
    ASSERT_EQ(top.steps.size(), 1u);
    auto const& sub = top.steps[0];
    EXPECT_EQ(feel::to_feel(sub.value), "[1]");
    ASSERT_EQ(sub.used.size(), 1u);
    EXPECT_EQ(sub.used[0].first, "n");
    ASSERT_EQ(sub.steps.size(), 1u);
    EXPECT_EQ(sub.steps[0].rules, std::vector<size_t>{1});
    EXPECT_NE(to_text(tracer->steps()).find("rules: 1"), std::string::npos);
}

}  // namespace
}  // namespace agglo::dmn
