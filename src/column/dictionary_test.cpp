#include "column/dictionary.h"

#include <gtest/gtest.h>
#include <thread>

namespace agglo {
namespace {

// The writer and readers that step back meet in one dictionary.
TEST(Dictionary, TakesTextsFromManyThreads) {
    Dictionary names;
    auto const add = [&](int step) {
        for (int i = 0; i < 3000; ++i) {
            auto const text = std::to_string(i * step % 1501);
            ASSERT_EQ(names.at(names.add(text)), text);
        }
    };
    std::vector<std::thread> threads;
    for (int const step : {1, 7, 11, 1500}) threads.emplace_back(add, step);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(names.size(), 1501u);
    for (int i = 0; i < 1501; ++i) EXPECT_TRUE(names.find(std::to_string(i)).has_value());
}

}  // namespace
}  // namespace agglo
