// Derived columns against their slow twins: recursion per record, and children by a scan.
#include "query/derived/derived_columns.h"

#include <thread>

#include "query/derived/derived_sample.h"
#include "query/derived/shown_snapshots.h"
#include "state/fold.h"
#include "state/ledger_history.h"
#include "state/memory_journal.h"
#include "state/past.h"

namespace agglo {
namespace {

/// Children without an index.
class ScannedFacts : public SnapshotFacts {
public:
    explicit ScannedFacts(Snapshot const& snapshot)
        : SnapshotFacts(snapshot), snapshot_(snapshot) {}

    std::vector<RecordId> referring(FieldAddress reference, RecordId target) const override {
        std::vector<RecordId> found;
        EntityView const view(snapshot_, reference.entity);
        for (size_t row = 0; row < view.rows(); ++row) {
            if (view.live(row) && view.value(row, reference.field) == Value(Reference{target}))
                found.push_back(static_cast<RecordId>(row) + 1);
        }
        return found;
    }

private:
    Snapshot const& snapshot_;
};

void expect_derived(Snapshot const& facts, Snapshot const& shown, Date on) {
    ScannedFacts const scanned(facts);
    DerivedFacts const slow(scanned, on);
    auto const& model = *facts.model;
    for (auto const& what : model.derived) {
        EntityView const view(shown, what.entity);
        for (size_t row = 0; row < view.rows(); ++row) {
            ASSERT_EQ(view.value(row, what.field), slow.value(what, static_cast<RecordId>(row) + 1))
                << view.entity().name << "#" << row + 1 << "."
                << view.entity().fields[what.field].name << " at " << facts.point.sequence;
        }
    }
}

struct History {
    std::shared_ptr<Model const> model = derived_model();
    MemoryJournal journal;
    SnapshotPtr head = empty_snapshot(model, {});

    void grow(LedgerHistory& source, int entries) {
        LedgerFold fold(head);
        std::vector<Entry> added;
        for (int i = 0; i < entries; ++i) {
            added.push_back(source.next(static_cast<int>(source.random().between(1, 6))));
            fold.apply(added.back());
        }
        ASSERT_TRUE(journal.append(added).ok());
        head = fold.finish(journal.head());
    }
};

constexpr Date kMonday{20000};

class DerivedProperty : public testing::TestWithParam<uint64_t> {};

// A line of snapshots, each carried from the one before, and past points carried from now.
TEST_P(DerivedProperty, CarryingIsExact) {
    History history;
    LedgerHistory source(GetParam());
    auto known = derive_all(history.head, kMonday);
    for (int step = 0; step < 40; ++step) {
        history.grow(source, static_cast<int>(source.random().between(1, 5)));
        Date const on{kMonday.days + (source.random().chance(1, 5) ? step : 0)};
        known = derive_on(history.head, on, known);
        expect_derived(*history.head, *known.shown, on);
        if (HasFatalFailure()) return;
    }
    Past past(history.journal);
    auto const last = history.head->point.sequence;
    for (Sequence at = 1; at < last; at += 7) {
        auto const then = past.at(history.head, at);
        // Made without the ledger's schema in its journal: of the same model.
        ASSERT_TRUE(then.ok());
        auto const carried = derive_on(*then, kMonday, known);
        expect_derived(**then, *carried.shown, kMonday);
        if (source.random().chance(1, 2)) known = carried;  // and forward again from there
        if (HasFatalFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DerivedProperty, testing::Range<uint64_t>(1, 9));

TEST(ShownSnapshots, KeepsFewAndHonoursTheDay) {
    History history;
    LedgerHistory source(3);
    ShownSnapshots shown;
    for (int step = 0; step < 12; ++step) {
        history.grow(source, 3);
        for (int day = 0; day < 2; ++day) {
            Date const on{kMonday.days + day};
            auto const first = shown.of(history.head, on);
            EXPECT_EQ(first, shown.of(history.head, on));
            expect_derived(*history.head, *first, on);
        }
        EXPECT_LE(shown.kept(), ShownSnapshots::kKeptMax);
    }
    shown.clear();
    EXPECT_EQ(shown.kept(), 0u);
}

TEST(ShownSnapshots, AreMadeOnceForManyAskers) {
    History history;
    LedgerHistory source(5);
    history.grow(source, 30);
    ShownSnapshots shown;
    std::vector<SnapshotPtr> got(8);
    std::vector<std::thread> askers;
    for (auto& each : got) askers.emplace_back([&] { each = shown.of(history.head, kMonday); });
    for (auto& asker : askers) asker.join();
    for (auto const& each : got) EXPECT_EQ(each, got.front());
    EXPECT_EQ(shown.kept(), 1u);
}

TEST(ShownSnapshots, GivesFactsBackWhereNothingIsDerived) {
    auto const plain = empty_snapshot(sample_model(), {});
    EXPECT_EQ(ShownSnapshots().of(plain, kMonday), plain);
}

}  // namespace
}  // namespace agglo
