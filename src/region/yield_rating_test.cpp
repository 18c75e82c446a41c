#include "region/yield_rating.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

YieldFacts at_benchmark(double times) {
    YieldFacts facts;
    for (size_t at = 0; at < kYieldIndicators; ++at)
        facts.values[at] = kAboveScaleIndicators[at].benchmark * times;
    return facts;
}

TEST(YieldRating, WeightsAddUpToAHundred) {
    double above = 0, below = 0;
    for (auto const& indicator : kAboveScaleIndicators) above += indicator.weight;
    for (auto const& indicator : kBelowScaleIndicators) below += indicator.weight;
    EXPECT_EQ(above, 100);
    EXPECT_EQ(below, 100);
}

TEST(YieldRating, RatioIsTheSumOfShares) {
    auto firm = at_benchmark(1);
    firm.values[0] = 48.194;  // twice the benchmark of tax per mu: 30 points more
    firm.values[5] = 0.0151;  // half of that of R&D: 5 points less
    auto const rated =
        rate_yields(YieldShape::kRatio, {{firm, at_benchmark(1), at_benchmark(0.5)}});
    EXPECT_NEAR(rated[0].score, 125, 1e-9);
    EXPECT_NEAR(rated[1].score, 100, 1e-9);
    EXPECT_NEAR(rated[2].score, 50, 1e-9);
    EXPECT_NEAR(rated[0].scores[0], 60, 1e-9);
    EXPECT_NEAR(rated[0].scores[5], 5, 1e-9);
}

TEST(YieldRating, MinMaxGoesFromTwentyToAHundred) {
    auto const rated =
        rate_yields(YieldShape::kMinMax, {{at_benchmark(1), at_benchmark(3), at_benchmark(1.5)}});
    EXPECT_NEAR(rated[0].score, 20, 1e-9);
    EXPECT_NEAR(rated[1].score, 100, 1e-9);
    EXPECT_NEAR(rated[2].score, 40, 1e-9);  // a quarter of the way
}

TEST(YieldRating, MissingTakesTheMeanOfTheRated) {
    auto missing = at_benchmark(1);
    missing.values[3].reset();
    auto ignored = at_benchmark(100);
    ignored.not_rated = "用地不足3亩";
    auto const rated =
        rate_yields(YieldShape::kRatio, {{missing, at_benchmark(1), at_benchmark(3), ignored}});
    EXPECT_NEAR(rated[0].values[3], 2 * kAboveScaleIndicators[3].benchmark, 1e-9);
    EXPECT_NEAR(rated[0].score, 110, 1e-9);
}

TEST(YieldRating, GradesByShareOfTheRated) {
    std::vector<YieldFacts> firms;
    for (int at = 0; at < 20; ++at) firms.push_back(at_benchmark(1.0 + at));
    firms[19].vetoed = true;
    firms.push_back(at_benchmark(50));
    firms.back().not_rated = "公用事业";
    auto const rated = rate_yields(YieldShape::kRatio, firms);
    EXPECT_EQ(rated[20].grade, 't');
    EXPECT_EQ(rated[20].rank, 0u);
    EXPECT_EQ(rated[19].grade, 'd') << "vetoed, though first";
    std::string grades;
    for (int at = 18; at >= 0; --at) grades += rated[static_cast<size_t>(at)].grade;
    EXPECT_EQ(grades, "aaabbbbbbbbcccccccd");
    EXPECT_EQ(rated[18].rank, 2u);
}

TEST(YieldRating, AdditionsCountInTheRank) {
    auto added = at_benchmark(1);
    added.added = 3;
    auto const rated = rate_yields(YieldShape::kRatio, {{at_benchmark(1.02), added}});
    EXPECT_NEAR(rated[1].base, 100, 1e-9);
    EXPECT_NEAR(rated[1].score, 103, 1e-9);
    EXPECT_EQ(rated[1].rank, 1u);
}

}  // namespace
}  // namespace agglo
