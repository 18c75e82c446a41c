#include "desk/decision_check.h"

#include <fmt/format.h>

#include "desk/desk_sample.h"
#include "query/decisions.h"

namespace agglo {
namespace {

constexpr char const* kSchema = R"(entity: decision
labels: {zh: 决策模型, en: Decision model}
group: main
code: code
title: name
fields:
  - {name: code, type: text, labels: {zh: 代码, en: Code}, required: true}
  - {name: name, type: text, labels: {zh: 名称, en: Name}}
  - {name: valid_from, type: date, labels: {zh: 生效日期, en: Valid from}}
  - {name: valid_until, type: date, labels: {zh: 失效日期, en: Valid until}}
  - {name: active, type: boolean, labels: {zh: 启用, en: Active}}
  - {name: model, type: long_text, labels: {zh: 模型, en: Model}, length: 500000}
)";

std::string model(std::string_view text) {
    return fmt::format(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"m\" "
        "namespace=\"urn:m\"><decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
        "<literalExpression><text>{}</text></literalExpression></decision></definitions>",
        text);
}

Date day(int year, int month, int day) {
    return *Date::from_civil(year, month, day);
}

class DecisionCheckTest : public testing::Test, protected SampleDesk {
protected:
    DecisionCheckTest() {
        run({created("definition",
                     {{"kind", "schema"}, {"name", "decision.yaml"}, {"text", kSchema}})});
        run({decision("A", day(2023, 1, 1), day(2023, 12, 31))});
    }

    static CommandChange decision(std::string code, Value from, Value until,
                                  Value text = model("1")) {
        return created("decision", {{"code", code},
                                    {"valid_from", std::move(from)},
                                    {"valid_until", std::move(until)},
                                    {"model", std::move(text)}});
    }
};

TEST_F(DecisionCheckTest, KeepsDaysOfOneCodeApart) {
    struct Case {
        char const* code;
        Value from;
        Value until;
        char const* errors;
    };
    constexpr char const* kTaken = "duplicate_value /changes/0/fields/valid_from";
    for (auto const& each : std::vector<Case>{
             {"A", day(2023, 12, 31), {}, kTaken},
             {"A", {}, day(2023, 1, 1), kTaken},
             {"A", {}, {}, kTaken},
             {"A", day(2023, 5, 1), day(2023, 5, 1), kTaken},
             {"A", day(2024, 2, 1), day(2024, 1, 1), "below_minimum /changes/0/fields/valid_until"},
             {"B", {}, {}, ""},
             {"A", day(2024, 1, 1), {}, ""},
             {"A", {}, day(2022, 12, 31), ""},
         }) {
        EXPECT_EQ(errors({decision(each.code, each.from, each.until)}), each.errors) << each.code;
    }
}

TEST_F(DecisionCheckTest, LooksAtWhatTheCommandLeaves) {
    EXPECT_EQ(errors({decision("C", {}, {}), decision("C", {}, {})}),
              "duplicate_value /changes/0/fields/valid_from, "
              "duplicate_value /changes/1/fields/valid_from");
    // One ends earlier as the next begins: in one command.
    EXPECT_EQ(errors({updated("decision", 1, 1, {{"valid_until", day(2023, 6, 30)}}),
                      decision("A", day(2023, 7, 1), {})}),
              "");
    EXPECT_EQ(errors({updated("decision", 1, 2, {{"valid_until", Value()}})}),
              "duplicate_value /changes/0/fields/valid_from");
    EXPECT_EQ(errors({updated("decision", 1, 2, {{"valid_until", Value()}, {"active", false}})}),
              "");
    run({deleted("decision", 2)});
    EXPECT_EQ(errors({updated("decision", 1, 3, {{"active", true}})}), "");
    EXPECT_EQ(errors({restored("decision", 2)}), "duplicate_value /changes/0/fields/valid_from");
}

TEST_F(DecisionCheckTest, CompilesModels) {
    EXPECT_EQ(errors({decision("D", {}, {}, "<x")}), "dmn_not_xml /changes/0/fields/model");
    EXPECT_EQ(errors({decision("D", {}, {}, model("1 +"))}),
              "feel_syntax /changes/0/fields/model/decision[d]");
    EXPECT_EQ(errors({updated("decision", 1, 1, {{"model", "<x/>"}})}),
              "dmn_not_dmn /changes/0/fields/model");
}

TEST_F(DecisionCheckTest, KeepsCompiledModels) {
    DecisionModels models;
    auto const snapshot = desk->snapshot();
    auto const fields = *decision_fields(*snapshot->model);
    EntityView const view(*snapshot, fields.entity);
    auto const first = models.of(view, fields, 0);
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(*first, *models.of(view, fields, 0));
    EXPECT_EQ(models.size(), 1u);
    run({updated("decision", 1, 1, {{"model", model("2")}})});
    auto const later = desk->snapshot();
    EXPECT_NE(*first, *models.of(EntityView(*later, fields.entity), fields, 0));
    EXPECT_EQ(*first, *models.of(view, fields, 0)) << "an earlier point has its own";
    for (size_t i = 0; i < DecisionModels::kModelsMax; ++i)
        run({decision("M" + std::to_string(i), {}, {})});
    auto const last = desk->snapshot();
    for (size_t row = 0; row < EntityView(*last, fields.entity).rows(); ++row)
        EXPECT_TRUE(models.of(EntityView(*last, fields.entity), fields, row).ok());
    EXPECT_EQ(models.size(), DecisionModels::kModelsMax);
}

}  // namespace
}  // namespace agglo
