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
                  TextsWanted wanted = {}) {
    TextNeedle const needle(typed);
    auto const found = index.candidates(needle, wanted);
    EXPECT_TRUE(std::is_sorted(found.texts.begin(), found.texts.end()));
    EXPECT_TRUE(found.all || found.texts.size() >= wanted.at_least);
    std::map<uint32_t, TextKey> keys;
    for (auto const& text : found.texts) EXPECT_TRUE(keys.emplace(text.code, text.key).second);
    std::vector<uint8_t> marked(texts.size());
    std::vector<uint8_t> marked_slowly(texts.size());
    index.mark_containing(needle, marked);
    texts.mark_containing(needle.folded(), marked_slowly);
    EXPECT_EQ(marked, marked_slowly) << typed;
    for (uint32_t code = 0; code < texts.size(); ++code) {
        auto const folded = fold_text(texts.at(code));
        auto match = needle.match(folded);
        if (!match) continue;
        if (wanted.running) match->kind = std::max(match->kind, MatchKind::kPart);
        auto const key = text_key(match->rank(), code_point_count(folded));
        auto const its = keys.find(code);
        bool const may_miss = !found.all && key > found.texts.back().key;
        ASSERT_TRUE(its != keys.end() || may_miss) << typed << " in " << texts.at(code);
        EXPECT_TRUE(its == keys.end() || its->second <= key) << typed << " in " << texts.at(code);
    }
}

TEST(TextIndex, FindsWhatLookingAtEachFinds) {
    for (uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed);
        Dictionary texts;
        for (auto left = random.between(0, 300); left > 0; --left)
            texts.add(random_text(random, random.chance(1, 10) ? 400 : 9));
        TextIndex index(texts, random.chance(1, 4) ? 20'000 : TextIndex::kBytesMax);
        for (int i = 0; i < 40; ++i) {
            if (i == 10) index.catch_up();
            if (i == 20) texts.add(random_text(random, 9));
            if (i == 25) index.catch_up();
            if (i == 35) index.drop();
            expect_right(texts, index, random_needle(random));
            expect_right(texts, index, random_needle(random),
                         {.at_least = static_cast<size_t>(random.between(1, 30)),
                          .running = random.chance(1, 2)});
        }
    }
}

TEST(TextIndex, KeepsToItsLimit) {
    Dictionary texts;
    for (int i = 0; i < 5000; ++i) texts.add("肇庆市第" + std::to_string(i) + "号");
    TextIndex index(texts, 100'000);
    index.catch_up();
    EXPECT_GT(index.indexed(), 0u);
    EXPECT_LT(index.indexed(), 5000u);
    EXPECT_LT(index.bytes(), 200'000u);
    expect_right(texts, index, "第4999号");
    index.drop();
    EXPECT_EQ(index.indexed(), 0u);
}

TEST(TextIndex, CodesOfManyBlocksMeet) {
    Dictionary texts;
    for (int i = 0; i < 150'000; ++i) texts.add(std::to_string(i) + (i % 7 == 0 ? "号" : "期"));
    texts.index().catch_up();
    EXPECT_EQ(texts.index().indexed(), 150'000u);
    for (char const* typed : {"号", "9号", "149号", "12", "149996号", "140000号", "999999"})
        expect_right(texts, texts.index(), typed);
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
        while (!done) texts.index().catch_up(&done);
    });
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i) {
        readers.emplace_back([&] {
            while (!done) {
                auto const before = texts.size();
                EXPECT_GE(texts.index().candidates(TextNeedle("肇庆")).texts.size(), before);
                EXPECT_GE(texts.index().candidates(TextNeedle("zq")).texts.size(), before);
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
