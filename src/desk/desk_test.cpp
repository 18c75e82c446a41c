#include "desk/desk.h"

#include <condition_variable>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "desk/desk_sample.h"
#include "journal/sqlite_journal.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

class DeskTest : public testing::Test, protected SampleDesk {};

TEST_F(DeskTest, CreatesChangesDeletesAndRestores) {
    auto const first = run({project("P1", {{"total", 5}})});
    ASSERT_EQ(first.records.size(), 1u);
    EXPECT_EQ(first.records[0].id, 1);
    EXPECT_EQ(first.records[0].version, 1);
    EXPECT_EQ(run({updated("project", 1, 1, {{"total", 6}})}).records[0].version, 2);
    EXPECT_EQ(value("project", 1, "total"), (Decimal{600, 2}));
    EXPECT_EQ(run({deleted("project", 1, 2)}).records[0].kind, ChangeKind::kDelete);
    EXPECT_FALSE(live("project", 1));
    EXPECT_EQ(run({restored("project", 1)}).records[0].version, 4);
    EXPECT_TRUE(live("project", 1));
    auto const snapshot = desk->snapshot();
    EntityView const projects(*snapshot, entity_named(*snapshot, "project"));
    EXPECT_EQ(projects.history(0), (std::vector<Sequence>{3, 4, 5, 6}));
    EXPECT_EQ(projects.created(0), 3u);
    EXPECT_EQ(projects.changed(0), 6u);
}

TEST_F(DeskTest, DoesAllOfACommandOrNothing) {
    auto const before = desk->snapshot();
    EXPECT_EQ(errors({project("A"), project("B"), created("project", {}), project("D")}),
              "required /changes/2/fields/name");
    EXPECT_EQ(desk->snapshot(), before);
    EXPECT_EQ(run({project("A"), project("B")}).records[1].id, 2);
}

TEST_F(DeskTest, RemembersIdempotencyKeysAlsoWhenReopened) {
    auto const command = keyed("k1", "d1", {project("P1")});
    auto const first = *desk->execute(command);
    EXPECT_FALSE(first.repeated);
    for (int round = 0; round < 2; ++round) {
        auto const before = head();
        auto const again = desk->execute(command);
        ASSERT_TRUE(again.ok());
        EXPECT_TRUE(again->repeated);
        EXPECT_EQ(again->sequence, first.sequence);
        ASSERT_EQ(again->records.size(), 1u);
        EXPECT_EQ(again->records[0].id, first.records[0].id);
        EXPECT_EQ(errors(keyed("k1", "d2", {project("P1")})), "idempotency_mismatch ");
        EXPECT_EQ(head(), before);
        open();
    }
    auto other = command;
    other.viewer = Viewer::owner("other");
    EXPECT_EQ(errors(other), "duplicate_value /changes/0/fields/code");  // keys are kept per actor
    EXPECT_EQ(errors(keyed("k2", "d1", {created("project", {})})),
              "required /changes/0/fields/name");
    EXPECT_EQ(errors(keyed("k2", "d1", {project("P2")})), "");  // what failed was not done
}

TEST(IdempotencyKeys, AreForgottenAfterThirtyDays) {
    SampleDesk sample;
    auto old = SampleDesk::keyed("k", "d", {SampleDesk::project("P1")});
    {
        auto& entry = sample.journal->entries.emplace_back().entry;
        entry.sequence = sample.journal->entries.size();
        entry.recorded_at = sample.journal->entries[entry.sequence - 2].entry.recorded_at;
        entry.schema_version = 1;
        entry.actor = "owner";
        entry.command = "k";
        entry.request_digest = "other";
        for (auto& stored : sample.journal->entries)
            stored.entry.recorded_at.us -= int64_t{31} * 86'400 * 1'000'000;
    }
    sample.open();
    EXPECT_EQ(sample.errors(old), "");
}

TEST_F(DeskTest, NumbersImports) {
    auto command = by(Viewer::owner("owner"), {project("P1")});
    command.is_import = true;
    EXPECT_EQ(desk->execute(command)->batch, 1);
    EXPECT_EQ(run({project("P2")}).batch, 0);
    command.changes = {project("P3")};
    open();
    EXPECT_EQ(desk->execute(command)->batch, 2);
}

