#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "state/cell.h"
#include "state/replay.h"
#include "state/told_ledger.h"

namespace agglo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LedgerFold, FollowsRandomHistories) {
    for (uint64_t seed = 1; seed <= 20; ++seed) {
        LedgerHistory history(seed);
        Told told;
        std::vector<SnapshotPtr> kept;
        for (int round = 0; round < 12; ++round) {
            kept.push_back(told.head);
            tell(history, 6, told);
            expect_same(*told.head, history.ledger());
            if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed;
        }
        for (auto const& old : kept) expect_same(*old, told.ledgers[old->point.sequence]);
    }
}

TEST(StepBack, EqualsReplayAtEveryPoint) {
    for (uint64_t seed = 100; seed < 112; ++seed) {
        LedgerHistory history(seed);
        Told told;
        tell(history, 50, told);
        for (Sequence at = 0; at <= 50; ++at) {
            auto const forward = replay(told.journal, sample_model(), at);
            auto const back = step_back(told.journal, told.head, at);
            ASSERT_TRUE(forward.ok() && back.ok());
            expect_same(**forward, told.ledgers[at]);
            expect_same(**back, told.ledgers[at]);
            ASSERT_EQ((*back)->point.hash, (*forward)->point.hash);
            ASSERT_EQ((*back)->point.recorded_at, (*forward)->point.recorded_at);
            ASSERT_EQ((*back)->schema_version, (*forward)->schema_version);
            if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << " at " << at;
        }
        expect_same(*told.head, history.ledger());
    }
}

TEST(StepBack, GoesFromAnyPointToAnyEarlierOne) {
    LedgerHistory history(7);
    Told told;
    tell(history, 60, told);
    auto from = told.head;
    for (Sequence const at : {55u, 54u, 30u, 29u, 3u, 0u}) {
        auto const back = step_back(told.journal, from, at);
        ASSERT_TRUE(back.ok());
        from = *back;
        expect_same(*from, told.ledgers[at]);
    }
    EXPECT_EQ(replay(told.journal, sample_model(), 61).error().code(), ErrorCode::kBadPoint);
}

TEST(StepBack, CrossesChunksAndTheWindowOfEntries) {
    MemoryJournal journal;
    auto head = empty_snapshot(sample_model(), {});
    std::vector<Entry> entries;
    for (Sequence s = 1; s <= 1200; ++s) {
        Entry entry;
        entry.sequence = s;
        for (RecordId id = 1; id <= 4; ++id) {
            RecordId const next = static_cast<RecordId>(s - 1) * 4 + id;
            auto const name = "区" + std::to_string(next);
            entry.changes.push_back(
                {"region", next, 1, ChangeKind::kCreate, {{"name", {}, name, false}}});
        }
        entries.push_back(std::move(entry));
    }
    ASSERT_TRUE(journal.append(entries).ok());
    LedgerFold fold(head);
    for (auto const& entry : entries) fold.apply(entry);
    head = fold.finish(journal.head());
    for (Sequence const at : {1100u, 1024u, 600u, 513u, 512u, 511u, 1u}) {
        auto const back = step_back(journal, head, at);
        ASSERT_TRUE(back.ok());
        EntityView const regions(**back, entity_named(**back, "region"));
        ASSERT_EQ(regions.rows(), at * 4);
        ASSERT_EQ(regions.label(at * 4 - 1), "区" + std::to_string(at * 4));
        ASSERT_EQ((*back)->record_count, at * 4);
        ASSERT_THAT(regions.rows_equal(1, "区" + std::to_string(at * 4 + 1)), IsEmpty());
    }
}

