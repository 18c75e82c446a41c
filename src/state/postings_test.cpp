#include "state/postings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "base/random.h"
#include "base/value.h"

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

TEST(PostingKey, IsEqualForEqualValues) {
    EXPECT_EQ(posting_key(Decimal{1250, 2}), posting_key(Decimal{125, 1}));
    EXPECT_EQ(posting_key(Decimal{0, 2}), posting_key(Decimal{0, 0}));
    EXPECT_NE(posting_key("a"), posting_key("b"));
    EXPECT_NE(posting_key(Date{1}), posting_key(Date{2}));
}

}  // namespace
}  // namespace agglo
