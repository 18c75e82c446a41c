#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "state/fold.h"
#include "state/ledger_sample.h"
#include "state/memory_journal.h"

namespace agglo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Appends entries as the desk does: each names the last entry before it that changed a definition.
class DefinitionHistory {
public:
    void define(ChangeKind kind, RecordId id, std::string const& name, std::string const& text) {
        RecordChange change{"definition", id, 1, kind, {}};
        if (!name.empty()) {
            change.fields = {{"kind", {}, "schema", false},
                             {"name", {}, name, false},
                             {"text", {}, text, false}};
        } else if (!text.empty()) {
            change.fields = {{"text", {}, text, false}};
        }
        append({std::move(change)});
        schema_version_ = static_cast<int64_t>(journal_.head().sequence);
    }
    void other() { append({{"region", ++regions_, 1, ChangeKind::kCreate, {}}}); }

    std::vector<std::string> at_head() const {
        auto const definitions = definitions_at_head(journal_);
        std::vector<std::string> shown;
        EXPECT_TRUE(definitions.ok());
        for (auto const& [kind, name, text] : *definitions)
            shown.push_back(kind + " " + name + "=" + text);
        return shown;
    }

private:
    void append(std::vector<RecordChange> changes) {
        Entry entry;
        entry.sequence = journal_.head().sequence + 1;
        entry.schema_version = schema_version_;
        entry.changes = std::move(changes);
        ASSERT_TRUE(journal_.append(std::span(&entry, 1)).ok());
    }

    MemoryJournal journal_;
    int64_t schema_version_ = 0;
    RecordId regions_ = 0;
};

TEST(Definitions, AreFoundByFollowingTheirChain) {
    DefinitionHistory history;
    EXPECT_THAT(history.at_head(), IsEmpty());
    history.other();
    EXPECT_THAT(history.at_head(), IsEmpty());
    history.define(ChangeKind::kCreate, 1, "a.yaml", "1");
    EXPECT_THAT(history.at_head(), ElementsAre("schema a.yaml=1"));
    history.other();
    history.other();
    history.define(ChangeKind::kCreate, 2, "b.yaml", "2");
    history.other();
    history.define(ChangeKind::kUpdate, 1, "", "3");
    EXPECT_THAT(history.at_head(), ElementsAre("schema a.yaml=3", "schema b.yaml=2"));
    history.define(ChangeKind::kDelete, 1, "", "");
    history.other();
    EXPECT_THAT(history.at_head(), ElementsAre("schema b.yaml=2"));
    history.define(ChangeKind::kRestore, 1, "", "");
    EXPECT_THAT(history.at_head(), ElementsAre("schema a.yaml=3", "schema b.yaml=2"));
}

TEST(Definitions, AreReadFromASnapshotByKind) {
    Entry entry;
    entry.sequence = 1;
    RecordId id = 0;
    for (auto const& [kind, name] :
         {std::pair("schema", "a"), std::pair("pack", "b"), std::pair("schema", "c")}) {
        entry.changes.push_back({"definition",
                                 ++id,
                                 1,
                                 ChangeKind::kCreate,
                                 {{"kind", {}, kind, false}, {"name", {}, name, false}}});
    }
    Entry erased;
    erased.sequence = 2;
    erased.changes.push_back({"definition", 3, 2, ChangeKind::kDelete, {}});
    LedgerFold fold(empty_snapshot(sample_model(), {}));
    fold.apply(entry);
    EXPECT_EQ(definitions_of(fold.working(), "schema").size(), 2u);
    fold.apply(erased);
    EXPECT_EQ(definitions_of(fold.working(), "schema").size(), 1u);
    EXPECT_EQ(definitions_of(fold.working(), "").size(), 2u);
    EXPECT_EQ(fold.working().schema_version, 2);
}

TEST(ModelOf, AddsDefinitionToWhatIsDeclared) {
    auto const bare = model_of({});
    ASSERT_TRUE(bare.ok());
    EXPECT_EQ((*bare)->entities.size(), 2u);
    EXPECT_NE(sample_model()->find_entity("definition"), nullptr);
    EXPECT_NE(sample_model()->find_entity("erasure"), nullptr);
    EXPECT_EQ(sample_model()->entities.size(), 5u);
    EXPECT_EQ(model_of({{"schema", "x.yaml", "entity: ["}}).error().code(),
              ErrorCode::kValidationFailed);
}

}  // namespace
}  // namespace agglo
