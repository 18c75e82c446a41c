#include "base/pinyin.h"

#include <gtest/gtest.h>

#include "base/character_class.h"

namespace agglo {
namespace {

TEST(Pinyin, ReadsCharacters) {
    struct Row {
        char32_t character;
        char const* reading;
    };
    // 重, 厦, 单 have several readings: the table holds the one ICU gives.
    for (auto const& [character, reading] : {Row{U'肇', "zhao"},
                                             {U'庆', "qing"},
                                             {U'绿', "lu"},
                                             {U'女', "nu"},
                                             {U'重', "zhong"},
                                             {U'厦', "sha"},
                                             {U'单', "dan"},
                                             {U'嗯', "n"},
                                             {U'a', ""},
                                             {U'1', ""},
                                             {U'。', ""},
                                             {U'\x33FF', ""},
                                             {U'\xA000', ""},
                                             {U'\x1F600', ""}}) {
        EXPECT_EQ(pinyin_of(character), reading) << static_cast<uint32_t>(character);
    }
}

TEST(Pinyin, KnowsAllUsualCharacters) {
    int unread = 0;
    for (char32_t c = 0x4E00; c < 0x9FA6; ++c) unread += pinyin_of(c).empty();
    EXPECT_LT(unread, 100);
    EXPECT_GT(pinyin_syllables(), 390);
    EXPECT_LT(pinyin_syllables(), 450);
}

TEST(CharacterClass, TellsWhereWordsBegin) {
    std::string_view const text = "肇Ledé7。😀";
    std::string classes;
    for (size_t at = 0; at < text.size();)
        classes += static_cast<char>('0' + static_cast<int>(class_of(next_code_point(text, at))));
    EXPECT_EQ(classes,
              "311112"
              "00");
}

}  // namespace
}  // namespace agglo
