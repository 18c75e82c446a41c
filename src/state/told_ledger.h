#pragma once
// Told: a random history in a journal beside the slow model of the ledger after every entry, and
// the comparison of a snapshot with it.
#include "state/cell.h"
#include "state/ledger_history.h"
#include "state/memory_journal.h"
#include "state/replay.h"

namespace agglo {

inline std::vector<size_t> slow_rows_equal(std::vector<SlowRecord> const& records,
                                           std::string const& field, Value const& value) {
    std::vector<size_t> rows;
    for (size_t row = 0; row < records.size(); ++row) {
        auto const held = records[row].values.find(field);
        if (records[row].live && held != records[row].values.end() && held->second == value)
            rows.push_back(row);
    }
    return rows;
}

inline void expect_same_record(EntityView const& view, size_t row,
                               std::vector<SlowRecord> const& records) {
    auto const& record = records[row];
    auto const name = view.entity().name + "#" + std::to_string(row + 1);
    ASSERT_EQ(view.live(row), record.live) << name;
    ASSERT_EQ(view.version(row), record.version) << name;
    ASSERT_EQ(view.created(row), record.created) << name;
    ASSERT_EQ(view.changed(row), record.changed) << name;
    ASSERT_EQ(view.history(row), record.history) << name;
    for (size_t f = 0; f < view.entity().fields.size(); ++f) {
        auto const& field = view.entity().fields[f];
        auto const held = record.values.find(field.name);
        Value const wanted = held == record.values.end() ? Value() : held->second;
        ASSERT_EQ(view.value(row, f), wanted) << name << "." << field.name;
        if (wanted.is_null() || !is_indexed(view.entity(), f)) continue;
        ASSERT_EQ(view.rows_equal(f, wanted), slow_rows_equal(records, field.name, wanted)) << name;
    }
}

/// Compares everything a snapshot shows of its records with the slow model.
inline void expect_same(Snapshot const& snapshot, SlowLedger const& ledger) {
    size_t live = 0;
    for (auto const& [entity, records] : ledger) {
        EntityView const view(snapshot, entity_named(snapshot, entity));
        ASSERT_EQ(view.rows(), records.size());
        size_t live_here = 0;
        for (size_t row = 0; row < records.size(); ++row) {
            expect_same_record(view, row, records);
            live_here += records[row].live ? 1 : 0;
        }
        ASSERT_EQ(view.table().live_rows(), live_here);
        live += live_here;
    }
    ASSERT_EQ(snapshot.record_count, live);
}

struct Told {
    MemoryJournal journal;
    std::vector<SlowLedger> ledgers = {{}};  ///< by sequence
    SnapshotPtr head = empty_snapshot(sample_model(), {});
};

/// Writes a random history of `entries` entries, folded some at a time as batches are.
inline void tell(LedgerHistory& history, int entries, Told& told) {
    while (entries > 0) {
        LedgerFold fold(told.head);
        auto const batch = std::min<int64_t>(entries, history.random().between(1, 5));
        entries -= static_cast<int>(batch);
        std::vector<Entry> wanted;
        for (int64_t i = 0; i < batch; ++i) {
            wanted.push_back(history.next(static_cast<int>(history.random().between(1, 6))));
            fold.apply(wanted.back());
            told.ledgers.push_back(history.ledger());
            if (history.random().chance(1, 4)) expect_same(fold.working(), history.ledger());
        }
        ASSERT_TRUE(told.journal.append(wanted).ok());
        told.head = fold.finish(told.journal.head());
    }
}

}  // namespace agglo
