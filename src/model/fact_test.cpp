#include "model/fact.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "geo/shape.h"

namespace agglo {
namespace {

Model sample_model() {
    auto model = read_model({
        {"enumerations/stage.yaml",
         "enumeration: stage\nlabels: {zh: 阶段, en: Stage}\nvalues:\n"
         "  - {code: signed, labels: {zh: 签约, en: Signed}, aliases: [已签约]}\n"
         "  - {code: started, labels: {zh: 开工, en: Started}}\n"
         "  - {code: A, labels: {zh: 农、林、牧、渔业, en: Agriculture}}\n"},
        {"groups.yaml", "groups:\n  - {name: all, labels: {zh: 全部, en: All}}\n"},
        {"thing.yaml", R"(entity: thing
labels: {zh: 物, en: Thing}
group: all
fields:
  - {name: name, type: text, length: 4, labels: {zh: 名称, en: Name}}
  - {name: uscc, type: text, check: uscc, labels: {zh: 信用代码, en: Credit code}}
  - {name: phone, type: text, check: phone, severity: error, labels: {zh: 电话, en: Telephone}}
  - {name: count, type: integer, min: 0, max: 10, labels: {zh: 数量, en: Count}}
  - {name: ratio, type: decimal, scale: 3, labels: {zh: 比, en: Ratio}}
  - {name: cost, type: money, min: 0, labels: {zh: 造价, en: Cost}}
  - {name: size, type: area, labels: {zh: 面积, en: Size}}
  - {name: part, type: share, max: 1, labels: {zh: 占比, en: Part}}
  - {name: good, type: boolean, labels: {zh: 好, en: Good}}
  - {name: made_on, type: date, min: 2000-01-01, labels: {zh: 日期, en: Made on}}
  - {name: month, type: month, labels: {zh: 月份, en: Month}}
  - {name: at, type: instant, labels: {zh: 时刻, en: At}}
  - {name: owner, type: reference, to: thing, labels: {zh: 主人, en: Owner}}
  - {name: stage, type: enumeration, of: stage, labels: {zh: 阶段, en: Stage}}
  - {name: stages, type: list, items: enumeration, of: stage, labels: {zh: 各阶段, en: Stages}}
  - {name: words, type: list, items: text, labels: {zh: 词, en: Words}}
  - {name: place, type: point, labels: {zh: 位置, en: Place}}
  - {name: extent, type: polygon, labels: {zh: 范围, en: Extent}}
)"},
    });
    EXPECT_TRUE(model.ok());
    return std::move(*model);
}

Model const& model() {
    static Model const kModel = sample_model();
    return kModel;
}

Field const& field(std::string_view name) {
    auto const& thing = *model().find_entity("thing");
    return thing.fields[*thing.field_index(name)];
}

struct TextCase {
    char const* field;
    char const* text;
    char const* shown;  // by fact_to_text in zh; nullptr: refused with `code`
    ErrorCode code = ErrorCode::kInternal;
};

class FactFromText : public testing::TestWithParam<TextCase> {};

TEST_P(FactFromText, ReadsOrRefuses) {
    auto const& [name, text, shown, code] = GetParam();
    auto const fact = fact_from_text(model(), field(name), text);
    if (!shown) {
        ASSERT_FALSE(fact.ok()) << name << " " << text;
        EXPECT_EQ(fact.error().code(), code) << text << ": " << fact.error().message_en();
        return;
    }
    ASSERT_TRUE(fact.ok()) << name << " " << text << ": " << fact.error().message_en();
    EXPECT_EQ(fact_to_text(model(), field(name), *fact, true), shown) << text;
}

using enum ErrorCode;

INSTANTIATE_TEST_SUITE_P(Texts, FactFromText,
                         testing::Values(TextCase{"name", " 四会 ", "四会"},
                                         TextCase{"name", "", ""},
                                         TextCase{"name", "四会高要端", nullptr, kTooLong},
                                         TextCase{"name", "a\x01", nullptr, kBadText},
                                         TextCase{"uscc", "123", "123"},  // only warned of
                                         TextCase{"phone", "13800138000", "13800138000"},
                                         TextCase{"phone", "abc", nullptr, kCheckFailed}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, FactFromText,
    testing::Values(
        TextCase{"count", "7", "7"}, TextCase{"count", "７", "7"}, TextCase{"count", "7.0", "7"},
        TextCase{"count", "7.5", nullptr, kTooManyDecimals},
        TextCase{"count", "-1", nullptr, kBelowMinimum},
        TextCase{"count", "11", nullptr, kAboveMaximum},
        TextCase{"count", "seven", nullptr, kWrongType}, TextCase{"ratio", "1.250", "1.25"},
        TextCase{"ratio", "0.0001", nullptr, kTooManyDecimals},
        TextCase{"cost", "1,234,567.89", "1234567.89"},
        TextCase{"cost", "1,5", nullptr, kWrongType},
        TextCase{"cost", "12,34,567", nullptr, kWrongType},
        TextCase{"cost", "3.2亿元", "320000000"}, TextCase{"cost", "５０００万", "50000000"},
        TextCase{"cost", "120 元", "120"}, TextCase{"cost", "1.234", nullptr, kTooManyDecimals},
        TextCase{"cost", "99999999999999999999", nullptr, kOutOfRange},
        TextCase{"cost", "-3", nullptr, kBelowMinimum}, TextCase{"size", "150亩", "100000"},
        TextCase{"size", "1亩", "666.67"}, TextCase{"size", "2公顷", "20000"},
        TextCase{"size", "5㎡", "5"}, TextCase{"size", "992平方公里", "992000000"},
        TextCase{"part", "84%", "0.84"}, TextCase{"part", "0.5", "0.5"},
        TextCase{"part", "101%", nullptr, kAboveMaximum}));

INSTANTIATE_TEST_SUITE_P(Dates, FactFromText,
                         testing::Values(TextCase{"made_on", "2023-05-01", "2023-05-01"},
                                         TextCase{"made_on", "2023/5/1", "2023-05-01"},
                                         TextCase{"made_on", "2023.5.1", "2023-05-01"},
                                         TextCase{"made_on", "2023年5月1日", "2023-05-01"},
                                         TextCase{"made_on", "20230501", "2023-05-01"},
                                         TextCase{"made_on", "2023-05-01 00:00:00", "2023-05-01"},
                                         TextCase{"made_on", "2023-02-29", nullptr, kBadDate},
                                         TextCase{"made_on", "2023年5月", nullptr, kBadDate},
                                         TextCase{"made_on", "23-5-1", nullptr, kBadDate},
                                         TextCase{"made_on", "1999-12-31", nullptr, kBelowMinimum},
                                         TextCase{"month", "2023-05", "2023-05"},
                                         TextCase{"month", "2023年5月", "2023-05"},
                                         TextCase{"month", "202305", "2023-05"},
                                         TextCase{"month", "2023-05-17", "2023-05"},
                                         TextCase{"month", "2023-13", nullptr, kBadDate},
                                         TextCase{"month", "2023", nullptr, kBadDate},
                                         TextCase{"at", "2023-05-01 08:00", "2023-05-01T00:00:00Z"},
                                         TextCase{"at", "2023-05-01T08:00:00+08:00",
                                                  "2023-05-01T00:00:00Z"},
                                         TextCase{"at", "yesterday", nullptr, kBadDate}));

INSTANTIATE_TEST_SUITE_P(
    Codes, FactFromText,
    testing::Values(TextCase{"good", "是", "是"}, TextCase{"good", "TRUE", "是"},
                    TextCase{"good", "无", "否"}, TextCase{"good", "也许", nullptr, kWrongType},
                    TextCase{"stage", "signed", "签约"}, TextCase{"stage", "已签约", "签约"},
                    TextCase{"stage", "STARTED", "开工"},
                    TextCase{"stage", "完工", nullptr, kNotInEnumeration},
                    TextCase{"stages", "签约、开工", "签约、开工"},
                    TextCase{"stages", "signed; Started", "签约、开工"},
                    TextCase{"stages", "农、林、牧、渔业", "农、林、牧、渔业"},
                    TextCase{"stages", "签约、完工", nullptr, kNotInEnumeration},
                    TextCase{"words", "电芯，正极\n负极", "电芯、正极、负极"},
                    TextCase{"owner", "四会", "四会"},
                    TextCase{"place", "POINT (112.5 23.1)", "POINT (112.5 23.1)"},
                    TextCase{"place", R"({"type":"Point","coordinates":[112.5,23.1]})",
                             "POINT (112.5 23.1)"},
                    TextCase{"extent", "POINT (112.5 23.1)", nullptr, kBadGeometry},
                    TextCase{"place", "here", nullptr, kBadGeometry}));

struct SettleCase {
    char const* field;
    Value value;
    Value settled;  // null: refused
};

class SettleFact : public testing::TestWithParam<SettleCase> {};

TEST_P(SettleFact, BringsToTheFieldsForm) {
    auto const& [name, value, settled] = GetParam();
    auto const fact = settle_fact(model(), field(name), value);
    ASSERT_EQ(fact.ok(), !settled.is_null()) << name;
    if (fact.ok()) {
        EXPECT_EQ(*fact, settled) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SettleFact,
    testing::Values(SettleCase{"cost", 12, Decimal{1200, 2}},
                    SettleCase{"cost", Decimal{125, 1}, Decimal{1250, 2}},
                    SettleCase{"cost", "12", Value()}, SettleCase{"count", Decimal{70, 1}, 7},
                    SettleCase{"count", true, Value()}, SettleCase{"good", 1, Value()},
                    SettleCase{"good", false, false}, SettleCase{"name", 5, Value()},
                    SettleCase{"month", Date{19'478}, Date{19'478}},  // 2023-05-01
                    SettleCase{"month", Date{19'480}, Date{19'478}},
                    SettleCase{"owner", 3, Reference{3}}, SettleCase{"owner", "四会", Value()},
                    SettleCase{"stage", "签约", Value()},
                    SettleCase{"stages", ValueList{"signed"}, ValueList{"signed"}},
                    SettleCase{"stages", ValueList{1}, Value()}, SettleCase{"words", "a", Value()},
                    SettleCase{"place", point(112.5, 23.1), point(112.5, 23.1)},
                    SettleCase{"extent", point(112.5, 23.1), Value()},
                    SettleCase{"place", Geometry{"junk"}, Value()}));

TEST(SettleFactLimits, EmptyIsNull) {
    EXPECT_TRUE(settle_fact(model(), field("name"), "  ")->is_null());
    EXPECT_TRUE(settle_fact(model(), field("made_on"), "")->is_null());
    EXPECT_TRUE(settle_fact(model(), field("words"), ValueList{})->is_null());
    EXPECT_TRUE(settle_fact(model(), field("count"), Value())->is_null());
}

TEST(SettleFactLimits, ListsEndAtTwoHundred) {
    EXPECT_TRUE(settle_fact(model(), field("words"), ValueList(200, "a")).ok());
    EXPECT_FALSE(settle_fact(model(), field("words"), ValueList(201, "a")).ok());
}

TEST(FactWarning, TellsOfChecks) {
    EXPECT_TRUE(fact_warning(field("uscc"), "91350100M000100Y44"));
    EXPECT_FALSE(fact_warning(field("uscc"), "91350100M000100Y43"));
    EXPECT_FALSE(fact_warning(field("name"), "x"));
}

Value random_value(Random& random, FieldType type) {
    auto const number = random.between(-1'000'000'000, 1'000'000'000);
    switch (type) {
        case FieldType::kInteger: return number;
        case FieldType::kDecimal: return Decimal{number, 3};
        case FieldType::kMoney:
        case FieldType::kArea: return Decimal{number, 2};
        case FieldType::kShare: return Decimal{number, 6};
        case FieldType::kBoolean: return number % 2 == 0;
        case FieldType::kDate: return Date{static_cast<int32_t>(random.between(0, 40'000))};
        case FieldType::kInstant: return Instant{number * 1'000};
        case FieldType::kPoint: return point(static_cast<double>(random.between(-180, 180)), 23.5);
        default: return Value();
    }
}

// What a person is shown can be typed back, in both languages.
TEST(FactToText, IsReadBack) {
    Random random(441200);
    for (auto field : model().find_entity("thing")->fields) {
        field.min.reset();
        field.max.reset();
        for (int i = 0; i < 200; ++i) {
            auto const value = random_value(random, field.type);
            for (bool const zh : {true, false}) {
                auto const text = fact_to_text(model(), field, value, zh);
                auto const read = fact_from_text(model(), field, text);
                ASSERT_TRUE(read.ok()) << field.name << " " << text;
                EXPECT_EQ(*read, value) << field.name << " " << text;
            }
        }
    }
}

TEST(FactToText, SpeaksEnglish) {
    EXPECT_EQ(fact_to_text(model(), field("stage"), "signed", false), "Signed");
    EXPECT_EQ(fact_to_text(model(), field("good"), true, false), "yes");
    EXPECT_EQ(fact_to_text(model(), field("stages"), ValueList{"signed", "started"}, false),
              "Signed, Started");
}

}  // namespace
}  // namespace agglo
