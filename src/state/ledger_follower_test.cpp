#include "state/ledger_follower.h"

#include "state/ledger_sample.h"
#include "state/memory_journal.h"

namespace agglo {
namespace {

/// Another process's journal: the sample schema, then regions.
class AFollowedJournal : public testing::Test {
protected:
    AFollowedJournal() {
        Entry entry;
        for (auto const& definition : sample_definitions()) add_definition(entry, definition);
        append(std::move(entry));
    }

    void add_definition(Entry& entry, Definition const& definition) {
        RecordChange change{"definition", ++definitions_, 1, ChangeKind::kCreate, {}};
        change.fields = {{"kind", {}, definition.kind},
                         {"name", {}, definition.name},
                         {"text", {}, definition.text}};
        entry.changes.push_back(std::move(change));
    }

    void add_region(std::string name) {
        Entry entry;
        entry.changes.push_back(
            {"region", ++regions_, 1, ChangeKind::kCreate, {{"name", {}, std::move(name)}}});
        append(std::move(entry));
    }

    void append(Entry entry) {
        entry.sequence = journal_.head().sequence + 1;
        entry.recorded_at = Instant{static_cast<int64_t>(entry.sequence) * 1'000'000};
        entry.schema_version = schema_version_;
        if (entry.changes.front().entity == "definition")
            schema_version_ = static_cast<int64_t>(entry.sequence);
        ASSERT_TRUE(journal_.append({&entry, 1}).ok());
    }

    static std::string regions(Snapshot const& snapshot) {
        EntityView const view(snapshot, entity_named(snapshot, "region"));
        std::string names;
        for (size_t row = 0; row < view.rows(); ++row) names += view.label(row);
        return names;
    }

    MemoryJournal journal_;
    int64_t schema_version_ = 0;
    RecordId definitions_ = 0;
    RecordId regions_ = 0;
};

TEST_F(AFollowedJournal, IsFollowedAsItGrows) {
    add_region("甲");
    auto follower = LedgerFollower::open(journal_);
    ASSERT_TRUE(follower.ok());
    EXPECT_EQ(regions(*follower->snapshot()), "甲");
    auto const before = follower->snapshot();
    add_region("乙");
    add_region("丙");
    ASSERT_TRUE(follower->advance().ok());
    EXPECT_EQ(regions(*follower->snapshot()), "甲乙丙");
    EXPECT_EQ(follower->snapshot()->point.sequence, 4u);
    EXPECT_EQ(regions(*before), "甲") << "a snapshot that was handed out stays as it is";
    auto const after = follower->snapshot();
    ASSERT_TRUE(follower->advance().ok());
    EXPECT_EQ(follower->snapshot(), after);
}

TEST_F(AFollowedJournal, IsReplayedUnderANewSchema) {
    add_region("甲");
    auto follower = LedgerFollower::open(journal_);
    ASSERT_TRUE(follower.ok());
    Entry entry;
    add_definition(entry, {"schema", "visit.yaml",
                           "entity: visit\nlabels: {zh: 走访, en: Visit}\ngroup: main\nfields:\n  "
                           "- {name: note, type: text, labels: {zh: 备注, en: Note}}\n"});
    append(std::move(entry));
    add_region("乙");
    ASSERT_TRUE(follower->advance().ok());
    EXPECT_TRUE(follower->snapshot()->model->find_entity("visit"));
    EXPECT_EQ(regions(*follower->snapshot()), "甲乙");
    EXPECT_EQ(follower->snapshot()->schema_version, 3);
}

}  // namespace
}  // namespace agglo
