#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/model.h"

namespace agglo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A small schema; each case below spoils one file of it.
constexpr char const* kGroups = "groups:\n  - {name: space, labels: {zh: 空间, en: Space}}\n";
constexpr char const* kUnits =
    "units:\n  - {name: yuan, labels: {zh: 元, en: yuan}}\n  - {name: m2, labels: {zh: 平方米, en: "
    "m²}}\n";
constexpr char const* kLevel = R"(enumeration: level
labels: {zh: 层级, en: Level}
ordered: true
values:
  - {code: city, labels: {zh: 市, en: City}, aliases: [地级市]}
  - {code: county, labels: {zh: 县, en: County}, parent: city}
)";
constexpr char const* kRegion = R"(entity: region
labels: {zh: 行政区, en: Region}
description: {zh: 行政区划, en: A division}
group: space
code: code
title: name
list: [code, name]
fields:
  - {name: code, type: text, labels: {zh: 代码, en: Code}, unique: true, check: region_code}
  - {name: name, type: text, labels: {zh: 名称, en: Name}, required: true, search: true}
  - {name: level, type: enumeration, of: level, labels: {zh: 层级, en: Level}}
)";
constexpr char const* kPark = R"(entity: park
labels: {zh: 园区, en: Park}
group: space
title: name
scope: region
field_groups:
  - {name: identity, labels: {zh: 基本, en: Identity}}
  - {name: money, labels: {zh: 资金, en: Money}}
fields:
  - {name: name, type: text, labels: {zh: 园区名称, en: Name}, aliases: [园区], was: title}
  - {name: region, type: reference, to: region, labels: {zh: 行政区, en: Region}}
  - {name: cost, type: money, labels: {zh: 造价, en: Cost}, group: money, min: 0, class: confidential}
  - {name: opened_on, type: date, labels: {zh: 启用日期, en: Opened on}, min: 2000-01-01}
  - {name: levels, type: list, items: enumeration, of: level, labels: {zh: 层级, en: Levels}}
)";
constexpr char const* kRoles = R"(roles:
  - name: clerk
    labels: {zh: 办事员, en: Clerk}
    scope: region
    read: [public, internal]
    entities: [park, region]
    edit: [park]
    admin: false
)";

