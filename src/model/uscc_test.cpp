#include "model/uscc.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

struct UsccCase {
    char const* text;
    char const* finding_en;  // nullptr: it passes
};

class UsccTest : public testing::TestWithParam<UsccCase> {};

TEST_P(UsccTest, Finds) {
    auto const finding = check_uscc(GetParam().text);
    ASSERT_EQ(finding.has_value(), GetParam().finding_en != nullptr) << GetParam().text;
    if (finding) {
        EXPECT_EQ(finding->en, GetParam().finding_en);
        EXPECT_FALSE(finding->zh.empty());
    }
}

constexpr char const* kAlphabetFinding = "only digits and capital letters other than I, O, S, V, Z";

INSTANTIATE_TEST_SUITE_P(
    Cases, UsccTest,
    testing::Values(UsccCase{"91350100M000100Y43", nullptr},  // GB 32100, example
                    UsccCase{"91350100M000100Y44", "the check character should be 3"},
                    UsccCase{"91350100M000100Z43", kAlphabetFinding},
                    UsccCase{"91350100m000100Y43", kAlphabetFinding},
                    UsccCase{"91350100M000100Y4O", kAlphabetFinding},
                    UsccCase{"91350100M000100Y4", "should have 18 characters"},
                    UsccCase{"", "should have 18 characters"}));

TEST(UsccCheckCharacter, NeedsSeventeenOfTheAlphabet) {
    EXPECT_EQ(uscc_check_character("91350100M000100Y4"), '3');
    EXPECT_EQ(uscc_check_character("91350100M000100Y"), std::nullopt);
    EXPECT_EQ(uscc_check_character("91350100M000100S4"), std::nullopt);
}

// The weights are powers of 3 modulo the prime 31, so no single slip goes unseen.
TEST(UsccCheckCharacter, SeesEveryChangedCharacter) {
    std::string const good = "91350100M000100Y43";
    for (size_t at = 0; at < good.size(); ++at) {
        for (char const other : kUsccAlphabet) {
            auto bad = good;
            bad[at] = other;
            EXPECT_EQ(check_uscc(bad).has_value(), bad != good) << bad;
        }
    }
}

}  // namespace
}  // namespace agglo
