#include "desk/undo_batch.h"

#include <gtest/gtest.h>

#include "desk/desk_sample.h"
#include "desk/restore_from.h"

namespace agglo {
namespace {

// Batch 1 creates projects 1 to 3, of which 2 has 1 as partner; batch 2 changes 1 and creates 4 and
// its milestone 1.
class UndoBatchTest : public testing::Test, protected SampleDesk {
protected:
    UndoBatchTest() {
        import({project("P1", {{"total", 1}}), project("P2", {{"partner", Reference{-1}}}),
                project("P3")});
        import({updated("project", 1, 1, {{"total", 5}, {"note", "新"}}), project("P4"),
                created("milestone", {{"project", Reference{-2}}, {"name", "开工"}})});
    }

    void import(std::vector<CommandChange> changes) {
        auto command = by(Viewer::owner("importer"), std::move(changes));
        command.is_import = true;
        EXPECT_EQ(errors(std::move(command)), "");
    }

    /// "project 1 undone, project 4 edited name …"
    static std::string fates(UndoPlan const& plan) {
        std::string text;
        for (auto const& record : plan.records) {
            text += (text.empty() ? "" : ", ") + record.entity + " " + std::to_string(record.id) +
                    " " + std::string(name_of(record.fate));
            for (auto const& field : record.edited) text += " " + field;
            if (record.error) text += " " + std::string(record.error->name());
        }
        return text;
    }
    std::string undo(int64_t batch, UndoChoice choice = {}) {
        auto const outcome = undo_batch(*desk, Viewer::owner("owner"), batch, choice);
        if (!outcome.ok()) return std::string(outcome.error().name());
        return fates(outcome->plan);
    }
    bool live(std::string_view entity, RecordId id) const {
        auto const snapshot = desk->snapshot();
        return EntityView(*snapshot, entity_named(*snapshot, entity)).live_row_of(id).has_value();
    }
};

TEST_F(UndoBatchTest, TakesBackWhatNobodyTouched) {
    EXPECT_EQ(undo(2), "project 1 undone, project 4 undone, milestone 1 undone");
    EXPECT_EQ(value("project", 1, "total"), (Decimal{100, 2}));
    EXPECT_TRUE(value("project", 1, "note").is_null());
    EXPECT_FALSE(live("project", 4));
    EXPECT_FALSE(live("milestone", 1));
    EXPECT_EQ(undo(1), "project 1 edited, project 2 undone, project 3 undone");
    EXPECT_FALSE(live("project", 2));
}

TEST_F(UndoBatchTest, KeepsAndNamesWhatWasEditedSince) {
    run({updated("project", 1, 2, {{"total", 8}})});
    run({updated("project", 4, 1, {{"name", "改名"}})});
    auto const at = head();
    EXPECT_EQ(undo(2), "project 1 edited total, project 4 edited name, milestone 1 undone");
    EXPECT_EQ(head(), at + 1);
    EXPECT_EQ(value("project", 1, "note"), "新");
    EXPECT_TRUE(live("project", 4));
}

TEST_F(UndoBatchTest, UndoesTheFieldsNobodyTouchedWhenAsked) {
    run({updated("project", 1, 2, {{"total", 8}})});
    EXPECT_EQ(undo(2, {.partly = true}),
              "project 1 partly total, project 4 undone, milestone 1 undone");
    EXPECT_EQ(value("project", 1, "total"), (Decimal{800, 2}));
    EXPECT_TRUE(value("project", 1, "note").is_null());
}

TEST_F(UndoBatchTest, UndoesOnlyWhatIsChosen) {
    EXPECT_EQ(undo(2, {.only = {{"project", 1}}}),
              "project 1 undone, project 4 left_out, milestone 1 left_out");
    EXPECT_TRUE(live("project", 4));
    // The milestone stays, so the project it belongs to does.
    EXPECT_EQ(undo(2, {.only = {{"project", 4}}}),
              "project 1 left_out, project 4 referenced, milestone 1 left_out");
}

TEST_F(UndoBatchTest, KeepsWhatOthersReferTo) {
    run({created("milestone", {{"project", 3}, {"name", "封顶"}})});
    EXPECT_EQ(undo(1), "project 1 edited total, project 2 undone, project 3 referenced");
    EXPECT_TRUE(live("project", 3));
}

TEST_F(UndoBatchTest, KeepsWhatIsNoLongerValid) {
    import({updated("project", 3, 1, {{"code", "P3B"}})});
    run({project("P3")});  // takes the old code
    EXPECT_EQ(undo(3), "project 3 refused duplicate_value");
    EXPECT_EQ(value("project", 3, "code"), "P3B");
}

TEST_F(UndoBatchTest, CanBeUndoneItself) {
    EXPECT_EQ(undo(2), "project 1 undone, project 4 undone, milestone 1 undone");
    EXPECT_EQ(undo(3), "project 1 undone, project 4 undone, milestone 1 undone");
    EXPECT_EQ(value("project", 1, "total"), (Decimal{500, 2}));
    EXPECT_TRUE(live("project", 4));
    EXPECT_TRUE(live("milestone", 1));
}

TEST_F(UndoBatchTest, RefusesWhatIsNoBatch) {
    EXPECT_EQ(undo(0), "no_such_batch");
    EXPECT_EQ(undo(3), "no_such_batch");
    EXPECT_EQ(undo(INT64_MAX), "no_such_batch");
    open();
    EXPECT_EQ(undo(2), "project 1 undone, project 4 undone, milestone 1 undone");
}

TEST_F(UndoBatchTest, StaysWithinTheViewersScope) {
    run({updated("project", 4, 1, {{"region", 2}})});
    auto const plan = plan_undo(*desk->snapshot(), with_roles({"officer"}),
                                *read_batch(desk->journal(), *desk->snapshot(), 2), {});
    EXPECT_EQ(fates(plan), "project 1 undone");
}

TEST_F(UndoBatchTest, RestoresARecordOrAFieldFromAPoint) {
    auto const then = desk->snapshot();
    auto const owner = Viewer::owner("owner");
    auto const restored = [&](RecordId id, std::vector<std::string> const& fields) {
        auto change = restore_from(*then, *desk->snapshot(), owner, "project", id, fields);
        return change.ok() ? errors({*std::move(change)})
                           : std::string(change.error().name()) + " " + change.error().path();
    };
    run({updated("project", 1, 2, {{"total", 8}, {"note", Value()}, {"jobs", 3}})});
    EXPECT_EQ(restored(1, {"total"}), "");
    EXPECT_EQ(value("project", 1, "total"), (Decimal{500, 2}));
    EXPECT_EQ(value("project", 1, "jobs"), 3);
    EXPECT_EQ(restored(1, {}), "");
    EXPECT_EQ(value("project", 1, "note"), "新");
    EXPECT_TRUE(value("project", 1, "jobs").is_null());
    run({updated("project", 3, 1, {{"name", "三"}})});
    run({deleted("project", 3)});
    EXPECT_EQ(restored(3, {}), "");
    EXPECT_EQ(value("project", 3, "name"), "项目P3");
    EXPECT_EQ(restored(1, {"ship"}), "unknown_field /fields/0");
    run({project("P9")});
    EXPECT_EQ(restored(5, {}), "no_such_record ");
}

}  // namespace
}  // namespace agglo
