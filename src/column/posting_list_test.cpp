#include "column/posting_list.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "column/stepped_numbers.h"

namespace agglo {
namespace {

std::vector<uint16_t> marked(std::vector<uint16_t> const& numbers, uint32_t bound) {
    std::vector<uint8_t> bytes;
    append_postings(numbers, bound, bytes);
    bytes.resize(bytes.size() + kReadAhead);
    CodeBits bits(bound);
    mark_postings(bytes.data(), numbers.size(), bits);
    std::vector<uint16_t> back;
    bits.for_each([&](uint32_t number) { back.push_back(static_cast<uint16_t>(number)); });
    return back;
}

TEST(PostingList, GivesBackWhatItTook) {
    Random random(7);
    for (int i = 0; i < 3000; ++i) {
        auto const bound = static_cast<uint32_t>(random.between(1, i % 10 == 0 ? 65'536 : 700));
        // From one in a thousand to nearly all, spread or in a clump.
        int64_t const share = int64_t{1} << random.between(0, 10);
        auto const begin = static_cast<uint32_t>(random.between(0, int64_t{bound} - 1));
        std::vector<uint16_t> numbers;
        for (uint32_t n = random.chance(1, 3) ? begin : 0; n < bound; ++n) {
            if (random.chance(1, share)) numbers.push_back(static_cast<uint16_t>(n));
        }
        if (numbers.empty()) numbers.push_back(static_cast<uint16_t>(begin));
        EXPECT_EQ(marked(numbers, bound), numbers) << bound;
    }
}

TEST(PostingList, TakesAsFewBytesAsChanceAllows) {
    constexpr uint32_t kBound = 65'536;
    struct Row {
        uint32_t every;
        size_t bytes_max;
    };
    for (auto const& row : {Row{1, 0}, {2, 8192}, {18, 3000}, {1000, 110}, {30'000, 6}}) {
        std::vector<uint16_t> numbers;
        for (uint32_t n = 0; n < kBound; n += row.every)
            numbers.push_back(static_cast<uint16_t>(n));
        std::vector<uint8_t> bytes;
        append_postings(numbers, kBound, bytes);
        EXPECT_LE(bytes.size(), row.bytes_max) << row.every;
        EXPECT_EQ(marked(numbers, kBound), numbers) << row.every;
    }
}

TEST(SteppedNumbers, GivesBackWhatItTook) {
    Random random(11);
    for (int i = 0; i < 400; ++i) {
        std::vector<uint32_t> numbers;
        int64_t const jump = int64_t{1} << random.between(0, 32);
        uint32_t next = static_cast<uint32_t>(random.next());
        for (auto left = random.between(0, 300); left > 0; --left) {
            numbers.push_back(next);
            next = random.chance(9, 10) ? next + 1
                                        : static_cast<uint32_t>(next + random.between(0, jump));
        }
        SteppedNumbers const packed(numbers);
        ASSERT_EQ(packed.size(), numbers.size());
        for (size_t n = 0; n < numbers.size(); ++n) ASSERT_EQ(packed.at(n), numbers[n]);
    }
}

TEST(SteppedNumbers, TakesHardlyAnythingForARun) {
    std::vector<uint32_t> numbers;
    for (uint32_t n = 0; n < 64'000; ++n) numbers.push_back(n + 7);
    EXPECT_LT(SteppedNumbers(numbers).bytes(), 17'000u);
}

}  // namespace
}  // namespace agglo
