#include "column/gram.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "base/pinyin.h"
#include "base/random.h"
#include "column/text_needle.h"

namespace agglo {
namespace {

constexpr char32_t kCharacters[] = {U'肇', U'庆', U'市', U'新', U'心', U'西', U'绿', U'吕', U'a',
                                    U'z',  U'u',  U'v',  U'q',  U'0',  U'1',  U'9',  U'，', U' ',
                                    U'é',  U'😀', U'㐀', U'龥', U'安', U'县', U'昂'};

bool lies_in(Gram gram, GramRange range) {
    return gram >= range.first && gram < range.end;
}

TEST(Gram, IsOfItsPairAlone) {
    std::set<Gram> grams;
    size_t pairs = 0;
    for (char32_t const first : kCharacters) {
        for (char32_t const second : kCharacters) {
            Gram const gram = gram_of(place_of(first), place_of(second));
            grams.insert(gram);
            grams.insert(over_gap(gram));
            pairs += 2;
        }
        grams.insert(gram_of(place_before_text(), place_of(first)));
        grams.insert(gram_of(place_before_word(), place_of(first)));
        grams.insert(gram_of(place_of(first), place_after_text()));
        pairs += 3;
    }
    EXPECT_EQ(grams.size(), pairs);
}

TEST(Gram, LiesWithThoseThatSoundAlike) {
    for (char32_t const first : kCharacters) {
        for (char32_t const second : kCharacters) {
            auto const one = place_of(first);
            auto const two = place_of(second);
            Gram const gram = gram_of(one, two);
            for (char32_t const c : kCharacters) {
                auto const other = place_of(c);
                EXPECT_EQ(lies_in(gram, grams_of_initials(other.initial, two.initial)),
                          other.initial == one.initial);
                EXPECT_EQ(lies_in(gram, grams_of_sounds(one.sound, {other.sound, other.sound})),
                          other.sound == two.sound);
                auto const beginning = grams_beginning({other.sound, other.sound});
                EXPECT_EQ(lies_in(gram, beginning[two.initial]), other.sound == one.sound);
                if (other.sound == one.sound) {
                    EXPECT_EQ(begins_with(other, two.initial, gram), c == first);
                }
                Gram const start = gram_of(place_before_text(), one);
                EXPECT_EQ(lies_in(start, grams_of_first_sound({other.sound, other.sound})),
                          other.sound == one.sound);
            }
        }
    }
}

TEST(Gram, PlacesCharactersByTheirInitial) {
    for (char32_t const c : kCharacters) {
        char const initial = initial_of(c);
        EXPECT_EQ(place_of(c).initial, initial ? initial_number(initial) : 0)
            << static_cast<uint32_t>(c);
        if (uint16_t const syllable = pinyin_syllable(c)) {
            EXPECT_EQ(place_of(c).sound, sound_of_syllable(syllable));
        }
    }
}

TEST(Gram, OfAText) {
    std::vector<Gram> grams;
    for_each_gram("肇，庆1", true, [&](Gram gram) { grams.push_back(gram); });
    auto const zhao = place_of(U'肇');
    auto const comma = place_of(U'，');
    auto const qing = place_of(U'庆');
    auto const one = place_of(U'1');
    std::vector<Gram> wanted = {gram_of(place_before_text(), zhao),
                                gram_of(zhao, comma),
                                gram_of(comma, qing),
                                gram_of(qing, one),
                                gram_of(one, place_after_text()),
                                gram_of(place_before_word(), comma),
                                gram_of(place_before_word(), qing),
                                gram_of(place_before_word(), one),
                                over_gap(gram_of(zhao, qing)),
                                gram_of_first_initials(zhao.initial, qing.initial)};
    std::sort(grams.begin(), grams.end());
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(grams, wanted);
    grams.clear();
    for_each_gram("", true, [&](Gram gram) { grams.push_back(gram); });
    EXPECT_TRUE(grams.empty());
}

}  // namespace
}  // namespace agglo
