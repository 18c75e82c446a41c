#include "column/text_needle.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace agglo {
namespace {

struct Fit {
    char const* needle;
    char const* text;
    MatchKind kind;
    size_t first;
    size_t count;
};

TEST(TextNeedle, Fits) {
    using enum MatchKind;
    for (auto const& row : {
             Fit{"肇庆市", "肇庆市", kWhole, 0, 3},
             {"肇庆", "肇庆市", kPrefix, 0, 2},
             {"庆", "肇庆市", kPart, 1, 1},
             {"led", "肇庆LED灯", kWord, 2, 3},
             {"ＬＥＤ灯", "肇庆led灯", kWord, 2, 4},
             {"ed灯", "肇庆LED灯", kPart, 3, 3},
             {"12", "A112-12", kWord, 5, 2},     // a word before a part, though it comes later
             {"新区", "（新区）", kWord, 1, 2},  //
             {"zhaoqing", "广东肇庆市", kPinyin, 2, 2},
             {"Zhao Qing", "肇庆", kPinyin, 0, 2},
             {"zhaoq", "肇庆", kPinyin, 0, 2},
             {"xian", "西安", kPinyin, 0, 2},
             {"xi'an", "西安", kPinyin, 0, 2},
             {"xian", "县", kPinyin, 0, 1},
             {"lv", "绿色", kPinyin, 0, 1},
             {"lüse", "绿色", kPinyin, 0, 2},
             {"gaoxin", "高（新）", kPinyin, 0, 3},
             {"di3qi", "第3期", kPinyin, 0, 3},
             {"zqs", "肇庆市", kInitials, 0, 3},
             {"zqs", "ZQ-SB 肇庆市", kInitials, 6, 3},
             {"leddj", "LED灯具", kInitials, 0, 5},
             {"gx", "高-新", kInitials, 0, 3},
             {"dq2", "园地(区)2号", kInitials, 1, 5},
             {"😀", "a😀", kWord, 1, 1},
         }) {
        auto const match = TextNeedle(row.needle).match(fold_text(row.text));
        EXPECT_EQ(match, (TextMatch{row.kind, row.first, row.count}))
            << row.needle << " " << row.text;
    }
}

TEST(TextNeedle, FitsNot) {
    char const* const rows[]
                          [2] = {
                              {"", "肇庆"},          {"  ", "肇 庆"},       {"肇庆", ""},
                              {"市肇", "肇庆市"},    {"z", "肇庆"},         {"aoqing", "肇庆"},
                              {"12", "第1期2号区3"},  // digits alone are no pinyin
                              {"zhaoqing", "肇a庆"}, {"zhaoqings", "肇庆"}, {"zqs", "肇庆"},
                              {"zqs", "ZQ-SB"},      {"肇q", "肇庆"},       {"'", "肇庆"},
                          };
    for (auto const& [needle, text] : rows)
        EXPECT_EQ(TextNeedle(needle).match(fold_text(text)), std::nullopt) << needle << " " << text;
}

TEST(TextMatch, RanksByKindThenStart) {
    using enum MatchKind;
    TextMatch const ordered[] = {{kWhole, 0, 1},    {kPrefix, 0, 1},  {kWord, 1, 1},
                                 {kPart, 1, 1},     {kPinyin, 0, 1},  {kPinyin, 1, 1},
                                 {kInitials, 0, 1}, {kInitials, 3, 1}};
    for (uint8_t i = 0; i < TextMatch::kRanks; ++i) EXPECT_EQ(ordered[i].rank(), i);
}

}  // namespace
}  // namespace agglo
