#include "query/record_columns.h"

#include <cstdlib>
#include <gtest/gtest.h>

#include "query/column_twin.h"

namespace agglo {
namespace {

/// AGGLO_SEEDS=2000 asks for more, AGGLO_SEED=7 for one.
TEST(RecordColumns, AgreeWithTheScalarEvaluatorToTheLastDigit) {
    auto const* one = std::getenv("AGGLO_SEED");
    auto const* many = std::getenv("AGGLO_SEEDS");
    uint64_t const first = one ? std::strtoull(one, nullptr, 10) : 1;
    uint64_t const count = one ? 1 : many ? std::strtoull(many, nullptr, 10) : 30;
    for (uint64_t seed = first; seed < first + count; ++seed) {
        Random random(seed);
        auto const snapshot = random_projects(seed, seed % 3 == 0 ? 2500 : 300);
        auto const viewer = seed % 4 == 0 ? with_roles({"clerk"}) : owner();
        for (int i = 0; i < 60; ++i) {
            auto const text = RandomExpression(random).any(static_cast<int>(below(random, 4)));
            Mask chosen;
            for (auto& word : chosen.words) word = below(random, 3) == 0 ? random.next() : ~0ull;
            auto const found = difference_of_twins(*snapshot, viewer, text, chosen);
            ASSERT_EQ(found, "") << "AGGLO_SEED=" << seed;
        }
    }
}

}  // namespace
}  // namespace agglo