std::vector<SchemaFile> sample() {
    return {{"enumerations/level.yaml", kLevel},
            {"groups.yaml", kGroups},
            {"park.yaml", kPark},
            {"region.yaml", kRegion},
            {"roles.yaml", kRoles},
            {"units.yaml", kUnits}};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    auto const at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::vector<std::string> mistakes_of(Result<Model> const& model) {
    std::vector<std::string> messages;
    if (model.ok()) return messages;
    EXPECT_EQ(model.error().code(), ErrorCode::kValidationFailed);
    for (auto const& detail : model.error().details()) {
        EXPECT_EQ(detail.code(), ErrorCode::kBadSchema);
        EXPECT_FALSE(detail.message_zh().empty());
        messages.push_back(detail.message_en());
    }
    return messages;
}

TEST(ReadModel, ReadsTheSample) {
    auto const model = read_model(sample());
    ASSERT_TRUE(model.ok()) << testing::PrintToString(mistakes_of(model));
    auto const* park = model->find_entity("park");
    ASSERT_NE(park, nullptr);
    EXPECT_THAT(park->scope, ElementsAre("region"));
    EXPECT_EQ(park->fields.size(), 5 + std::size(kReservedFields));
    EXPECT_TRUE(park->fields[*park->field_index("source")].reserved);
    EXPECT_EQ(park->field_index_any(" 园区 "), park->field_index("name"));
    EXPECT_EQ(park->field_index_any("OPENED  ON"), park->field_index("opened_on"));
    EXPECT_EQ(park->field_index_any("面积"), std::nullopt);

    auto const& cost = park->fields[*park->field_index("cost")];
    EXPECT_EQ(cost.scale, 2);
    EXPECT_EQ(cost.unit, "yuan");
    EXPECT_EQ(cost.group, "money");
    EXPECT_EQ(cost.field_class, FieldClass::kConfidential);
    EXPECT_EQ(cost.min, (Decimal{0, 2}));
    EXPECT_EQ(park->fields[*park->field_index("name")].group, "identity");
    EXPECT_EQ(park->fields[*park->field_index("name")].was, "title");
    EXPECT_EQ(model->entities[*park->fields[1].target].name, "region");

    auto const* level = model->find_enumeration("level");
    ASSERT_NE(level, nullptr);
    EXPECT_EQ(level->find_any("地级市"), level->find("city"));
    EXPECT_EQ(level->values[1].parent, "city");
    EXPECT_TRUE(level->ordered);

    auto const* clerk = model->find_role("clerk");
    ASSERT_NE(clerk, nullptr);
    EXPECT_TRUE(clerk->may(Action::kEdit, "park"));
    EXPECT_FALSE(clerk->may(Action::kEdit, "region"));
    EXPECT_TRUE(clerk->may(Action::kExport, "region"));
    EXPECT_TRUE(clerk->grants[0].shows(FieldClass::kInternal));
    EXPECT_FALSE(clerk->grants[0].shows(FieldClass::kPersonal));
}

TEST(ReadModel, TakesAdditions) {
    auto files = sample();
    files.push_back(
        {"enumerations/level.yaml",
         "enumeration: level\nvalues:\n  - {code: town, labels: {zh: 镇, en: Town}}\n"});
    files.push_back(
        {"park.yaml",
         "entity: park\nlist: [name, cost]\nfields:\n"
         "  - {name: slogan, type: text, labels: {zh: 口号, en: Slogan}, group: money}\n"});
    auto const model = read_model(files);
    ASSERT_TRUE(model.ok()) << testing::PrintToString(mistakes_of(model));
    auto const* park = model->find_entity("park");
    EXPECT_EQ(park->field_index("slogan"), 5u);
    EXPECT_EQ(park->field_index("source"), 6u);
    EXPECT_EQ(park->list_fields.size(), 2u);
    EXPECT_TRUE(model->find_enumeration("level")->find_any("镇"));
}

struct MistakeCase {
    char const* file;
    char const* from;
    char const* to;
    char const* message;  // in English, with its place
};

class ReadModelMistakes : public testing::TestWithParam<MistakeCase> {};

TEST_P(ReadModelMistakes, SaysWhatAndWhere) {
    auto const& [path, from, to, message] = GetParam();
    auto files = sample();
    for (auto& file : files) {
        if (file.path == path) file.text = replaced(file.text, from, to);
    }
    EXPECT_THAT(mistakes_of(read_model(files)), testing::Contains(HasSubstr(message)));
}

INSTANTIATE_TEST_SUITE_P(
    Entity, ReadModelMistakes,
    testing::Values(
        MistakeCase{"park.yaml", "entity: park", "entity: parc",
                    "park.yaml:1:9: the file should be named “parc.yaml”"},
        MistakeCase{"park.yaml", "group: space", "gruop: space",
                    "park.yaml:3:1: unknown key “gruop”"},
        MistakeCase{"park.yaml", "group: space\n", "", "park.yaml:1:1: “group” is missing"},
        MistakeCase{"park.yaml", "group: space", "group: place",
                    "park.yaml:3:8: there is no navigation group “place”"},
        MistakeCase{"park.yaml", "group: space", "group: space\ngroup: space",
                    "park.yaml:4:1: the key “group” is repeated"},
        MistakeCase{"park.yaml", "{zh: 园区, en: Park}", "{zh: 园区}",
                    "park.yaml:2:9: “en” is missing"},
        MistakeCase{"park.yaml", "labels: {zh: 园区, en: Park}\n", "",
                    "park.yaml:1:1: “labels” is missing"},
        MistakeCase{"park.yaml", "title: name", "title: nam",
                    "park.yaml:4:8: there is no field “nam”"},
        MistakeCase{"park.yaml", "title: name", "title: name\nlist: [name, areas]",
                    "park.yaml:5:14: there is no field “areas”"},
        MistakeCase{"park.yaml", "title: name", "title: name\ncode: cost",
                    "park.yaml:5:7: the code field should be a text"},
        MistakeCase{"park.yaml", "scope: region", "scope: cost",
                    "park.yaml:5:8: “park” has no reference field “cost”"},
        MistakeCase{"park.yaml", "scope: region", "scope: region.code",
                    "park.yaml:5:8: “region” has no reference field “code”"},
        MistakeCase{"region.yaml",
                    "list:", "scope: sibling\nlist:", "region.yaml:7:8: “region” has no reference"},
        MistakeCase{"park.yaml", "entity: park", "entity: park\n  broken: [", "park.yaml:2:"},
        MistakeCase{"park.yaml",
                    "fields:", "fields: 3\nrest:", "park.yaml:9:9: “fields” should be a list"},
        MistakeCase{"units.yaml", "units:", "unit:", "the file should declare entity, enumeration"},
        MistakeCase{"groups.yaml", "name: space", "name: Space",
                    "groups.yaml:2:12: the name “Space” should be snake_case"}));

INSTANTIATE_TEST_SUITE_P(
    Field, ReadModelMistakes,
    testing::Values(
        MistakeCase{"park.yaml", "type: money", "type: cash",
                    "park.yaml:12:24: there is no type “cash”"},
        MistakeCase{"park.yaml", "name: cost", "name: name",
                    "park.yaml:12:12: the name “name” is declared twice"},
        MistakeCase{"park.yaml", "name: cost", "name: published",
                    "park.yaml:12:12: “published” is a reserved name"},
        MistakeCase{"park.yaml", "name: cost", "name: id",
                    "park.yaml:12:12: “id” is a reserved name"},
        MistakeCase{"park.yaml", "{zh: 造价, en: Cost}", "{zh: 园区, en: Cost}",
                    "“园区” already stands for the field “name”"},
        MistakeCase{"park.yaml", "aliases: [园区]", "aliases: [园区, ＣＯＳＴ]",
                    "“cost” already stands for the field “name”"},
        MistakeCase{"park.yaml", "group: money", "group: funds",
                    "park.yaml:12:70: there is no field group “funds”"},
        MistakeCase{"park.yaml", "class: confidential", "class: secret",
                    "there is no class “secret”"},
        MistakeCase{"park.yaml", "to: region", "to: regio",
                    "park.yaml:11:41: there is no entity “regio”"},
        MistakeCase{"park.yaml", "to: region, ", "", "a field of type “reference” needs “to”"},
        MistakeCase{"park.yaml", "of: level", "of: levels", "there is no enumeration “levels”"},
        MistakeCase{"park.yaml", "items: enumeration, ", "",
                    "a field of type “list” needs “items”"},
        MistakeCase{"park.yaml", "items: enumeration", "items: number",
                    "items should be text or enumeration"},
        MistakeCase{"park.yaml", "min: 0", "min: zero",
                    "“zero” cannot bound a field of type “money”"},
        MistakeCase{"park.yaml", "min: 0", "min: 0.001",
                    "“0.001” cannot bound a field of type “money”"},
        MistakeCase{"park.yaml", "min: 0", "min: 5, max: 4", "min is above max"},
        MistakeCase{"park.yaml", "min: 2000-01-01", "min: 2000-13-01",
                    "cannot bound a field of type “date”"},
        MistakeCase{"park.yaml", "min: 0", "unit: dollar", "there is no unit “dollar”"},
        MistakeCase{"park.yaml", "min: 0", "length: 5", "a field of type “money” has no “length”"},
        MistakeCase{"park.yaml", "min: 0", "required: maybe", "“required” should be true or false"},
        MistakeCase{"park.yaml", "type: money", "type: decimal", "a decimal states its scale"},
        MistakeCase{"park.yaml", "type: money", "type: decimal, scale: 10",
                    "“scale” should be a whole number from 0 to 9"},
        MistakeCase{"park.yaml", "was: title", "was: cost",
                    "the former name “cost” is still a field"},
        MistakeCase{"region.yaml", "check: region_code", "check: passport",
                    "region.yaml:9:83: there is no check “passport”"},
        MistakeCase{"region.yaml", "check: region_code", "severity: error",
                    "severity belongs to check"}));

INSTANTIATE_TEST_SUITE_P(
    EnumerationAndRole, ReadModelMistakes,
    testing::Values(MistakeCase{"enumerations/level.yaml", "code: county", "code: city",
                                "level.yaml:6:12: the code “city” is declared twice"},
                    MistakeCase{"enumerations/level.yaml", "parent: city", "parent: town",
                                "there is no value to be the parent “town”"},
                    MistakeCase{"enumerations/level.yaml", "parent: city", "parent: county",
                                "the parents form a circle or go too deep"},
                    MistakeCase{"enumerations/level.yaml", "{zh: 县, en: County}, parent: city",
                                "{zh: 地级市, en: County}",
                                "“地级市” already stands for the value “city”"},
                    MistakeCase{"enumerations/level.yaml", "labels: {zh: 县, en: County}, ", "",
                                "level.yaml:6:5: “labels” is missing"},
                    MistakeCase{"roles.yaml", "scope: region", "scope: mine",
                                "roles.yaml:4:12: scope should be all, region, park, own or none"},
                    MistakeCase{"roles.yaml", "[public, internal]", "[public, secret]",
                                "there is no class “secret”"},
                    MistakeCase{"roles.yaml", "[park, region]", "[park, regions]",
                                "there is no entity “regions”"},
                    MistakeCase{"roles.yaml", "edit: [park]", "edit: [\"*\"]",
                                "“*” may be edited but is not among the entities"}));

TEST(ReadModel, ReportsEveryMistakeInOrder) {
    auto files = sample();
    for (auto& file : files) {
        if (file.path == "park.yaml") file.text = replaced(file.text, "type: money", "type: cash");
        if (file.path == "park.yaml")
            file.text = replaced(file.text, "group: space", "group: place");
        if (file.path == "enumerations/level.yaml")
            file.text = replaced(file.text, "parent: city", "parent: x");
    }
    auto const mistakes = mistakes_of(read_model(files));
    ASSERT_EQ(mistakes.size(), 3u) << testing::PrintToString(mistakes);
    EXPECT_THAT(mistakes[0], HasSubstr("enumerations/level.yaml:6:"));
    EXPECT_THAT(mistakes[1], HasSubstr("park.yaml:3:"));
    EXPECT_THAT(mistakes[2], HasSubstr("park.yaml:12:"));
}

TEST(ReadModel, SaysMistakesInChinese) {
    auto files = sample();
    files[2].text = replaced(files[2].text, "type: money", "type: cash");
    auto const model = read_model(files);
    ASSERT_FALSE(model.ok());
    EXPECT_EQ(model.error().details().at(0).message_zh(), "park.yaml:12:24: 没有类型“cash”");
}

TEST(ReadModel, RefusesTitlesInACircle) {
    auto files = sample();
    files[3].text = replaced(files[3].text, "title: name", "title: park");
    files[3].text += "  - {name: park, type: reference, to: park, labels: {zh: 园区, en: Park}}\n";
    files[2].text = replaced(files[2].text, "title: name", "title: region");
    EXPECT_THAT(mistakes_of(read_model(files)),
                testing::Contains(HasSubstr("the titles refer to each other in a circle")));
}

TEST(ReadModel, SurvivesStrangeTexts) {
    for (auto const* text :
         {"", "[]", "a: &a [*a, *a]", "\xff\xfe", "? {a: b}\n: c", "entity: {a: b}",
          "entity: park\nfields: [1, [2], {name: []}]", "roles: [{name: ~}]", "\t- : [}"}) {
        EXPECT_FALSE(read_model({{"x.yaml", text}}).ok()) << text;
    }
    EXPECT_FALSE(read_model({{"x.yaml", std::string(100'000, '[')}}).ok());
    EXPECT_TRUE(read_model({}).ok());
}

// What the product ships: 3-domain.md's entities, and the pack's on top, without a mistake.
TEST(ShippedSchema, IsSound) {
    auto const files = read_schema_files(AGGLO_SOURCE_DIR "/schema");
    ASSERT_TRUE(files.ok());
    auto const model = read_model(*files);
    ASSERT_TRUE(model.ok()) << testing::PrintToString(mistakes_of(model));
    EXPECT_GE(model->entities.size(), 80u);
    auto const& industry = *model->find_enumeration("industry");
    EXPECT_EQ(industry.values[*industry.find("3841")].labels.zh, "锂离子电池制造");
    EXPECT_EQ(industry.find_any("制糖业"), industry.find("134"));
    for (auto const& entity : model->entities) {
        EXPECT_TRUE(entity.title_field) << entity.name;
        EXPECT_FALSE(entity.list_fields.empty()) << entity.name;
    }
}

// Whatever label a ledger uses leads to the value, or to the group it is the only member of.
TEST(ShippedSchema, FindsEveryLabel) {
    auto const model = read_model(*read_schema_files(AGGLO_SOURCE_DIR "/schema"));
    ASSERT_TRUE(model.ok());
    for (auto const& enumeration : model->enumerations) {
        for (auto const& value : enumeration.values) {
            for (auto const& label : {value.labels.zh, value.labels.en}) {
                auto const found = enumeration.find_any(label);
                ASSERT_TRUE(found) << enumeration.name << " " << label;
                EXPECT_TRUE(value.code.starts_with(enumeration.values[*found].code) ||
                            value.parent == enumeration.values[*found].code)
                    << enumeration.name << " " << label;
            }
        }
    }
}

TEST(ReadSchemaFiles, NeedsAFolder) {
    auto const files = read_schema_files("/no/such/folder");
    ASSERT_FALSE(files.ok());
    EXPECT_EQ(files.error().code(), ErrorCode::kFileNotFound);
}

}  // namespace
}  // namespace agglo
