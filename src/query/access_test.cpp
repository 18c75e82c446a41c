#include <gtest/gtest.h>

#include "query/query_sample.h"
#include "query/record_input.h"
#include "query/record_json.h"

namespace agglo {
namespace {

struct AccessCase {
    char const* name;
    Viewer viewer;
    char const* body;
    char const* ids;
};

constexpr char const* kProjects = R"({"entity":"project"})";
constexpr char const* kMilestones = R"({"entity":"milestone"})";
constexpr char const* kByOffer = R"({"entity":"project","where":[["offer","gt",1]]})";

TEST(Access, ShowsRowsOfTheViewersScope) {
    auto const ledger = sample_ledger();
    auto const officer = with_roles({"officer"});
    AccessCase const cases[] = {
        {"all", with_roles({"leader"}), kProjects, "1 2 3 4 5"},
        {"a region", officer, kProjects, "1 5"},
        {"regions below a region", with_roles({"officer"}, {"4412"}), kProjects, "1 2 5"},
        {"two regions", with_roles({"officer"}, {"441284", "4401"}), kProjects, "2 3"},
        {"no region", with_roles({"officer"}, {}), kProjects, ""},
        {"unknown region", with_roles({"officer"}, {"99"}), kProjects, ""},
        {"shared by all regions", officer, R"({"entity":"region"})", "1 2 3 4"},
        {"by a path", officer, kMilestones, "1 3"},
        {"entity not listed", officer, R"({"entity":"definition"})", "forbidden "},
        {"scope none", with_roles({"nobody"}), kProjects, "forbidden "},
        {"no role", with_roles({}), kProjects, "forbidden "},
        {"role of no schema", with_roles({"king"}), kProjects, "forbidden "},
        {"unknown entity", officer, R"({"entity":"ship"})", "unknown_entity /entity"},
        {"search", officer, R"({"entity":"project","q":"广州"})", ""},
        {"search in own rows", officer, R"({"entity":"project","q":"p1"})", "1"},
        {"search reads no hidden field", officer, R"({"entity":"project","q":"张三"})", ""},
        {"a path to a hidden row", officer,
         R"({"entity":"project","where":[["partner.total","ge",0]]})", ""},
        {"null beyond a hidden row", officer,
         R"({"entity":"project","where":[["partner.code","null",true]]})", "1 5"},
        {"not null beyond one", officer,
         R"({"entity":"project","where":[["partner.code","null",false]]})", ""},
        {"ne beyond one", officer, R"({"entity":"project","where":[["partner.code","ne","x"]]})",
         ""},
        {"a hidden row by code", officer, R"({"entity":"project","where":[["partner","eq","P3"]]})",
         "no_such_reference /where/0/2"},
        {"class shown", with_roles({"leader"}), kByOffer, "1 3"},
        {"class hidden", officer, kByOffer, "unknown_field /where/0/0"},
        {"class hidden on a path", officer,
         R"({"entity":"milestone","where":[["project.offer","gt",1]]})",
         "unknown_field /where/0/0"},
        {"class hidden in sort", officer, R"({"entity":"project","sort":["offer"]})",
         "unknown_field /sort/0"},
        {"wide rows with narrow classes", with_roles({"promoter", "reader"}), kProjects,
         "1 2 3 4 5"},
        {"do not show the narrow role's classes", with_roles({"promoter", "reader"}), kByOffer,
         "unknown_field /where/0/0"},
        {"nor the other order", with_roles({"reader", "promoter"}), kByOffer,
         "unknown_field /where/0/0"},
        {"roles of one scope add up", with_roles({"officer", "promoter"}), kByOffer, "1"},
    };
    for (auto const& c : cases)
        EXPECT_EQ(found(ledger.snapshot(), c.viewer, c.body), c.ids) << c.name;
}

struct GroupCase {
    char const* name;
    char const* body;
    char const* rows;
};

TEST(Access, GroupsAndMeasuresOnlyWhatIsSeen) {
    auto const ledger = sample_ledger();
    GroupCase const cases[] = {
        {"count", R"({"entity":"project","measures":[["count"],["sum","total"]]})",
         R"([{"count":2,"sum_total":200.00}])"},
        {"group", R"({"entity":"project","group":["region"]})",
         R"([{"region":{"id":2,"label":"端州区","code":"441202"},"count":2}])"},
        {"a hidden record is its id", R"({"entity":"project","group":["partner"]})",
         R"([{"partner":{"id":3},"count":1},{"partner":null,"count":1}])"},
        {"what lies beyond it is missing", R"({"entity":"project","group":["partner.code"]})",
         R"([{"partner.code":null,"count":2}])"},
        {"measured",
         R"({"entity":"project","measures":[["max","partner.total"],["count","partner.code"]]})",
         R"([{"max_partner.total":null,"count_partner.code":0}])"},
        {"hidden measure", R"({"entity":"project","measures":[["sum","offer"]]})",
         "unknown_field /measures/0/1"},
        {"hidden denominator", R"({"entity":"project","measures":[["ratio","total","offer"]]})",
         "unknown_field /measures/0/2"},
        {"hidden key", R"({"entity":"project","group":["contact"]})", "unknown_field /group/0"},
    };
    for (auto const& c : cases) {
        EXPECT_EQ(answered(ledger.snapshot(), with_roles({"officer"}), c.body), c.rows) << c.name;
    }
}

TEST(Access, SortsHiddenRecordsWithoutTheirNames) {
    auto const ledger = sample_ledger();
    auto const officer = with_roles({"officer"});
    // Project 5 refers to a hidden record: what lies beyond is missing, so it stays behind by id.
    EXPECT_EQ(
        found(ledger.snapshot(), officer, R"({"entity":"project","sort":["-partner.total"]})"),
        "1 5");
    EXPECT_EQ(
        found(ledger.snapshot(), owner(), R"({"entity":"project","sort":["-partner.total"]})"),
        "2 5 1 3 4");
    auto query = *parse_query(R"({"entity":"project","sort":["partner"],"limit":1})");
    auto const page = find_records(ledger.snapshot(), officer, query);
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->next_cursor.find(to_hex("广州")), std::string::npos);
}

std::string record_text(SampleLedger const& ledger, Viewer const& viewer, std::string const& entity,
                        size_t row) {
    JsonWriter json;
    EntityAccess const access(ledger.snapshot(), viewer, ledger.view(entity).index());
    write_record(json, ledger.snapshot(), access, ledger.view(entity).index(), row);
    return json.take();
}

TEST(RecordJson, LeavesOutWhatIsHidden) {
    auto const ledger = sample_ledger();
    EXPECT_EQ(
        record_text(ledger, with_roles({"reader"}), "project", 0),
        R"({"id":1,"label":"金利新材料","code":"P1","version":1,"fields":{"code":"P1","name":"金利新材料",)"
        R"("region":{"id":2,"label":"端州区","code":"441202"},"stage":"signed"}})");
    EXPECT_EQ(
        record_text(ledger, with_roles({"officer"}), "project", 4),
        R"({"id":5,"label":"端州二期","code":"P5","version":1,"fields":{"code":"P5","name":"端州二期",)"
        R"("region":{"id":2,"label":"端州区","code":"441202"},"partner":{"id":3},"total":100.00,)"
        R"("signed_on":"2023-01-01","stage":"signed"}})");
    // The title of a milestone is internal, and a reader of public fields sees no field of it.
    EXPECT_EQ(record_text(ledger, with_roles({"reader"}), "milestone", 0),
              R"({"id":1,"label":"#1","version":1,"fields":{}})");
}

TEST(RecordJson, WritesEveryType) {
    auto const ledger = sample_ledger();
    EXPECT_EQ(
        record_text(ledger, owner(), "project", 0),
        R"({"id":1,"label":"金利新材料","code":"P1","version":1,"fields":{"code":"P1","name":"金利新材料",)"
        R"("note":"ＡＢＣ高分子 Polymer","region":{"id":2,"label":"端州区","code":"441202"},"total":100.00,)"
        R"("offer":90.00,"contact":"张三","rate":-0.500,"share":0.250000,"land":3000.00,"jobs":10,)"
        R"("signed_on":"2021-02-03","due":"2024-05","seen_at":"2024-01-01T00:00:00Z","stage":"signed",)"
        R"("industry":"c261","tags":["新","快"],"industries":["c26","i"],"key_project":true,)"
        R"("place":{"type":"Point","coordinates":[112.5,23]}}})");
}

struct ReferenceCase {
    Viewer viewer;
    char const* entity;
    char const* text;
    char const* answer;
};

TEST(ResolveReference, FindsByCodeThenTitleWithinScope) {
    auto ledger = sample_ledger();
    ledger.add("project", {{"code", "端州二期"}, {"name", "重名"}, {"region", "2"}});
    ledger.add("project", {{"code", "P8"}, {"name", "重名"}, {"region", "2"}});
    ledger.add("project", {{"code", "P9"}, {"name", "金利新材料"}, {"region", "4"}});
    auto const officer = with_roles({"officer"});
    ReferenceCase const cases[] = {
        {owner(), "project", "P1", "1"},
        {owner(), "project", " P1 ", "1"},
        {owner(), "project", "四会电子", "2"},
        {owner(), "project", "端州二期", "7"},  // a code goes before a title
        {owner(), "project", "重名", "ambiguous_reference "},
        {owner(), "project", "金利新材料", "ambiguous_reference "},
        {officer, "project", "金利新材料", "1"},  // the other one is not seen
        {officer, "project", "P3", "no_such_reference "},
        {officer, "project", "广州软件", "no_such_reference "},
        {owner(), "project", "P6", "no_such_reference "},  // deleted
        {owner(), "project", "", "no_such_reference "},
        {with_roles({"reader"}), "milestone", "开工", "no_such_reference "},  // its title is hidden
        {owner(), "milestone", "开工", "1"},
        {officer, "definition", "x", "no_such_reference "},
    };
    for (auto const& c : cases) {
        auto const entity = ledger.view(c.entity).index();
        auto const found = resolve_reference(ledger.snapshot(), c.viewer, entity, c.text);
        EXPECT_EQ(found.ok() ? std::to_string(found->id) : shown(found.error()), c.answer)
            << c.text;
    }
}

TEST(EntityAccess, EditsOnlyInTheScopeOfARoleThatEdits) {
    auto const ledger = sample_ledger();
    auto const project = ledger.view("project").index();
    EntityAccess const both(ledger.snapshot(), with_roles({"leader", "officer"}), project);
    EXPECT_TRUE(both.may_read_row(2) && both.all_rows() && both.may(Action::kEdit));
    EXPECT_TRUE(both.rights(0).may(Action::kEdit));
    EXPECT_FALSE(both.rights(2).may(Action::kEdit));
    EntityAccess const clerk(ledger.snapshot(), with_roles({"clerk"}), project);
    EXPECT_TRUE(clerk.rights(2).may(Action::kEdit));
    EntityAccess const leader(ledger.snapshot(), with_roles({"leader"}), project);
    EXPECT_FALSE(leader.may(Action::kEdit) || leader.rights(0).may(Action::kEdit));
}

}  // namespace
}  // namespace agglo