TEST_F(DeskTest, SeedsUnderHistoricTimes) {
    EXPECT_FALSE(journal->entries.back().entry.synthetic);
    auto const state = std::make_shared<MemoryJournalState>();
    auto fresh = Desk::open(std::make_unique<MemoryJournal>(state)).value();
    Instant const then{1'600'000'000'000'000};
    auto command =
        by(Viewer::owner("seed"), {created("definition", {{"kind", "pack"}, {"name", "a"}})});
    for (auto const at : {then, Instant{then.us + 5}, Instant{then.us + 2}}) {
        command.seeded_at = at;
        ASSERT_TRUE(fresh->execute(command).ok());
    }
    EXPECT_TRUE(state->entries[0].entry.synthetic);
    EXPECT_EQ(state->entries[0].entry.recorded_at, then);
    EXPECT_EQ(state->entries[2].entry.recorded_at.us, then.us + 5);  // time does not go back
}

TEST_F(DeskTest, TellsListenersInOrder) {
    std::vector<Sequence> heard;
    std::mutex mutex;
    std::condition_variable changed;
    auto const number = desk->listen([&](Entry const& entry, SnapshotPtr const& snapshot) {
        std::lock_guard const lock(mutex);
        EXPECT_GE(snapshot->point.sequence, entry.sequence);
        heard.push_back(entry.sequence);
        changed.notify_all();
    });
    auto const from = head();
    for (int i = 0; i < 20; ++i) run({project("P" + std::to_string(i))});
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(20),
                                 [&] { return !heard.empty() && heard.back() == from + 20; }));
    // It may also hear of entries whose callers were answered just before it began to listen.
    for (size_t i = 0; i < heard.size(); ++i) EXPECT_EQ(heard[i], from + 20 + i + 1 - heard.size());
    auto const count = heard.size();
    lock.unlock();
    desk->unlisten(number);
    run({project("last")});
    desk.reset();  // the writer is done
    EXPECT_GE(count, 20u);
    EXPECT_EQ(heard.size(), count);
}

TEST_F(DeskTest, ShowsEarlierPoints) {
    for (int i = 1; i <= 30; ++i) run({project("P" + std::to_string(i))});
    for (Sequence const at :
         {head(), head() - 1, Sequence{20}, Sequence{5}, Sequence{3}, Sequence{2}, Sequence{1}}) {
        auto const then = desk->snapshot_at(at);
        ASSERT_TRUE(then.ok());
        EXPECT_EQ((*then)->point.sequence, at);
        EXPECT_EQ((*then)->entities[entity_named(**then, "project")].table->rows(),
                  at < 2 ? 0 : at - 2);
        EXPECT_EQ(*desk->snapshot_at(at), *then);  // kept
    }
    EXPECT_EQ(desk->snapshot_at(head() + 1).error().code(), ErrorCode::kBadPoint);
    auto const nothing = *desk->snapshot_at(0);
    EXPECT_EQ(nothing->record_count, 0u);
    EXPECT_FALSE(nothing->model->entity_index("project"));  // nobody had defined it yet
}

TEST_F(DeskTest, PublishesNothingWhenTheAppendFails) {
    run({project("P1", {{"total", 1}})});
    auto const before = desk->snapshot();
    journal->failures_left = 1;
    EXPECT_EQ(errors({project("P2", {{"total", 2}, {"stage", "lead"}}),
                      updated("project", 1, 1, {{"total", 9}})}),
              "storage_failed ");
    EXPECT_EQ(desk->snapshot(), before);
    EXPECT_EQ(value("project", 1, "total"), (Decimal{100, 2}));
    EXPECT_EQ(run({project("P2")}).records[0].id, 2);
    EXPECT_TRUE(value("project", 2, "total").is_null());
    EXPECT_TRUE(value("project", 2, "stage").is_null());
    journal->failures_left = 1;
    auto const once = keyed("k", "d", {project("P3")});
    EXPECT_EQ(errors(once), "storage_failed ");
    EXPECT_FALSE(desk->execute(once)->repeated);  // a key of what did not happen is free
}

