#include "dmn/compile/read_model.h"

#include <gtest/gtest.h>
#include <thread>

#include "dmn/evaluate/model_fixture.h"

namespace agglo::dmn {
namespace {

using test::ask_text;
using test::decision;
using test::definitions;
using test::input;
using test::literal;
using test::model_of;

TEST(DmnModel, TellsProblemsAndKeepsTheRest) {
    struct {
        std::string body;
        ErrorCode code;
        std::string path;
    } const cases[] = {
        {decision("d", literal("1 +")), ErrorCode::kFeelSyntax, "/decision[d]"},
        {decision("d", literal("1"), {}, {}, "tNone"), ErrorCode::kDmnNoSuchType, "/d"},
        {decision("d", literal("1"), {"none"}), ErrorCode::kDmnNoSuchElement, "/d"},
        {decision("d", literal("d"), {"d"}), ErrorCode::kDmnCycle, ""},
        {"<import name='m' namespace='urn:none' importType="
         "'https://www.omg.org/spec/DMN/20230324/MODEL/'/>",
         ErrorCode::kDmnNoSuchImport, "/import[m]"},
        {"<decision name='d'><literalExpression expressionLanguage='http://www.w3.org/1999/XPath'>"
         "<text>1</text></literalExpression></decision>",
         ErrorCode::kDmnLanguage, "/decision[d]"},
        {"<businessKnowledgeModel name='b'><encapsulatedLogic kind='Java'/>"
         "</businessKnowledgeModel>",
         ErrorCode::kFeelExternal, "/businessKnowledgeModel[b]"},
        {decision("x", literal("1")) + decision("x", literal("2")), ErrorCode::kDmnDuplicate, ""},
    };
    for (auto const& each : cases) {
        auto const model = model_of(each.body + decision("good", literal("40 + 2")));
        ASSERT_TRUE(model);
        ASSERT_FALSE(model->problems.empty()) << each.body;
        EXPECT_EQ(model->problems[0].code(), each.code) << each.body;
        EXPECT_EQ(model->problems[0].path(), each.path) << each.body;
        EXPECT_EQ(ask_text(*model, "good"), "42");
    }
}

TEST(DmnModel, CyclesAreNullAndOthersAreNot) {
    auto const model = model_of(
        decision("a", literal("b"), {"b"}) + decision("b", literal("c"), {"c"}) +
        decision("c", literal("a"), {"a"}) + decision("after", literal("a = null"), {"a"}));
    EXPECT_EQ(ask_text(*model, "a"), "null: dmn_cycle");
    EXPECT_EQ(ask_text(*model, "after"), "true");
    ASSERT_EQ(model->problems.size(), 1u);
    EXPECT_EQ(model->problems[0].arguments()[0], "a → b → c → a");
}

TEST(DmnModel, RowsOfDecisionsAreBounded) {
    auto const chain = [](size_t length) {
        auto body = decision("d0", literal("1"));
        for (size_t i = 1; i <= length; ++i) {
            auto const before = "d" + std::to_string(i - 1);
            body += decision("d" + std::to_string(i), literal(before + " + 1"), {before});
        }
        return model_of(body);
    };
    auto const last = "d" + std::to_string(kChainMax);
    EXPECT_EQ(ask_text(*chain(kChainMax), last), std::to_string(kChainMax + 1));
    auto const longer = chain(20'000);
    EXPECT_FALSE(longer->problems.empty());
    EXPECT_TRUE(ask_text(*longer, "d20000").starts_with("null")) << ask_text(*longer, "d20000");
}

constexpr char const* kImport = "https://www.omg.org/spec/DMN/20230324/MODEL/";

std::string import_of(std::string const& name, std::string const& ns) {
    return "<import name='" + name + "' namespace='" + ns + "' importType='" + kImport + "'/>";
}

Result<std::string> base_models(Import const& import) {
    if (import.ns == "urn:base") {
        return definitions(
            "<itemDefinition name='tRate'><typeRef>number</typeRef><allowedValues>"
            "<text>[0..100]</text></allowedValues></itemDefinition>" +
                input("Raw Rate", "tRate") +
                decision("Net Rate", literal("Raw Rate * 0.5"), {"Raw Rate"}) +
                "<businessKnowledgeModel id='twice' name='twice'><encapsulatedLogic>"
                "<formalParameter name='x'/>" +
                literal("x * 2") + "</encapsulatedLogic></businessKnowledgeModel>",
            "urn:base");
    }
    if (import.ns == "urn:middle") {
        return definitions(import_of("the base", "urn:base") +
                               "<decision id='Mid' name='Mid'><informationRequirement>"
                               "<requiredDecision href='urn:base#Net Rate'/>"
                               "</informationRequirement>" +
                               literal("the base.Net Rate + 1") + "</decision>",
                           "urn:middle");
    }
    return Error(ErrorCode::kDmnNoSuchImport, {import.ns});
}

TEST(DmnModel, ImportsByNameAndNested) {
    auto const model =
        model_of(import_of("middle", "urn:middle") + import_of("base.v1", "urn:base") +
                     "<decision name='Top'><variable name='Top' typeRef='base.v1.tRate'/>"
                     "<informationRequirement><requiredDecision href='urn:middle#Mid'/>"
                     "</informationRequirement><knowledgeRequirement>"
                     "<requiredKnowledge href='urn:base#twice'/></knowledgeRequirement>" +
                     literal("base.v1.twice(middle.Mid)") + "</decision>",
                 base_models);
    EXPECT_TRUE(model->problems.empty())
        << model->problems[0].message_en() << model->problems[0].path();
    EXPECT_EQ(ask_text(*model, "Top", "{\"Raw Rate\": 10}"), "12");
    EXPECT_EQ(ask_text(*model, "Top", "{\"base.v1\": {\"Raw Rate\": 10}}"), "12");
    EXPECT_EQ(ask_text(*model, "Top", "{\"Raw Rate\": 99}"), "null: dmn_not_allowed");
    auto const needs = model->needs(*model->find_decision("Top"));
    ASSERT_EQ(needs.size(), 1u);
    EXPECT_EQ(needs[0].name, "Raw Rate");
}

TEST(DmnModel, PrefixesOfOldTypes) {
    auto const xml = std::string(
                         "<definitions xmlns='http://www.omg.org/spec/DMN/20151101/dmn.xsd' "
                         "xmlns:feel='http://www.omg.org/spec/FEEL/20140401' xmlns:my='urn:old' "
                         "name='old' namespace='urn:old'><itemDefinition name='tAge'>"
                         "<typeRef>feel:number</typeRef></itemDefinition>") +
                     input("Age", "my:tAge") + decision("d", literal("Age"), {"Age"}) +
                     "</definitions>";
    auto const model = read_model(xml);
    ASSERT_TRUE(model.ok());
    EXPECT_TRUE((*model)->problems.empty());
    EXPECT_EQ(ask_text(**model, "d", "{Age: 7}"), "7");
    EXPECT_EQ(ask_text(**model, "d", "{Age: \"7\"}"), "null: dmn_not_of_type");
}

TEST(DmnModel, SharedByThreads) {
    auto const model = model_of(
        input("n", "number") +
        "<businessKnowledgeModel id='f' name='f'><encapsulatedLogic><formalParameter name='i'/>" +
        literal("if i <= 0 then 0 else i + f(i - 1)") +
        "</encapsulatedLogic></businessKnowledgeModel>" +
        decision("d", literal("f(n)"), {"n"}, {"f"}));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i) EXPECT_EQ(ask_text(*model, "d", "{n: 20}"), "210");
        });
    }
    for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace agglo::dmn
