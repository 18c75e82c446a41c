#include "state/postings.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "base/random.h"
#include "base/value.h"
#include "state/posting_sort.h"

namespace agglo {
namespace {

TEST(Postings, EqualAMultimap) {
    for (uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed);
        std::multimap<uint64_t, uint64_t> model;
        std::shared_ptr<Postings const> postings;
        std::vector<std::pair<std::shared_ptr<Postings const>, size_t>> kept;
        for (int round = 0; round < 60; ++round) {
            std::vector<Postings::Posting> added;
            for (int64_t n = random.between(0, random.chance(1, 10) ? 200 : 4); n > 0; --n) {
                added.push_back(
                    {static_cast<uint64_t>(random.between(0, 40)), random.next() % 1000});
                model.emplace(added.back().key, added.back().number);
            }
            postings = Postings::with(postings, added);
            if (postings) kept.emplace_back(postings, model.size());
        }
        for (uint64_t key = 0; key <= 41; ++key) {
            std::vector<uint64_t> found;
            std::vector<uint64_t> wanted;
            postings->for_each(key, [&](uint64_t number) { found.push_back(number); });
            for (auto [at, end] = model.equal_range(key); at != end; ++at)
                wanted.push_back(at->second);
            EXPECT_THAT(found, testing::UnorderedElementsAreArray(wanted));
        }
        for (auto const& [old, size] : kept) EXPECT_EQ(old->size(), size);
    }
}

TEST(SortPostings, EqualsComparing) {
    Random random(31);
    for (size_t const size : {0, 1, 2, 255, 256, 257, 1'000, 1'024, 1'025, 5'000}) {
        for (uint64_t const keys : {1ull, 3ull, 70'000ull, ~0ull}) {
            for (uint64_t const numbers : {1ull, 300ull, 1ull << 40, ~0ull}) {
                std::vector<Postings::Posting> postings;
                PostingList list;
                for (size_t i = 0; i < size; ++i) {
                    postings.push_back({random.next() % keys, random.next() % numbers});
                    list.push_back(postings.back());
                }
                auto wanted = postings;
                std::sort(wanted.begin(), wanted.end());
                sort_postings(postings);
                ASSERT_EQ(postings, wanted) << size << " " << keys << " " << numbers;
                auto const run = sorted(list);
                ASSERT_EQ(run, wanted) << size << " " << keys << " " << numbers;
                ASSERT_EQ(run.capacity(), size);
            }
        }
    }
}

// As replay has them: by number already.
TEST(SortPostings, KeepsTheOrderOfNumbers) {
    std::vector<Postings::Posting> postings;
    for (uint64_t i = 0; i < 3'000; ++i) postings.push_back({i * 7 % 512, i});
    auto wanted = postings;
    std::sort(wanted.begin(), wanted.end());
    PostingList list;
    for (auto const& posting : postings) list.push_back(posting);
    EXPECT_EQ(sorted(list), wanted);
    sort_postings(postings);
    EXPECT_EQ(postings, wanted);
    list = {};
    for (auto const& posting : wanted) list.push_back(posting);
    EXPECT_EQ(sorted(list), wanted);  // sorted already
}

TEST(PostingKey, IsEqualForEqualValues) {
    EXPECT_EQ(posting_key(Decimal{1250, 2}), posting_key(Decimal{125, 1}));
    EXPECT_EQ(posting_key(Decimal{0, 2}), posting_key(Decimal{0, 0}));
    EXPECT_NE(posting_key("a"), posting_key("b"));
    EXPECT_NE(posting_key(Date{1}), posting_key(Date{2}));
}

}  // namespace
}  // namespace agglo