TEST_F(DeskTest, TakesANewDefinition) {
    run({project("P1", {{"jobs", 7}})});
    auto const old_model = desk->snapshot()->model;
    auto const note =
        created("definition", {{"kind", "schema"}, {"name", "ship.yaml"}, {"text", R"(entity: ship
labels: {zh: 船, en: Ship}
group: main
title: name
fields:
  - {name: name, type: text, labels: {zh: 船名, en: Name}}
)"}});
    EXPECT_EQ(errors({created("ship", {{"name", "甲"}})}), "unknown_entity /changes/0/entity");
    run({note});
    EXPECT_NE(desk->snapshot()->model, old_model);
    EXPECT_EQ(errors({created("ship", {{"name", "甲"}})}), "");
    EXPECT_EQ(value("project", 1, "jobs"), 7);
    auto const then = *desk->snapshot_at(3);
    EXPECT_FALSE(then->model->entity_index("ship"));  // a past point has the model of its time
    EXPECT_EQ(then->entities[entity_named(*then, "project")].table->rows(), 1u);
    open();
    EXPECT_EQ(value("ship", 1, "name"), "甲");
    EXPECT_EQ(desk->snapshot()->schema_version, 4);
}

/// The definition record that holds a file of the sample schema.
RecordId definition_of(std::string_view path) {
    RecordId id = 0;
    for (auto const& definition : sample_definitions()) {
        ++id;
        if (definition.name == path) return id;
    }
    return 0;
}

std::string project_schema_with(std::string_view from, std::string_view to) {
    for (auto const& definition : sample_definitions()) {
        if (definition.name != "project.yaml") continue;
        auto text = definition.text;
        return text.replace(text.find(from), from.size(), to);
    }
    return "";
}

struct DefinitionCase {
    char const* from;
    char const* to;
    bool fits;
};

TEST_F(DeskTest, RefusesDefinitionsThatDoNotFit) {
    run({project("P1", {{"jobs", 7}, {"rate", Decimal{5, 1}}, {"partner", Reference{-1}}})});
    DefinitionCase const cases[] = {
        {"entity: project", "entity: [", false},
        {"name: jobs, type: integer", "name: jobs, type: text", false},
        {"to: project,", "to: region,", false},
        {"scale: 3", "scale: 0", false},
        {"scale: 3", "scale: 1", true},
        {"name: share, type: share", "name: share, type: text", true},  // holds nothing yet
        {"name: jobs, type: integer", "name: jobs, type: money", true},
    };
    auto const id = definition_of("project.yaml");
    for (auto const& c : cases) {
        auto const before = head();
        auto const refused =
            errors({updated("definition", id, {}, {{"text", project_schema_with(c.from, c.to)}})});
        EXPECT_EQ(refused.substr(0, 10), c.fits ? "" : "bad_schema") << c.to << refused;
        EXPECT_EQ(head(), before + (c.fits ? 1 : 0));
    }
    EXPECT_EQ(value("project", 1, "jobs"), (Decimal{700, 2}));
    EXPECT_EQ(run({updated("project", 1, 1, {{"jobs", Decimal{55, 1}}})}).records.size(), 1u);
}

TEST_F(DeskTest, LetsOnlyTheOwnerDefine) {
    auto const clerk = by(with_roles({"clerk"}), {updated("definition", 1, 1, {{"text", "x"}})});
    EXPECT_EQ(errors(clerk), "forbidden /changes/0");
}

TEST(Desk, KeepsItsLedgerInAFile) {
    ScratchFolder scratch;
    auto const path = scratch.path("ledger.db");
    {
        auto journal = SqliteJournal::create(path, new_ledger_identity(HashAlgorithm::kSm3));
        ASSERT_TRUE(journal.ok());
        auto desk = Desk::open(std::move(journal).value()).value();
        std::vector<CommandChange> changes;
        for (auto const& [kind, name, text] : sample_definitions()) {
            changes.push_back(SampleDesk::created(
                "definition", {{"kind", kind}, {"name", name}, {"text", text}}));
        }
        ASSERT_TRUE(desk->execute(SampleDesk::by(Viewer::owner("o"), changes)).ok());
        ASSERT_TRUE(desk->execute(SampleDesk::by(Viewer::owner("o"),
                                                 {SampleDesk::created("region", {{"code", "1"}})}))
                        .ok());
    }
    auto desk = Desk::open(SqliteJournal::open(path).value()).value();
    EXPECT_EQ(desk->snapshot()->record_count, sample_definitions().size() + 1);
    EXPECT_TRUE(desk->journal().verify().ok());
    EXPECT_EQ(desk->snapshot()->point.hash, desk->journal().head().hash);
}

}  // namespace
}  // namespace agglo
