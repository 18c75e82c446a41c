#include "dmn/xml/reader.h"

#include <gtest/gtest.h>

#include "dmn/evaluate/model_fixture.h"
#include "dmn/xml/document.h"

namespace agglo::dmn {
namespace {

using test::definitions;

std::string nested(size_t depth) {
    std::string open;
    std::string close;
    for (size_t i = 0; i < depth; ++i) open += "<list>", close += "</list>";
    return open + close;
}

TEST(DmnReader, RefusesWhatIsNoModel) {
    struct {
        std::string xml;
        ErrorCode code;
    } const cases[] = {
        {"", ErrorCode::kDmnNotXml},
        {"no xml", ErrorCode::kDmnNotXml},
        {"<definitions", ErrorCode::kDmnNotXml},
        {"<definitions/>", ErrorCode::kDmnNotDmn},
        {"<definitions xmlns='urn:other'/>", ErrorCode::kDmnNotDmn},
        {"<decision xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/'/>", ErrorCode::kDmnNotDmn},
        {"<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + definitions("&e;"),
         ErrorCode::kDmnDoctype},
        {"<!DOCTYPE definitions SYSTEM 'http://example.com/d.dtd'>" + definitions(""),
         ErrorCode::kDmnDoctype},
        {definitions("\xff"), ErrorCode::kDmnNotXml},
        {definitions("<decision id='a'/>"), ErrorCode::kDmnMissing},
        {definitions("<decision name='a'><informationRequirement><requiredInput/>"
                     "</informationRequirement></decision>"),
         ErrorCode::kDmnMissing},
        {definitions("<decision name='a'><decisionTable hitPolicy='LAST'><output/>"
                     "</decisionTable></decision>"),
         ErrorCode::kDmnBadAttribute},
        {definitions("<decision name='a'><decisionTable/></decision>"), ErrorCode::kDmnMissing},
        {definitions("<decision name='a'><decisionTable><input/><output/><rule>"
                     "<inputEntry/><inputEntry/><outputEntry/></rule></decisionTable></decision>"),
         ErrorCode::kDmnRuleWidth},
        {definitions("<decision name='a'><for><in/></for></decision>"), ErrorCode::kDmnMissing},
        {definitions("<decision name='a'>" + nested(XmlDocument::kDepthMax - 1) + "</decision>"),
         ErrorCode::kTooLarge},
        {std::string(XmlDocument::kBytesMax + 1, ' '), ErrorCode::kTooLarge},
    };
    for (auto const& each : cases) {
        auto const read = read_definitions(each.xml);
        ASSERT_FALSE(read.ok()) << each.xml.substr(0, 300);
        EXPECT_EQ(read.error().code(), each.code) << each.xml.substr(0, 300);
    }
    EXPECT_TRUE(read_definitions(definitions("<decision name='a'>" +
                                             nested(XmlDocument::kDepthMax - 2) + "</decision>"))
                    .ok());
}

TEST(DmnReader, TellsLineAndPath) {
    auto const read = read_definitions(
        definitions("\n<decision name='Grade'>\n<decisionTable><input/><output/>\n"
                    "<rule><outputEntry/></rule>\n<rule/></decisionTable></decision>"));
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().path(), "/decision[Grade]/decisionTable/rule[2]");
    auto const broken = read_definitions("<a>\n\n</b>");
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().arguments().front(), "3");
}

TEST(DmnReader, ReadsAllVersionsAndPassesOverExtensions) {
    for (auto const* ns : {"http://www.omg.org/spec/DMN/20151101/dmn.xsd",
                           "http://www.omg.org/spec/DMN/20180521/MODEL/",
                           "https://www.omg.org/spec/DMN/20191111/MODEL/",
                           "https://www.omg.org/spec/DMN/20211108/MODEL/",
                           "https://www.omg.org/spec/DMN/20230324/MODEL/"}) {
        auto const xml = std::string("<m:definitions xmlns:m='") + ns +
                         "' xmlns:v='urn:vendor' name='n' namespace='urn:n'>"
                         "<v:decision/><m:decision name=' A \n b'><v:x/><m:literalExpression>"
                         "<m:text>1 + <![CDATA[2 < 4]]></m:text></m:literalExpression>"
                         "</m:decision></m:definitions>";
        auto const read = read_definitions(xml);
        ASSERT_TRUE(read.ok()) << ns << read.error().message_en();
        ASSERT_EQ((*read)->decisions.size(), 1u);
        EXPECT_EQ((*read)->decisions[0].name, "A b");
        auto const& form = std::get<LiteralForm>((*read)->decisions[0].logic->form);
        EXPECT_EQ(form.text.text, "1 + 2 < 4");
    }
}

}  // namespace
}  // namespace agglo::dmn
