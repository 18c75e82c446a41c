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

TEST(Dictionary, TakesManyTextsAsOneAfterAnother) {
    Dictionary together;
    Dictionary apart;
    std::vector<std::string> texts;
    for (int i = 0; i < 5000; ++i) texts.push_back("词" + std::to_string(i * i % 997));
    std::vector<std::string_view> const views(texts.begin(), texts.end());
    std::vector<uint32_t> codes(views.size());
    together.add_all(views, codes);
    for (size_t i = 0; i < views.size(); ++i) ASSERT_EQ(codes[i], apart.add(views[i]));
    EXPECT_EQ(together.size(), apart.size());
    EXPECT_EQ(together.bytes(), apart.bytes());
}

TEST(Dictionary, IsFilledWithTheTextsOfAnother) {
    for (int const size : {0, 1, 31, 32, 33, 257, 3000}) {
        std::string bytes;
        std::vector<uint32_t> lengths;
        for (int i = 0; i < size; ++i) {
            auto const text = i == 7 ? std::string() : std::to_string(i);
            bytes += text;
            lengths.push_back(static_cast<uint32_t>(text.size()));
        }
        Dictionary names;
        names.fill(bytes, lengths);
        ASSERT_EQ(names.size(), static_cast<uint32_t>(size));
        for (int i = 0; i < size; ++i) {
            ASSERT_EQ(names.add(i == 7 ? "" : std::to_string(i)), static_cast<uint32_t>(i));
        }
        EXPECT_EQ(names.add("新"), static_cast<uint32_t>(size));
        EXPECT_EQ(names.at(names.add("更新")), "更新");
    }
}

}  // namespace
}  // namespace agglo
