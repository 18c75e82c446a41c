// What is derived of a small ledger, value by value.
#include "query/derived/derivation.h"

#include <gtest/gtest.h>

#include "query/access.h"
#include "query/derived/derived_sample.h"
#include "query/derived/shown_snapshots.h"
#include "query/query.h"
#include "state/fold.h"

namespace agglo {
namespace {

using Facts = std::vector<std::pair<std::string, Value>>;

struct Row {
    std::string entity;
    Facts facts;
    ChangeKind kind = ChangeKind::kCreate;
    RecordId id = 0;
};

SnapshotPtr ledger_of(std::vector<Row> const& rows) {
    static auto const model = derived_model();
    LedgerFold fold(empty_snapshot(model, {}));
    std::map<std::string, RecordId> next;
    Entry entry;
    entry.sequence = 0;
    for (auto const& row : rows) {
        ++entry.sequence;
        auto const id = row.kind == ChangeKind::kCreate ? ++next[row.entity] : row.id;
        RecordChange change{row.entity, id, 1, row.kind, {}};
        for (auto const& [name, value] : row.facts) change.fields.push_back({name, {}, value});
        entry.changes = {change};
        fold.apply(entry);
    }
    return fold.finish({entry.sequence, {}, {}});
}

Decimal yuan(int64_t whole) {
    return {whole * 100, 2};
}

/// Of a region with two projects; P1 has three milestones, one of them deleted.
SnapshotPtr small_ledger() {
    auto const milestone = [](int64_t project, std::string name, Value weight) {
        return Row{"milestone",
                   {{"project", Reference{project}}, {"name", name}, {"weight", weight}}};
    };
    return ledger_of({
        {"region", {{"code", "441202"}, {"name", "端州区"}}},
        {"region", {{"code", "441284"}, {"name", "四会市"}}},
        {"project",
         {{"name", "P1"},
          {"region", Reference{1}},
          {"total", yuan(1000)},
          {"jobs", 3},
          {"stage", "signed"},
          {"signed_on", Date{19'990}}}},
        {"project", {{"name", "P2"}, {"region", Reference{1}}, {"partner", Reference{1}}}},
        milestone(1, "开工", 600),
        milestone(1, "竣工", 100),
        milestone(1, "作废", 900),
        milestone(1, "无权重", Value()),
        {"milestone", {}, ChangeKind::kDelete, 3},
    });
}

TEST(Derivation, AnswersByRecord) {
    struct Case {
        char const* entity;
        RecordId id;
        char const* field;
        Value value;
    };
    Case const cases[] = {
        {"project", 1, "per_job", Decimal{33333, 2}},
        {"project", 2, "per_job", Value()},
        {"project", 2, "partner_per_job", Decimal{3333, 1}},
        {"project", 1, "age_days", 10},
        {"project", 2, "age_days", Value()},
        {"project", 1, "region_name", "端州区"},
        {"project", 1, "milestones", 3},
        {"project", 2, "milestones", 0},
        {"project", 1, "heavy_milestones", 1},
        {"project", 1, "weight", 700},
        {"project", 2, "weight", Value()},
        {"project", 1, "lightest", 100},
        {"project", 1, "heaviest", 600},
        {"project", 1, "last_name", "开工"},
        {"project", 1, "due_month", *Date::parse_month("2024-09")},
        {"project", 1, "summary", "3/700"},
        {"milestone", 1, "heavy", true},
        {"milestone", 1, "project_stage", "signed"},
        {"milestone", 1, "project_total", yuan(1000)},
        {"milestone", 3, "heavy", Value()},  // deleted
        {"region", 1, "projects", 2},
        {"region", 1, "invested", yuan(1000)},
        {"region", 1, "young", 1},
        {"region", 1, "weight", 700},
        {"region", 1, "last_signed", Date{19'990}},
        {"region", 2, "projects", 0},
        {"region", 2, "last_signed", Value()},
    };
    auto const facts = small_ledger();
    SnapshotFacts const stored(*facts);
    DerivedFacts const derived(stored, Date{20'000});
    for (auto const& [entity, id, field, value] : cases) {
        EXPECT_EQ(derived.value(address_of(*facts->model, entity, field), id), value)
            << entity << "#" << id << "." << field;
    }
}

// Computed fields are asked for like any other.
TEST(Derivation, IsQueriedLikeFacts) {
    struct Case {
        char const* query;
        char const* answer;
    };
    Case const cases[] = {
        {R"({"entity":"project","where":[["milestones","gt",0]]})", "P1 "},
        {R"({"entity":"project","where":[["weight","null",true]]})", "P2 "},
        {R"({"entity":"project","filter":"节点数 = 0"})", "P2 "},
        {R"({"entity":"project","where":[["region.projects","eq",2]],"sort":["milestones"]})",
         "P2 P1 "},
        {R"({"entity":"project","sort":["-per_job"]})", "P1 P2 "},
        {R"({"entity":"project","where":[["age_days","eq",10]],"on":"2024-10-04"})", "P1 "},
    };
    ShownSnapshots shown;
    auto const facts = small_ledger();
    for (auto const& [text, answer] : cases) {
        auto const query = parse_query(text);
        ASSERT_TRUE(query.ok()) << text;
        auto const snapshot = shown.of(facts, query->day());
        auto const page = find_records(*snapshot, Viewer::owner("test"), *query);
        ASSERT_TRUE(page.ok()) << text << page.error().message_en();
        std::string names;
        EntityView const view(*snapshot, page->entity);
        for (auto const row : page->rows) names += view.label(row) + " ";
        EXPECT_EQ(names, answer) << text;
    }
}

TEST(Derivation, IsGroupedLikeFacts) {
    auto const snapshot = ShownSnapshots().of(small_ledger(), Date{20'000});
    auto const query = parse_query(
        R"({"entity":"milestone","group":["heavy"],"measures":[["sum","project_total"]]})");
    ASSERT_TRUE(query.ok()) << query.error().message_en();
    auto const table = group_records(*snapshot, Viewer::owner("test"), *query);
    ASSERT_TRUE(table.ok()) << table.error().message_en();
    ASSERT_EQ(table->rows.size(), 3u);  // false, true, and without a weight
    for (auto const& row : table->rows) EXPECT_EQ(row[1].value, Value(yuan(1000)));
}

// A viewer sees nothing that is made from what it may not read at all.
TEST(Derivation, IsHiddenWithWhatItIsMadeFrom) {
    auto const snapshot = ShownSnapshots().of(small_ledger(), Date{20'000});
    auto const sees = [&](char const* role, char const* field) {
        auto const address = address_of(*snapshot->model, "project", field);
        auto const viewer = Viewer::with("someone", {role}, {"441202"});
        return EntityAccess(*snapshot, viewer, address.entity).may_read_field(address.field);
    };
    EXPECT_TRUE(sees("officer", "milestones"));
    EXPECT_FALSE(sees("promoter", "milestones"));  // may not read milestones
    EXPECT_FALSE(sees("promoter", "summary"));     // made from roll-ups of them
    EXPECT_TRUE(sees("promoter", "per_job"));
    EXPECT_FALSE(sees("reader", "per_job"));  // internal
}

}  // namespace
}  // namespace agglo
