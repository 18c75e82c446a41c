#include "region/names.h"

#include <gtest/gtest.h>
#include <regex>

#include "model/uscc.h"

namespace agglo {
namespace {

TEST(Names, CreditCodesPassAndDiffer) {
    std::set<std::string> seen;
    for (auto const* region : {"441284", "441203", "900101", "999908"}) {
        for (int64_t serial = 1; serial <= 3'000; ++serial) {
            auto const code = make_uscc(region, serial);
            EXPECT_EQ(code.size(), kUsccLength) << code;
            EXPECT_EQ(uscc_check_character(code), code.back()) << code;
            EXPECT_TRUE(seen.insert(code).second) << code;
        }
    }
}

TEST(Names, ProjectCodesHaveTheirFormAndDiffer) {
    std::regex const form(R"(^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$)");
    std::set<std::string> seen;
    for (int64_t serial = 1; serial <= 20'000; ++serial) {
        auto const code = make_project_code(civil(2021, 5, 3), "441284", serial);
        ASSERT_TRUE(std::regex_match(code, form)) << code;
        ASSERT_TRUE(seen.insert(code).second) << code;
    }
    EXPECT_EQ(make_project_code(civil(2021, 5, 3), "441284", 1).substr(0, 18),
              "2105-441284-04-01-");
}

}  // namespace
}  // namespace agglo
