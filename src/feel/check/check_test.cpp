#include "feel/check/check.h"

#include <gtest/gtest.h>

#include "feel/syntax/printer.h"

namespace agglo::feel {
namespace {

Environment around() {
    auto const yi = [](int n) { return *multiply(Number(n), Number(100'000'000)); };
    Member investment{"total_investment", number_type(), "总投资", "Total investment", "yuan"};
    investment.usual = {yi(1), yi(50)};
    return {{investment,
             {"land_area", number_type(), "用地面积（亩）", "Land area", "m2"},
             {"kind", string_type(), "项目类型", "Kind of project"},
             {"signed_on", date_type(), "签约日期", "Signed on"},
             {"park",
              context_of({{"name", string_type(), "园区名称", "Name of the park"},
                          {"planned_area", number_type(), "规划面积", "Planned area", "m2"}}),
              "所在园区", "Park"},
             {"parcels", list_of(context_of({{"area", number_type(), "面积", "Area", "m2"}})),
              "地块", "Parcels"}}};
}

TEST(Printer, ShowsNamesInEachWording) {
    struct Case {
        char const* text;
        char const* stored;
        char const* zh;
        char const* en;
    };
    Case const cases[] = {
        {"总投资 >= 亿元(1)", "total_investment >= 亿元(1)", "总投资 >= 亿元(1)",
         "Total investment >= 亿元(1)"},
        {"Total investment/用地面积（亩） > 3", "total_investment / land_area > 3",
         "总投资 / 用地面积（亩） > 3", "Total investment / Land area > 3"},
        {"所在园区.园区名称 = \"高新区\"", "park.name = \"高新区\"",
         "所在园区.园区名称 = \"高新区\"", "Park.Name of the park = \"高新区\""},
        {"sum(地块[面积 > 100].面积)", "sum(parcels[area > 100].area)",
         "sum(地块[面积 > 100].面积)", "sum(Parcels[Area > 100].Area)"},
        {"some p in parcels satisfies p.area > land_area",
         "some p in parcels satisfies p.area > land_area",
         "some p in 地块 satisfies p.面积 > 用地面积（亩）",
         "some p in Parcels satisfies p.Area > Land area"},
    };
    for (auto const& each : cases) {
        auto const checked = check_expression(each.text, around());
        ASSERT_TRUE(checked.expression) << each.text << checked.mistake->error.message_en();
        EXPECT_EQ(checked.stored, each.stored);
        EXPECT_EQ(checked.shown_zh, each.zh);
        EXPECT_EQ(checked.shown_en, each.en);
    }
}

/// What is printed reads back as the same tree: printed again, it is the same text.
TEST(Printer, PrintsWhatReadsBack) {
    char const* const texts[] = {
        "(1 + 2) * 3 - 4 / (5 - 6)",
        "-2 ** 2",
        "-(2 ** 2)",
        "2 ** (3 ** 2)",
        "1 - (2 - 3)",
        "(true or false) and not(true)",
        "(if true then 1 else 2) + 3",
        "x in ([1..5), > 9, \"a\")",
        "total_investment between 1 and 5 and kind = \"a\\\"b\"",
        "[1, 2, 3][item > 1][-1]",
        "for i in 1..3, j in [10, 20] return i * j",
        "every i in [1] satisfies (some j in [i] satisfies j = i)",
        "{a: 1, \"b c!\": a + 1}.a",
        "(function(a: number, b) a + b)(b: 1, a: 2)",
        "signed_on > @\"2024-01-01\" and signed_on instance of date",
        "(< 10) = (< 10)",
        "substring(string: \"foobar\", start position: 3)",
        "date and time(\"2024-01-01T00:00:00\").year",
        "(1 + 2) instance of number",
    };
    for (auto const* text : texts) {
        auto const environment = around();
        auto const first = parse_expression(text, environment);
        ASSERT_TRUE(first.ok()) << text << first.error().message_en();
        for (auto const wording : {Wording::kStored, Wording::kChinese, Wording::kEnglish}) {
            auto const printed = print(**first, environment, wording);
            auto const second = parse_expression(printed, environment);
            ASSERT_TRUE(second.ok()) << printed << second.error().message_en();
            EXPECT_EQ(print(**second, environment, wording), printed) << text;
            EXPECT_EQ(print(**second, environment, Wording::kStored),
                      print(**first, environment, Wording::kStored));
        }
    }
}

TEST(Check, EchoesAmountsAndDoubtsUnlikelyOnes) {
    auto const text = [](char const* expression) {
        std::string out;
        auto const checked = check_expression(expression, around());
        for (auto const& amount : checked.amounts) out += amount.zh + " | " + amount.en + "; ";
        for (auto const& notice : checked.notices) out += std::string(notice.error.name()) + "; ";
        return out;
    };
    EXPECT_EQ(text("总投资 >= 100000000"), "1 亿元 | 100 million yuan; ");
    EXPECT_EQ(text("总投资 >= 亿元(1.5)"), "1.5 亿元 | 150 million yuan; ");
    EXPECT_EQ(text("总投资 >= 5"), "5 元 | 5 yuan; feel_unlikely_amount; ");
    EXPECT_EQ(text("0 < 总投资"), "0 元 | 0 yuan; ");
    EXPECT_EQ(text("land_area > 亩(30)"), "20000 平方米（约 30 亩） | 20000 m² (about 30 mu); ");
    EXPECT_EQ(text("总投资 in [亿元(1)..亿元(5)]"),
              "1 亿元 | 100 million yuan; 5 亿元 | 500 million yuan; ");
}

TEST(Check, NoticesWhatCannotBeMeant) {
    struct Case {
        char const* text;
        char const* notice;
    };
    Case const cases[] = {
        {"totalinvestment > 3", "feel_unknown_name"},
        {"kind > 3", "feel_not_comparable"},
        {"kind + 3", "feel_wrong_operand"},
        {"if kind then 1 else 2", "feel_not_boolean"},
        {"park.nme", "feel_no_such_entry"},
        {"substring(\"a\")", "feel_argument_count"},
        {"total_investment > 3 and kind", "feel_not_boolean"},
    };
    for (auto const& each : cases) {
        auto const checked = check_expression(each.text, around());
        ASSERT_TRUE(checked.expression) << each.text;
        bool found = false;
        for (auto const& notice : checked.notices) found |= notice.error.name() == each.notice;
        EXPECT_TRUE(found) << each.text;
    }
    EXPECT_TRUE(check_expression("sum(parcels.area) > 3", around()).notices.empty());
}

TEST(Check, TellsWhereATextIsWrong) {
    auto const checked = check_expression("总投资 >\n  （1）", around());
    ASSERT_TRUE(checked.mistake);
    EXPECT_EQ(checked.mistake->span.begin, std::string("总投资 >\n  ").size());
    EXPECT_EQ(checked.expression, nullptr);
}

TEST(Complete, OffersNamesByIdentifierAndLabel) {
    auto const offered = [](std::string_view text) {
        std::string out;
        for (auto const& each : complete(text, text.size(), around())) {
            if (each.kind != Completion::Kind::kKeyword) out += each.text + " ";
            EXPECT_LE(each.replaces, text.size());
        }
        return out;
    };
    EXPECT_EQ(offered("总投"), "total_investment ");
    EXPECT_EQ(offered("3 + total_inv"), "total_investment ");
    EXPECT_EQ(offered("park.pl"), "planned_area ");
    EXPECT_EQ(offered("所在园区."), "name planned_area ");
    EXPECT_EQ(offered("parcels."), "area ");
    EXPECT_EQ(offered("signed_on.w"), "weekday ");
    EXPECT_NE(offered("subst").find("substring before"), std::string::npos);
}

}  // namespace
}  // namespace agglo::feel
