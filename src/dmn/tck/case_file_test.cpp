#include "dmn/tck/case_file.h"

#include <gtest/gtest.h>

#include "feel/value/value_text.h"

namespace agglo::dmn {
namespace {

std::string value_of(std::string const& expected) {
    auto const file = read_case_file(
        "<testCases xmlns='urn:case' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
        "<modelName>m.dmn</modelName><testCase id='1'><resultNode name='d'><expected>" +
        expected + "</expected></resultNode></testCase></testCases>");
    if (!file.ok()) return std::string(file.error().name());
    return feel::to_feel(file->cases[0].results[0].value);
}

TEST(CaseFile, Values) {
    struct {
        char const* xml;
        char const* value;
    } const cases[] = {
        {"<value xsi:type='xsd:string'> a </value>", "\" a \""},
        {"<value xsi:type='xsd:decimal'>+1.50</value>", "1.5"},
        {"<value xsi:type='xsd:double'>1e2</value>", "100"},
        {"<value xsi:type='xsd:boolean'>true</value>", "true"},
        {"<value xsi:type='xsd:date'>2024-02-29</value>", "@\"2024-02-29\""},
        {"<value xsi:type='xsd:duration'>P1Y</value>", "@\"P1Y\""},
        {"<value xsi:nil='true'/>", "null"},
        {"<list xsi:nil='true'/>", "null"},
        {"", "null"},
        {"<list><item><value xsi:type='xsd:decimal'>1</value></item><item xsi:nil='true'/></list>",
         "[1, null]"},
        {"<component name='a'><list/></component><component name='b'><value>x</value></component>",
         "{a: [], b: \"x\"}"},
        {"<value xsi:type='xsd:hexBinary'>00</value>", "dmn_bad_case"},
    };
    for (auto const& each : cases) EXPECT_EQ(value_of(each.xml), each.value) << each.xml;
}

TEST(CaseFile, NumbersAgreeNearly) {
    auto const number = [](char const* text) { return feel::Value(*feel::Number::parse(text)); };
    EXPECT_TRUE(agrees(number("1"), number("1.000000009")));
    EXPECT_FALSE(agrees(number("1"), number("1.00000002")));
    EXPECT_FALSE(agrees(number("1"), feel::Value("1")));
    EXPECT_FALSE(agrees(feel::make_list({number("1")}), feel::make_list({})));
}

}  // namespace
}  // namespace agglo::dmn
