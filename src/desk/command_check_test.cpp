#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/desk_sample.h"

namespace agglo {
namespace {

using Changes = std::vector<CommandChange>;

struct CommandCase {
    char const* name;
    Changes changes;
    char const* errors;
};

struct RightsCase {
    char const* name;
    std::vector<std::string> roles;
    Changes changes;
    char const* errors;
};

// Every case starts from: projects 1 (P1, region 1), 2 (P2, region 2), 3 (P3, deleted); milestone 1
// of project 1.
class CommandCheckTest : public testing::Test, protected SampleDesk {
protected:
    CommandCheckTest() {
        run({project("P1"), project("P2", {}), project("P3")});
        run({updated("project", 2, {}, {{"region", 2}})});
        run({created("milestone", {{"project", 1}, {"name", "开工"}})});
        run({deleted("project", 3)});
    }

    /// Every command is refused as its case says, and nothing is written.
    void expect_refused(std::vector<CommandCase> const& cases) {
        auto const before = head();
        for (auto const& c : cases) EXPECT_EQ(errors(c.changes), c.errors) << c.name;
        EXPECT_EQ(head(), before);
        EXPECT_EQ(journal->entries.size(), before);
    }
    void expect_refused(std::vector<RightsCase> const& cases) {
        auto const before = head();
        for (auto const& c : cases) {
            EXPECT_EQ(errors(by(with_roles(c.roles), c.changes)), c.errors) << c.name;
        }
        EXPECT_EQ(head(), before);
    }
};

TEST_F(CommandCheckTest, LetsRecordsSwapAUniqueValue) {
    EXPECT_EQ(errors({updated("project", 1, 1, {{"code", "P2"}}),
                      updated("project", 2, 2, {{"code", "P1"}})}),
              "");
    EXPECT_EQ(value("project", 1, "code"), "P2");
    EXPECT_EQ(value("project", 2, "code"), "P1");
    // One that keeps its value, whatever the command says of it, still has it.
    EXPECT_EQ(errors({updated("project", 1, 2, {{"code", "P1"}}),
                      updated("project", 2, 3, {{"code", "P1"}, {"name", "乙"}})}),
              "duplicate_value /changes/0/fields/code");
}

TEST_F(CommandCheckTest, SaysWhatIsWrongAndWhere) {
    std::vector<CommandCase> const cases = {
        {"unknown entity", {created("ship", {})}, "unknown_entity /changes/0/entity"},
        {"unknown field", {project("X", {{"speed", 1}})}, "unknown_field /changes/0/fields/speed"},
        {"required", {created("project", {})}, "required /changes/0/fields/name"},
        {"required cleared",
         {updated("project", 1, 1, {{"name", Value()}})},
         "required /changes/0/fields/name"},
        {"required blank",
         {updated("project", 1, 1, {{"name", "  "}})},
         "required /changes/0/fields/name"},
        {"a wrong value is not also missing",
         {created("project", {{"name", 1}})},
         "wrong_type /changes/0/fields/name"},
        {"all mistakes at once",
         {project("X", {{"total", -1}, {"jobs", "a"}}), project("Y", {{"stage", "gone"}})},
         "below_minimum /changes/0/fields/total, wrong_type /changes/0/fields/jobs, "
         "not_in_enumeration /changes/1/fields/stage"},
        {"an item of a list",
         {project("X", {{"industries", ValueList{"c", "zz"}}})},
         "not_in_enumeration /changes/0/fields/industries/1"},
        {"a field twice",
         {project("X", {{"total", 1}, {"total", 2}})},
         "malformed /changes/0/fields/total"},
        {"a record twice",
         {updated("project", 1, 1, {{"total", 1}}), deleted("project", 1, 1)},
         "malformed /changes/1/id"},
        {"no such record", {updated("project", 99, 1, {})}, "no_such_record /changes/0/id"},
        {"id 0", {updated("project", 0, 1, {})}, "no_such_record /changes/0/id"},
        {"deleted record", {updated("project", 3, 2, {})}, "no_such_record /changes/0/id"},
        {"deleted twice", {deleted("project", 3, 2)}, "no_such_record /changes/0/id"},
        {"restored alive", {restored("project", 1)}, "not_deleted /changes/0/id"},
        {"old version",
         {updated("project", 2, 1, {{"total", 1}})},
         "version_conflict /changes/0/version"},
        {"old version of a delete",
         {deleted("project", 2, 1)},
         "version_conflict /changes/0/version"},
        {"taken code", {project("P1")}, "duplicate_value /changes/0/fields/code"},
        {"taken within the command",
         {project("X"), project("X")},
         "duplicate_value /changes/1/fields/code"},
        {"taken by an update",
         {updated("project", 2, 2, {{"code", "P1"}})},
         "duplicate_value /changes/0/fields/code"},
    };
    expect_refused(cases);
}

TEST_F(CommandCheckTest, RefusesReferencesThatLeadNowhere) {
    std::vector<CommandCase> const cases = {
        {"no such reference",
         {project("X", {{"partner", 99}})},
         "no_such_reference /changes/0/fields/partner"},
        {"deleted reference",
         {project("X", {{"partner", 3}})},
         "no_such_reference /changes/0/fields/partner"},
        {"no such code",
         {project("X", {{"partner", "P9"}})},
         "no_such_reference /changes/0/fields/partner"},
        {"a change that creates nothing",
         {updated("project", 1, 1, {{"total", 1}}), project("X", {{"partner", Reference{-1}}})},
         "no_such_reference /changes/1/fields/partner"},
        {"a change beyond the command",
         {project("X", {{"partner", Reference{-2}}})},
         "no_such_reference /changes/0/fields/partner"},
        {"a change of another entity",
         {created("region", {{"code", "1"}}), project("X", {{"partner", Reference{-1}}})},
         "no_such_reference /changes/1/fields/partner"},
        {"an id of this very command",
         {project("X"), project("Y", {{"partner", 4}})},
         "no_such_reference /changes/1/fields/partner"},
        {"lowest id",
         {project("X", {{"partner", Reference{INT64_MIN}}})},
         "no_such_reference /changes/0/fields/partner"},
        {"still referred to", {deleted("project", 1, 1)}, "still_referenced /changes/0/id"},
        {"refers to what the command deletes",
         {deleted("project", 2, 2), project("X", {{"partner", 2}})},
         "no_such_reference /changes/1/fields/partner"},
    };
    expect_refused(cases);
}

TEST_F(CommandCheckTest, AcceptsWhatFits) {
    EXPECT_EQ(errors({deleted("milestone", 1), deleted("project", 1)}), "");
    EXPECT_EQ(errors({project("P1")}), "");  // its code is free again
    EXPECT_EQ(errors({restored("milestone", 1)}), "no_such_reference /changes/0/fields/project");
    EXPECT_EQ(errors({restored("project", 1)}), "duplicate_value /changes/0/fields/code");
    EXPECT_EQ(errors({restored("project", 1, {{"code", "P1b"}}), restored("milestone", 1)}), "");
    EXPECT_TRUE(live("project", 1) && live("milestone", 1));
    EXPECT_EQ(errors({restored("project", 3, {{"name", Value()}})}),
              "required /changes/0/fields/name");
    EXPECT_EQ(errors({deleted("project", 2), project("P2")}), "");  // gives its code on
}

TEST_F(CommandCheckTest, RefersToWhatTheCommandCreates) {
    auto const receipt = run({created("milestone", {{"project", Reference{-3}}, {"name", "甲"}}),
                              project("A", {{"partner", Reference{-3}}}),
                              project("B", {{"partner", Reference{-2}}})});
    ASSERT_EQ(receipt.records.size(), 3u);
    EXPECT_EQ(value("milestone", receipt.records[0].id, "project"),
              Reference{receipt.records[2].id});
    EXPECT_EQ(value("project", receipt.records[1].id, "partner"), Reference{receipt.records[2].id});
    EXPECT_EQ(value("project", receipt.records[2].id, "partner"), Reference{receipt.records[1].id});
}

TEST_F(CommandCheckTest, WritesNothingWhenNothingDiffers) {
    auto const before = head();
    auto const receipt =
        run({updated("project", 1, 1, {{"code", "P1"}, {"region", "441202"}, {"total", Value()}})});
    EXPECT_EQ(receipt.sequence, 0u);
    EXPECT_TRUE(receipt.records.empty());
    EXPECT_EQ(run({}).sequence, 0u);
    EXPECT_EQ(head(), before);
}

TEST_F(CommandCheckTest, ListsOnlyWhatChanged) {
    run({updated("project", 1, 1, {{"code", "P1"}, {"total", Decimal{5, 0}}})});
    auto const entry = journal->entries.back().entry;
    ASSERT_EQ(entry.changes.size(), 1u);
    ASSERT_EQ(entry.changes[0].fields.size(), 1u);
    EXPECT_EQ(entry.changes[0].fields[0].field, "total");
    EXPECT_TRUE(entry.changes[0].fields[0].before.is_null());
    EXPECT_EQ(entry.changes[0].fields[0].after, (Decimal{500, 2}));
    EXPECT_EQ(entry.changes[0].version, 2);
}

TEST_F(CommandCheckTest, KeepsToTheRightsOfTheViewer) {
    auto const outside = created("project", {{"code", "X"}, {"name", "外"}, {"region", 2}});
    auto const placeless = created("project", {{"code", "X"}, {"name", "外"}});
    std::vector<RightsCase> const cases = {
        {"no right to edit", {"leader"}, {project("X")}, "forbidden /changes/0"},
        {"no right to this entity",
         {"officer"},
         {created("region", {{"code", "1"}})},
         "forbidden /changes/0"},
        {"no right to definitions",
         {"clerk"},
         {created("definition", {{"kind", "schema"}, {"name", "x"}})},
         "forbidden /changes/0"},
        {"without the version",
         {"clerk"},
         {updated("project", 1, {}, {{"total", 1}})},
         "version_required /changes/0/version"},
        {"delete without the version",
         {"clerk"},
         {deleted("project", 2)},
         "version_required /changes/0/version"},
        {"outside the scope", {"officer"}, {outside}, "forbidden /changes/0/fields/region"},
        {"without a place", {"officer"}, {placeless}, "forbidden /changes/0/fields/region"},
        {"moved out",
         {"officer"},
         {updated("project", 1, 1, {{"region", 2}})},
         "forbidden /changes/0/fields/region"},
        {"let go",
         {"officer"},
         {updated("project", 1, 1, {{"region", Value()}})},
         "forbidden /changes/0/fields/region"},
        {"an unseen record",
         {"officer"},
         {updated("project", 2, 2, {{"total", 1}})},
         "no_such_record /changes/0/id"},
        {"an unseen reference",
         {"officer"},
         {project("X", {{"partner", 2}})},
         "no_such_reference /changes/0/fields/partner"},
        {"an unseen reference by code",
         {"officer"},
         {project("X", {{"partner", "P2"}})},
         "no_such_reference /changes/0/fields/partner"},
        {"a milestone of an unseen project",
         {"officer"},
         {created("milestone", {{"project", 2}})},
         "no_such_reference /changes/0/fields/project"},
        {"an unseen field",
         {"officer"},
         {project("X", {{"offer", 1}})},
         "unknown_field /changes/0/fields/offer"},
    };
    expect_refused(cases);
}

TEST_F(CommandCheckTest, KeepsToTheScopeOfTheRoleThatEdits) {
    auto const outside = created("project", {{"code", "X"}, {"name", "外"}, {"region", 2}});
    std::vector<RightsCase> const cases = {
        {"seen by another role, not edited",
         {"leader", "officer"},
         {updated("project", 2, 2, {{"total", 1}})},
         "forbidden /changes/0/id"},
        {"deleted by another role",
         {"leader", "officer"},
         {deleted("project", 2, 2)},
         "forbidden /changes/0/id"},
        {"put where another role sees",
         {"leader", "officer"},
         {outside},
         "forbidden /changes/0/fields/region"},
        {"a kept field",
         {"clerk"},
         {project("X", {{"published", true}})},
         "reserved_field /changes/0/fields/published"},
        {"another kept field",
         {"clerk"},
         {project("X", {{"synthetic", true}})},
         "reserved_field /changes/0/fields/synthetic"},
        {"a project outside with its milestone",
         {"officer"},
         {outside, created("milestone", {{"project", Reference{-1}}})},
         "forbidden /changes/0/fields/region"},
    };
    expect_refused(cases);
}

TEST_F(CommandCheckTest, LetsTheViewerDoTheirWork) {
    auto const officer = [&](Changes changes) {
        return errors(by(with_roles({"officer"}), std::move(changes)));
    };
    EXPECT_EQ(
        officer({project("X"), created("milestone", {{"project", Reference{-1}}, {"name", "甲"}})}),
        "");
    EXPECT_EQ(officer({created("milestone", {{"project", Reference{-2}}}), project("Y")}), "");
    EXPECT_EQ(officer({updated("project", 1, 1, {{"total", 1}, {"source", "报表"}})}), "");
    EXPECT_EQ(officer({deleted("milestone", 1, 1)}), "");
    EXPECT_EQ(officer({restored("milestone", 1)}), "");
    auto const clerk = by(with_roles({"clerk"}), {updated("project", 2, 2, {{"total", 1}})});
    EXPECT_EQ(errors(clerk), "");
}

TEST_F(CommandCheckTest, NamesNobodyUnseenWhoStillRefers) {
    run({created("milestone", {{"project", 2}, {"name", "他处"}}),
         updated("project", 2, 2, {{"partner", 1}})});
    run({deleted("milestone", 1)});
    auto const receipt = desk->execute(by(with_roles({"officer"}), {deleted("project", 1, 1)}));
    ASSERT_FALSE(receipt.ok());
    EXPECT_EQ(receipt.error().code(), ErrorCode::kStillReferenced);
    EXPECT_THAT(receipt.error().message_zh(), testing::Not(testing::HasSubstr("P2")));
}

TEST_F(CommandCheckTest, KeepsTheLimitOfChanges) {
    auto const most = static_cast<size_t>(Command::kChangesMax);
    EXPECT_EQ(errors(Changes(most + 1, created("region", {}))), "too_large /changes");
    EXPECT_EQ(errors(Changes(most, created("region", {}))), "");
}

}  // namespace
}  // namespace agglo
