#include "lives.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

TEST(Lives, KeepTheirPromisesUnderManySeeds) {
    for (uint64_t seed = 1; seed <= 60; ++seed) {
        EXPECT_EQ(live({.seed = seed}).value_or(""), "");
    }
}

}  // namespace
}  // namespace agglo