// Readers step back, and so meet texts, while the writer adds texts of its own.
TEST(StepBack, RunsBesideTheWriter) {
    LedgerHistory history(3);
    Told told;
    tell(history, 40, told);
    auto const now = told.head;
    auto const then = told.ledgers[5];
    std::thread reader([&] {
        for (int i = 0; i < 20; ++i) {
            auto const back = step_back(told.journal, now, 5);
            ASSERT_TRUE(back.ok());
            expect_same(**back, then);
        }
    });
    tell(history, 60, told);
    reader.join();
    expect_same(*now, told.ledgers[40]);
}

TEST(LedgerFold, DropsAFailedBatchWithoutATrace) {
    for (uint64_t seed = 1; seed <= 10; ++seed) {
        LedgerHistory history(seed);
        Told told;
        tell(history, 20, told);
        auto lost = history;
        LedgerFold fold(told.head);
        for (int i = 0; i < 4; ++i) fold.apply(lost.next(6));
        expect_same(fold.working(), lost.ledger());
        expect_same(*told.head, history.ledger());
        tell(history, 20, told);
        expect_same(*told.head, history.ledger());
    }
}

TEST(LedgerFold, PassesOverWhatTheModelDoesNotKnow) {
    Entry entry;
    entry.sequence = 1;
    entry.changes.push_back({"ship", 1, 1, ChangeKind::kCreate, {{"name", {}, "船", false}}});
    entry.changes.push_back({"region",
                             1,
                             1,
                             ChangeKind::kCreate,
                             {{"mayor", {}, "某", false},
                              {"name", {}, "端州区", false},
                              {"code", {}, 7, false},
                              {"parent", {}, Reference{1}, true}}});
    LedgerFold fold(empty_snapshot(sample_model(), {}));
    fold.apply(entry);
    auto const& snapshot = fold.working();
    EntityView const regions(snapshot, entity_named(snapshot, "region"));
    EXPECT_EQ(regions.label(0), "端州区");
    EXPECT_EQ(regions.code(0), "");
    EXPECT_TRUE(regions.value(0, 2).is_null());  // redacted
    EXPECT_EQ(snapshot.record_count, 1u);
}

struct CellCase {
    char const* field;
    Value value;
    bool fits;
    Value held;
};

TEST(Cell, HoldsWhatFitsTheFieldOfToday) {
    CellCase const cases[] = {
        {"total", Decimal{1250, 2}, true, Decimal{1250, 2}},
        {"total", 5, true, Decimal{500, 2}},  // an integer before
        {"total", Decimal{1250, 3}, true, Decimal{125, 2}},
        {"total", Decimal{1, 3}, false, {}},
        {"total", INT64_MAX, false, {}},
        {"total", "5", false, {}},
        {"jobs", Decimal{700, 2}, true, 7},
        {"jobs", Decimal{750, 2}, false, {}},
        {"name", "名", true, "名"},
        {"name", 1, false, {}},
        {"name", ValueList{"a"}, false, {}},
        {"tags", "a", false, {}},
        {"tags", ValueList{"a", "乙"}, true, ValueList{"a", "乙"}},
        {"signed_on", Date{-1}, true, Date{-1}},
        {"signed_on", Instant{1}, false, {}},
        {"seen_at", Instant{-5}, true, Instant{-5}},
        {"region", Reference{3}, true, Reference{3}},
        {"region", 3, false, {}},
        {"key_project", false, true, false},
        {"place", "POINT", false, {}},
        {"stage", "lead", true, "lead"},
    };
    Entity const& project = *sample_model()->find_entity("project");
    for (auto const& c : cases) {
        size_t const index = *project.field_index(c.field);
        Field const& field = project.fields[index];
        EXPECT_EQ(can_hold(field, c.value), c.fits) << c.field;
        if (!c.fits) continue;
        TableWriter writer(
            empty_snapshot(sample_model(), {})
                ->entities[entity_named(*empty_snapshot(sample_model(), {}), "project")]
                .table);
        write_cell(writer, writer.append(), index, field, c.value);
        EXPECT_EQ(read_cell(*writer.table(), 0, index, field), c.held) << c.field;
    }
}

}  // namespace
}  // namespace agglo
