#include "column/text_index.h"

#include <gtest/gtest.h>
#include <map>
#include <thread>

#include "base/random.h"
#include "base/text.h"
#include "column/dictionary.h"

namespace agglo {
namespace {

constexpr char const* kPieces[] = {
    "肇", "庆", "市", "新", "区", "西", "安", "县",        "绿", "色", "a", "B", "ｃ", "12",   "2",
    " ",  "　", "-",  "（", "）", "😀", "é",  "e\xCC\x81", "\t", "x",  "i", "n", "an", "Zhao", "q"};

std::string random_text(Random& random, int64_t pieces_max) {
    std::string text;
    for (int64_t left = random.between(0, pieces_max); left > 0; --left)
        text += random.pick(std::span(kPieces));
    return text;
}

std::string random_needle(Random& random) {
    constexpr char const* kTyped[] = {"zhaoqing", "xian", "xi'an", "zq",   "zqs", "lvse",
                                      "xiana",    "an12", "qs",    "肇庆", "市",  "a",
                                      "12",       "xq2",  "😀",    " "};
    return random.chance(1, 2) ? random.pick(std::span(kTyped)) : random_text(random, 4);
}

/// What the index says of every text beside what looking at each says.
void expect_right(Dictionary const& texts, TextIndex const& index, std::string const& typed,
                  bool running = false) {
    TextNeedle const needle(typed);
    std::vector<uint8_t> marked(texts.size());
    std::vector<uint8_t> marked_slowly(texts.size());
    index.mark_containing(needle, marked);
    texts.mark_containing(needle.folded(), marked_slowly);
    EXPECT_EQ(marked, marked_slowly) << typed;
    if (needle.folded().empty()) return;
    NeedleGrams const grams(needle);
    uint32_t next = 0;
    for (auto const& segment : *index.segments()) {
        ASSERT_EQ(segment->first(), next);
        next = segment->end();
        std::vector<CodeBits> fitting;
        NeedleGrams::Kept kept;
        for (uint8_t rank = 0; rank < TextMatch::kRanks; ++rank)
            fitting.push_back(grams.fitting(*segment, rank, running, kept));
        for (uint32_t place = 0; place < segment->size(); ++place) {
            auto const folded = fold_text(texts.at(segment->first() + place));
            EXPECT_EQ(segment->length(place), std::min<size_t>(code_point_count(folded), 255));
            auto match = needle.match(folded);
            if (!match) continue;
            if (running) match->kind = std::max(match->kind, MatchKind::kPart);
            EXPECT_TRUE(fitting[match->rank()].test(place))
                << typed << " in " << folded << " with rank " << int{match->rank()};
        }
    }
    EXPECT_EQ(next, index.indexed());
}

TEST(TextIndex, FindsWhatLookingAtEachFinds) {
    for (uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed);
        Dictionary texts;
        for (auto left = random.between(0, 300); left > 0; --left)
            texts.add(random_text(random, random.chance(1, 10) ? 400 : 9));
        auto const words =
            random.chance(1, 3) ? TextIndex::Words::kLeftOut : TextIndex::Words::kIndexed;
        TextIndex index(texts, random.chance(1, 4) ? 20'000 : TextIndex::kBytesMax);
        for (int i = 0; i < 40; ++i) {
            if (i == 10) index.catch_up(words);
            if (i > 20) texts.add(random_text(random, 9));
            if (i > 20 && random.chance(1, 3)) index.catch_up(words);
            if (i == 35) index.drop();
            expect_right(texts, index, random_needle(random));
            expect_right(texts, index, random_needle(random), true);
        }
    }
}

TEST(TextIndex, KeepsToItsLimit) {
    Dictionary texts;
    TextIndex index(texts, 100'000);
    for (int i = 0; i < 5000; ++i) {
        texts.add("肇庆市第" + std::to_string(i) + "号");
        if (i % 500 == 0) index.catch_up();
    }
    EXPECT_GT(index.indexed(), 0u);
    EXPECT_LT(index.indexed(), 5000u);
    EXPECT_LT(index.bytes(), 200'000u);
    expect_right(texts, index, "第4999号");
    index.drop();
    EXPECT_EQ(index.indexed(), 0u);
}

TEST(TextIndex, FindsInManySegments) {
    Dictionary texts;
    for (int i = 0; i < 150'000; ++i) texts.add(std::to_string(i) + (i % 7 == 0 ? "号" : "期"));
    texts.index().catch_up();
    EXPECT_EQ(texts.index().indexed(), 150'000u);
    EXPECT_EQ(texts.index().segments()->size(), 3u);
    for (char const* typed :
         {"号", "9号", "149号", "12", "149996号", "140000号", "999999", "1hao", "9q", "haoqi"})
        expect_right(texts, texts.index(), typed);
}

// Texts that come one by one are taken in a few times each, and lie in few segments.
TEST(TextIndex, KeepsSegmentsFew) {
    Dictionary texts;
    for (int i = 0; i < 1000; ++i) {
        texts.add("第" + std::to_string(i) + "号");
        texts.index().catch_up();
        EXPECT_LE(texts.index().segments()->size(), 11u);
    }
    expect_right(texts, texts.index(), "第9");
}

// The writer adds, one thread catches up, readers ask.
TEST(TextIndex, GrowsBesideReaders) {
    Dictionary texts;
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 0; i < 20'000; ++i) texts.add("肇庆" + std::to_string(i));
        done = true;
    });
    std::thread builder([&] {
        while (!done) texts.index().catch_up(TextIndex::Words::kIndexed, &done);
    });
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i) {
        readers.emplace_back([&] {
            while (!done) {
                for (char const* typed : {"肇庆", "zq"}) {
                    TextNeedle const needle(typed);
                    NeedleGrams const grams(needle);
                    for (auto const& segment : *texts.index().segments()) {
                        NeedleGrams::Kept kept;
                        size_t const fitting =
                            grams.fitting(*segment, typed[0] == 'z' ? 6 : 1, false, kept).count();
                        EXPECT_EQ(fitting, segment->size());
                    }
                }
            }
        });
    }
    writer.join();
    builder.join();
    for (auto& reader : readers) reader.join();
    texts.index().catch_up();
    EXPECT_EQ(texts.index().indexed(), 20'000u);
    expect_right(texts, texts.index(), "zhaoqing199");
}

}  // namespace
}  // namespace agglo
