#include "model/check.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

struct CheckCase {
    char const* check;
    char const* text;
    bool passes;
};

class CheckTest : public testing::TestWithParam<CheckCase> {};

TEST_P(CheckTest, Finds) {
    auto const& [check, text, passes] = GetParam();
    auto const function = check_named(check);
    ASSERT_NE(function, nullptr) << check;
    auto const finding = function(text);
    EXPECT_EQ(!finding.has_value(), passes) << check << " " << text;
    if (finding) {
        EXPECT_FALSE(finding->zh.empty());
        EXPECT_FALSE(finding->en.empty());
    }
}

INSTANTIATE_TEST_SUITE_P(
    Codes, CheckTest,
    testing::Values(
        CheckCase{"project_code", "2304-441284-04-01-123456", true},
        CheckCase{"project_code", "2312-441284-36-03-000001", true},
        CheckCase{"project_code", "2313-441284-04-01-123456", false},
        CheckCase{"project_code", "2304-44128-04-01-123456", false},
        CheckCase{"project_code", "2304-441284-04-01-12345a", false},
        CheckCase{"project_code", "", false}, CheckCase{"region_code", "441284", true},
        CheckCase{"region_code", "441284103", true}, CheckCase{"region_code", "441284103201", true},
        CheckCase{"region_code", "4412841", false}, CheckCase{"region_code", "991284", false},
        CheckCase{"region_code", "44128x", false}, CheckCase{"industry_code", "C", true},
        CheckCase{"industry_code", "38", true}, CheckCase{"industry_code", "384", true},
        CheckCase{"industry_code", "C3841", true}, CheckCase{"industry_code", "97", true},
        CheckCase{"industry_code", "I65", true}, CheckCase{"industry_code", "D3841", false},
        CheckCase{"industry_code", "98", false}, CheckCase{"industry_code", "00", false},
        CheckCase{"industry_code", "U", false}, CheckCase{"industry_code", "38411", false},
        CheckCase{"land_use_code", "100101", true}, CheckCase{"land_use_code", "1001", true},
        CheckCase{"land_use_code", "07", true}, CheckCase{"land_use_code", "250101", false},
        CheckCase{"land_use_code", "10010", false}));

INSTANTIATE_TEST_SUITE_P(
    Contacts, CheckTest,
    testing::Values(
        CheckCase{"phone", "13800138000", true}, CheckCase{"phone", "138 0013 8000", true},
        CheckCase{"phone", "12800138000", false}, CheckCase{"phone", "0758-2233445", true},
        CheckCase{"phone", "0758-2233445-801", true}, CheckCase{"phone", "020-88886666", true},
        CheckCase{"phone", "(0758)2233445", true}, CheckCase{"phone", "400-800-8820", true},
        CheckCase{"phone", "12345", true}, CheckCase{"phone", "+852 2123 4567", true},
        CheckCase{"phone", "+12", false}, CheckCase{"phone", "2233", false},
        CheckCase{"phone", "电话", false}, CheckCase{"phone", "", false},
        CheckCase{"email", "li.ming@example.cn", true}, CheckCase{"email", "李@例子.中国", true},
        CheckCase{"email", "li@example", false}, CheckCase{"email", "li@@example.cn", false},
        CheckCase{"email", "@example.cn", false}, CheckCase{"email", "li@example.", false},
        CheckCase{"email", "li @example.cn", false}));

TEST(CheckNamed, KnowsNoOther) {
    EXPECT_EQ(check_named("passport"), nullptr);
}

}  // namespace
}  // namespace agglo
