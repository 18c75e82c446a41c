#include "desk/undone_by.h"

#include <gtest/gtest.h>

#include "desk/desk_sample.h"
#include "desk/undo_batch.h"

namespace agglo {
namespace {

// Batch 1 creates projects 1 and 2, batch 2 changes both, each in two fields.
class UndoneByTest : public testing::Test, protected SampleDesk {
protected:
    UndoneByTest() {
        import({project("P1", {{"total", 1}}), project("P2", {{"total", 1}})});
        import({updated("project", 1, 1, {{"total", 5}, {"note", "新"}}),
                updated("project", 2, 1, {{"total", 6}, {"note", "新"}})});
    }

    void import(std::vector<CommandChange> changes) {
        auto command = by(Viewer::owner("importer"), std::move(changes));
        command.is_import = true;
        EXPECT_EQ(errors(std::move(command)), "");
    }
    void undo(int64_t batch, UndoChoice const& choice = {}) {
        EXPECT_TRUE(undo_batch(*desk, Viewer::owner("owner"), batch, choice).ok());
    }
    /// "whole 3:2" for undone wholly by batch 3, which put two records back.
    std::string undone(int64_t batch) const {
        auto const now = desk->snapshot();
        auto const entry = *read_batch(desk->journal(), *now, batch);
        EntityAccess const access(*now, Viewer::owner("owner"), 0);
        auto const found = undone_by(desk->journal(), *now, access, entry);
        if (!found.ok()) return std::string(found.error().name());
        std::string text = found->is_whole ? "whole" : "";
        for (auto const& by : found->by)
            text += " " + std::to_string(by.batch) + ":" + std::to_string(by.records);
        return text;
    }
};

TEST_F(UndoneByTest, SaysNothingOfWhatStands) {
    EXPECT_EQ(undone(1), "");
    EXPECT_EQ(undone(2), "");
    import({updated("project", 1, 2, {{"total", 7}})});
    EXPECT_EQ(undone(2), "");
}

TEST_F(UndoneByTest, NamesTheBatchThatUndidItAll) {
    undo(2);
    EXPECT_EQ(undone(2), "whole 3:2");
    EXPECT_EQ(undone(1), "");
    undo(3);  // done again: that stands at the undoing
    EXPECT_EQ(undone(3), "whole 4:2");
}

TEST_F(UndoneByTest, TellsChosenRecordsAndFieldsFromTheWhole) {
    undo(2, {.only = {{"project", 2}}});
    EXPECT_EQ(undone(2), " 3:1");
    run({updated("project", 1, 2, {{"total", 9}})});
    undo(2, {.only = {{"project", 1}}, .partly = true});
    EXPECT_EQ(undone(2), " 3:1 4:1");
}

TEST_F(UndoneByTest, SeesRecordsThatWereCreatedGo) {
    undo(2);
    run({updated("project", 2, 3, {{"jobs", 1}})});
    import({deleted("project", 1)});
    EXPECT_EQ(undone(1), " 4:1");
    import({deleted("project", 2)});
    EXPECT_EQ(undone(1), "whole 4:1 5:1");
}

}  // namespace
}  // namespace agglo
