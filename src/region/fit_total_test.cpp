#include "region/fit_total.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace agglo {
namespace {

TEST(FitTotal, MeetsTheTotalWithinBounds) {
    struct Row {
        std::vector<FitAmount> amounts;
        int64_t total, step;
        bool fits;
    };
    for (auto row : {
             Row{{{10, 0, 100}, {20, 0, 100}}, 60, 1, true},
             Row{{{10, 5, 12}, {20, 0, 100}}, 112, 10, true},
             Row{{{10, 5, 12}, {20, 0, 100}}, 113, 10, false},
             Row{{{10, 8, 100}, {20, 19, 100}}, 26, 1, false},
             Row{{{500, 100, 900}, {500, 100, 900}, {500, 100, 900}}, 301, 100, true},
             Row{{}, 0, 1, true},
             Row{{}, 5, 1, false},
         }) {
        EXPECT_EQ(fit_total(row.amounts, row.total, row.step), row.fits) << row.total;
        for (auto const& amount : row.amounts) {
            EXPECT_LE(amount.low, amount.value);
            EXPECT_LE(amount.value, amount.high);
        }
    }
}

TEST(FitTotal, FitsAnythingBetweenTheSumsOfBounds) {
    Random random(5);
    for (int round = 0; round < 300; ++round) {
        std::vector<FitAmount> amounts(static_cast<size_t>(random.between(1, 200)));
        int64_t low = 0, high = 0;
        for (auto& amount : amounts) {
            amount.low = random.between(0, 500);
            amount.high = amount.low + random.between(0, 5'000);
            amount.value = random.between(1, 9'000);
            low += amount.low;
            high += amount.high;
        }
        int64_t const total = random.between(low, high);
        ASSERT_TRUE(fit_total(amounts, total, random.between(1, 100))) << round;
        int64_t sum = 0;
        for (auto const& amount : amounts) sum += amount.value;
        ASSERT_EQ(sum, total) << round;
    }
}

}  // namespace
}  // namespace agglo
