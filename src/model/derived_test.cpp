// What the schema derives: what is read, and what is refused, one spoilt file a case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/derivation_text.h"
#include "model/formula.h"

namespace agglo {
namespace {

constexpr char const* kGroups = "groups:\n  - {name: main, labels: {zh: 主要, en: Main}}\n";
constexpr char const* kFirm = R"yaml(entity: firm
labels: {zh: 企业, en: Firm}
group: main
title: name
fields:
  - {name: name, type: text, labels: {zh: 名称, en: Name}, class: public}
  - {name: tax, type: money, labels: {zh: 税收, en: Tax}, class: confidential}
  - {name: staff, type: integer, labels: {zh: 人数, en: Staff}}
  - {name: note, type: text, labels: {zh: 备注, en: Note}}
)yaml";
constexpr char const* kJob = R"yaml(entity: job
labels: {zh: 岗位, en: Job}
group: main
title: name
fields:
  - {name: name, type: text, labels: {zh: 岗位名称, en: Name}}
  - {name: firm, type: reference, to: firm, labels: {zh: 企业, en: Firm}}
  - {name: pay, type: money, labels: {zh: 薪酬, en: Pay}}
  - {name: since, type: date, labels: {zh: 起始, en: Since}}
)yaml";

Result<Model> model_with(std::string const& firm, std::string const& job = "") {
    std::vector<SchemaFile> files = {
        {"groups.yaml", kGroups}, {"firm.yaml", kFirm + firm}, {"job.yaml", kJob + job}};
    return read_model(files);
}

std::string mistakes(Result<Model> const& model) {
    std::string text;
    if (model.ok()) return text;
    for (auto const& detail : model.error().details()) text += detail.message_en() + "\n";
    return text;
}

TEST(Derived, IsReadAndOrdered) {
    auto const model = model_with(
        "  - {name: per_head, type: decimal, scale: 1, class: confidential, labels: {zh: 人均税收, "
        "en: Per head}, computed: 税收 / 人数}\n"
        "  - {name: jobs, type: integer, labels: {zh: 岗位数, en: Jobs},\n"
        "     rollup: {of: job, by: firm, aggregate: count, where: paid}}\n"
        "invariants:\n"
        "  - {feel: 人数 >= 岗位数, message: {zh: 岗位多于人数, en: More jobs than staff},\n"
        "     severity: warning, fields: [staff]}\n",
        "  - {name: paid, type: boolean, labels: {zh: 有薪, en: Paid}, computed: 薪酬 > 0}\n");
    ASSERT_TRUE(model.ok()) << mistakes(model);
    std::vector<std::string> order;
    for (auto const& [entity, field] : model->derived)
        order.push_back(model->entities[entity].fields[field].name);
    EXPECT_THAT(order, testing::ElementsAre("per_head", "paid", "jobs"));
    auto const& firm = *model->find_entity("firm");
    ASSERT_EQ(firm.invariants.size(), 1u);
    EXPECT_EQ(firm.invariants[0].severity, CheckSeverity::kWarning);
    EXPECT_EQ(firm.invariants[0].fields, std::vector<size_t>{2});
    EXPECT_EQ(derivation_text(*model, {0, *firm.field_index("per_head")}).zh, "税收 / 人数");
    EXPECT_EQ(derivation_text(*model, {0, *firm.field_index("jobs")}).en,
              "count of Job where Paid");
}

struct Refused {
    char const* what;  ///< of the message, with its place
    std::string firm;
    std::string job = "";
};

std::string derived(std::string const& name, std::string const& type, std::string const& how) {
    return "  - {name: " + name + ", type: " + type + ", labels: {zh: Z" + name + ", en: E" + name +
           "}, " + how + "}\n";
}
std::string rollup(std::string const& how, std::string const& type = "integer") {
    return derived("r", type, "rollup: {of: job, by: firm, " + how + "}");
}

TEST(Derived, IsRefused) {
    Refused const cases[] = {
        {"firm.yaml:10:66: There is no variable or function named “profit”",
         derived("x", "integer", "computed: profit")},
        {"expected", derived("x", "integer", "computed: 1 +")},
        {"named “now”", derived("x", "integer", "computed: now().hour")},
        {"the result should be number, is string", derived("x", "integer", "computed: 名称")},
        {"the result should be boolean, is number",
         "invariants:\n  - {feel: 人数, message: {zh: 错, en: Wrong}}\n"},
        {"cannot be computed", derived("x", "point", "computed: 人数")},
        {"a computed field has no “required”",
         derived("x", "integer", "required: true, computed: 人数")},
        {"not both",
         derived("x", "integer", "computed: 人数, rollup: {of: job, by: firm, aggregate: count}")},
        {"derived from “tax” (confidential): its class cannot be lower",
         derived("x", "money", "computed: 税收")},
        {"firm.x → firm.y → firm.x",
         derived("x", "integer", "computed: Zy") + derived("y", "integer", "computed: Zx")},
        {"firm.r → job.z → firm.r", rollup("aggregate: sum, field: z"),
         derived("z", "integer", "computed: 企业.Zr")},
        {"firm.x → firm.x", derived("x", "integer", "computed: Zx + 1")},
        {"aggregate is count", rollup("aggregate: mean, field: pay")},
        {"this rollup needs “field”", rollup("aggregate: sum")},
        {"this rollup has no “order”", rollup("aggregate: count, order: pay")},
        {"this rollup needs “order”", rollup("aggregate: latest, field: pay")},
        {"do not so roll up", rollup("aggregate: sum, field: name")},
        {"do not so roll up", rollup("aggregate: max, field: since")},
        {"a count is a field of type integer", rollup("aggregate: count", "date")},
        {"there is no field “wage”", rollup("aggregate: sum, field: wage")},
        {"should be a number, a date", rollup("aggregate: latest, field: pay, order: name")},
        {"“name” does not refer to this entity",
         derived("r", "integer", "rollup: {of: job, by: name, aggregate: count}")},
        {"there is no entity “jobs”",
         derived("r", "integer", "rollup: {of: jobs, by: firm, aggregate: count}")},
        {"there is no field “nothing”",
         "invariants:\n  - {feel: 人数 > 0, message: {zh: 错, en: Wrong}, fields: [nothing]}\n"},
        {"severity should be warning or error",
         "invariants:\n  - {feel: 人数 > 0, message: {zh: 错, en: Wrong}, severity: bad}\n"},
    };
    for (auto const& [what, firm, job] : cases)
        EXPECT_THAT(mistakes(model_with(firm, job)), testing::HasSubstr(what)) << firm << job;
}

TEST(Derived, NamesNoRecord) {
    auto firm = std::string(kFirm) + derived("x", "text", "computed: 备注");
    firm.replace(firm.find("title: name"), 11, "title: x");
    EXPECT_THAT(mistakes(read_model({{"groups.yaml", kGroups}, {"firm.yaml", firm}})),
                testing::HasSubstr("code and title cannot be computed fields"));
}

}  // namespace
}  // namespace agglo
