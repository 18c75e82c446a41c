// Random lives of a ledger beside the model, and that what is wrong with either is found.
#include "ledger_life.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

constexpr uint64_t kSeeds = 1000;

TEST(LedgerLife, IsAsTheModelSaysUnderManySeeds) {
    for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
        auto const broken = find_broken_life(seed);
        ASSERT_FALSE(broken) << shown(seed, *broken);
    }
}

}  // namespace
}  // namespace agglo
