#include "state/replay.h"

#include <gtest/gtest.h>

#include "journal/redaction.h"
#include "state/batch_feed.h"
#include "state/batch_fold.h"
#include "state/batch_reader.h"
#include "state/ledger_history.h"
#include "state/memory_journal.h"
#include "state/snapshot_equality.h"

namespace agglo {
namespace {

SnapshotPtr nothing() {
    return empty_snapshot(sample_model(), {});
}

Entry entry_of(Sequence sequence, std::vector<RecordChange> changes) {
    Entry entry;
    entry.sequence = sequence;
    entry.recorded_at = Instant{static_cast<int64_t>(sequence)};
    entry.changes = std::move(changes);
    return entry;
}

TEST(Replay, EqualsItsSlowTwinAtEveryPoint) {
    for (uint64_t seed = 200; seed < 210; ++seed) {
        LedgerHistory history(seed);
        MemoryJournal journal;
        for (int i = 0; i < 40; ++i) {
            auto const entry = history.next(6);
            ASSERT_TRUE(journal.append({&entry, 1}).ok());
        }
        for (Sequence at = 0; at <= 40; ++at) {
            auto const fast = replay(journal, sample_model(), at);
            auto const slow = replay_slowly(journal, nothing(), at);
            ASSERT_TRUE(fast.ok() && slow.ok());
            expect_equal(**fast, **slow);
            auto const onward = replay_on(journal, *fast, 40);
            ASSERT_TRUE(onward.ok());
            expect_equal(**onward, **replay_slowly(journal, nothing(), 40));
            expect_equal(**fast, **slow);  // still, though the tail is shared
            if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << " at " << at;
        }
    }
}

TEST(Replay, GoesThroughManyBatchesAndChunks) {
    MemoryJournal journal;
    Random random(9);
    RecordId regions = 0;
    for (Sequence sequence = 1; sequence <= 90; ++sequence) {
        std::vector<RecordChange> changes;
        for (int i = 0; i < 900; ++i) {
            bool const create = regions < 900 || random.chance(1, 3);
            RecordId const id = create ? ++regions : random.between(1, regions);
            auto const kind = create ? ChangeKind::kCreate : ChangeKind::kUpdate;
            RecordChange change{"region", id, 1, kind, {}};
            change.fields.push_back({"code", {}, "C" + std::to_string(sequence * 1000 + i), false});
            change.fields.push_back(
                {"name", {}, "区" + std::to_string(random.between(0, 50)), false});
            Value const parent = random.chance(1, 4) ? Value() : Reference{random.between(1, id)};
            change.fields.push_back({"parent", {}, parent, false});
            changes.push_back(std::move(change));
        }
        auto const entry = entry_of(sequence, std::move(changes));
        ASSERT_TRUE(journal.append({&entry, 1}).ok());
    }
    size_t entries = 0;
    size_t changes = 0;
    auto const fast = replay(journal, sample_model(), 90, [&](ReplayedEntry const& entry) {
        EXPECT_EQ(entry.sequence, ++entries);
        changes += entry.changes;
    });
    ASSERT_TRUE(fast.ok());
    EXPECT_EQ(entries, 90u);
    EXPECT_EQ(changes, 81'000u);
    expect_equal(**fast, **replay_slowly(journal, nothing(), 90));
}

TEST(Replay, TellsWhoAskedForWhat) {
    MemoryJournal journal;
    auto entry = entry_of(1, {{"region", 1, 1, ChangeKind::kCreate, {}}});
    entry.actor = "专员";
    entry.command = "k1";
    entry.request_digest = "d1";
    ASSERT_TRUE(journal.append({&entry, 1}).ok());
    size_t told = 0;
    ASSERT_TRUE(replay(journal, sample_model(), 1, [&](ReplayedEntry const& seen) {
                    ++told;
                    EXPECT_EQ(seen.actor, "专员");
                    EXPECT_EQ(seen.command, "k1");
                    EXPECT_EQ(seen.request_digest, "d1");
                    EXPECT_EQ(seen.recorded_at, Instant{1});
                    EXPECT_EQ(seen.changes, 1u);
                }).ok());
    EXPECT_EQ(told, 1u);
}

/// Applies an entry's bytes both ways and compares.
void expect_twins_agree(EntryBytes const& bytes) {
    auto const base = nothing();
    BatchReader reader(*base);
    CellBatch batch(reader.slots().size(), base->entities.size());
    BatchRoom room{&batch};
    ASSERT_TRUE(reader.add(bytes, room, false).ok());
    BatchFold fast(base, reader.slots());
    fast.apply(batch);
    LedgerFold slow(nothing());
    auto const entry = decode_entry(bytes);
    ASSERT_TRUE(entry.ok());
    slow.apply(*entry);
    Checkpoint const head{bytes.sequence, {}, {}};
    expect_equal(*fast.finish(head), *slow.finish(head));
}

EncodedEntry encoded(Entry const& entry) {
    auto made = encode_entry(HashAlgorithm::kSha256, entry, EntrySecret{}, Digest{});
    EXPECT_TRUE(made.ok());
    return *std::move(made);
}

Entry odd_entry() {
    return entry_of(
        1, {{"ship", 7, 1, ChangeKind::kCreate, {{"name", {}, "船", false}}},
            {"region",
             1,
             1,
             ChangeKind::kCreate,
             {{"mayor", {}, "某", false}, {"name", {}, "端州区", false}, {"code", {}, 7, false}}},
            {"project",
             1,
             1,
             ChangeKind::kCreate,
             {{"total", {}, 5, false},
              {"offer", {}, Decimal{1, 3}, false},
              {"rate", {}, Decimal{1250, 4}, false},
              {"jobs", {}, Decimal{700, 2}, false},
              {"land", {}, INT64_MAX, false},
              {"contact", {}, "张三", false},
              {"note", {}, ValueList{"a"}, false},
              {"tags", {}, ValueList{"a", "乙", ""}, false},
              {"industries", {}, "c", false},
              {"seen_at", {}, Date{3}, false},
              {"signed_on", {}, Instant{3}, false},
              {"due", {}, Date{3}, false},
              {"key_project", {}, 1, false},
              {"region", {}, 1, false},
              {"partner", {}, Reference{1}, false},
              {"place", {}, Geometry{"wkb"}, false}}},
            {"project", 1, 2, ChangeKind::kUpdate, {{"contact", "张三", {}, false}}},
            {"project", 1, 3, ChangeKind::kDelete, {{"total", Decimal{500, 2}, {}, false}}},
            {"project", 1, 4, ChangeKind::kRestore, {}},
            {"definition", 1, 1, ChangeKind::kCreate, {{"kind", {}, "pack", false}}}});
}

TEST(BatchReader, WritesWhatFitsTheFieldsOfToday) {
    auto const entry = encoded(odd_entry());
    expect_twins_agree({1, entry.head, entry.body});
}

TEST(BatchReader, LeavesOutWhatIsRedacted) {
    auto const entry = encoded(odd_entry());
    for (std::string_view const gone : {"contact", "name", "total", "reason", "request", ""}) {
        auto const body =
            open_body({1, entry.head, entry.body}, [&](auto, auto field) { return field == gone; });
        ASSERT_TRUE(body.ok());
        expect_twins_agree({1, entry.head, *body});
    }
}

// Either way of reading refuses the same bytes for the same reason.
TEST(BatchReader, RefusesWhatDecodingRefuses) {
    auto const entry = encoded(odd_entry());
    auto const base = nothing();
    auto const add = [&](EntryBytes const& bytes) {
        BatchReader reader(*base);
        CellBatch batch(reader.slots().size(), base->entities.size());
        BatchRoom room{&batch};
        return reader.add(bytes, room, true);
    };
    for (size_t cut = 0; cut < entry.head.size(); ++cut) {
        auto const added = add({1, std::string_view(entry.head).substr(0, cut), entry.body});
        ASSERT_EQ(added.error().code(), ErrorCode::kChainBroken) << cut;
    }
    for (size_t cut = 0; cut < entry.body.size(); ++cut) {
        auto const added = add({1, entry.head, std::string_view(entry.body).substr(0, cut)});
        ASSERT_EQ(added.error().code(), ErrorCode::kChainBroken) << cut;
    }
    for (auto const& extra : {"x", "\x01"}) {
        EXPECT_FALSE(add({1, entry.head + extra, entry.body}).ok());
        EXPECT_FALSE(add({1, entry.head, entry.body + extra}).ok());
    }
    EXPECT_EQ(add({2, entry.head, entry.body}).error().arguments().back(), "out_of_place");
}

constexpr size_t kSampleFieldsMax = 21;  // of a record of the sample schema

void expect_fed_in_order(Journal const& journal, Sequence to, FeedLimits const& limits) {
    auto const base = nothing();
    ColumnSlots const slots(*base->model);
    BatchFeed feed(journal, *base, to, true, limits);
    BatchFold fold(base, slots, TableWriter::Tail::kCopy);
    Sequence told = 0;
    auto const fed = feed.each([&](CellBatch const& batch) {
        for (auto const& note : batch.notes) ASSERT_EQ(note.sequence, ++told);
        ASSERT_TRUE(batch.last == 0 || batch.last == told);
        ASSERT_LE(batch.cells, limits.batch_cells + kSampleFieldsMax);
        fold.apply(batch);
    });
    ASSERT_TRUE(fed.ok());
    ASSERT_EQ(told, to);
    auto const slow = *replay_slowly(journal, nothing(), to);
    expect_equal(*fold.finish(slow->point), *slow);
}

void expect_end_found(Journal const& journal, FeedLimits const& limits) {
    auto const base = nothing();
    BatchFeed const left_early(journal, *base, 41, false, limits);
    BatchFeed beyond(journal, *base, 60, false, limits);
    Sequence last = 0;
    auto const fed =
        beyond.each([&](CellBatch const& batch) { last = std::max(last, batch.last); });
    ASSERT_EQ(fed.error().code(), ErrorCode::kChainBroken);
    EXPECT_EQ(fed.error().arguments().front(), "42");
    EXPECT_LE(last, 41u);
}

// Whether entries or cells end a batch, within an entry too, and however few batches there are.
TEST(BatchFeed, GivesBatchesInOrderAndKnowsWhenItEnds) {
    LedgerHistory history(300);
    MemoryJournal journal;
    for (int i = 0; i < 41; ++i) {
        auto const entry = history.next(i == 20 ? 60 : 6);
        ASSERT_TRUE(journal.append({&entry, 1}).ok());
    }
    for (Sequence const claim : {1, 2, 3, 7, 20, 40, 41, 100}) {
        for (size_t const cells : {1, 40, 100'000}) {
            for (size_t const batches : {1, 2, 6}) {
                for (size_t const large_bytes : {0, 1'000, 1'000'000}) {
                    SCOPED_TRACE(testing::Message()
                                 << claim << " " << cells << " " << batches << " " << large_bytes);
                    FeedLimits const limits{claim, cells, batches, batches, large_bytes};
                    for (Sequence const to : {0, 1, 2, 39, 40, 41})
                        expect_fed_in_order(journal, to, limits);
                    expect_end_found(journal, limits);
                }
            }
        }
    }
}

// Of several, however far others have read on, and though its beginning may have been used.
TEST(BatchFeed, TellsTheFirstDamagedEntry) {
    auto const state = std::make_shared<MemoryJournalState>();
    MemoryJournal journal(state);
    LedgerHistory history(301);
    for (int i = 0; i < 60; ++i) {
        auto const entry = history.next(20);
        ASSERT_TRUE(journal.append({&entry, 1}).ok());
    }
    state->damage = [](Sequence sequence, EncodedEntry& entry) {
        if (sequence == 20) entry.body.resize(entry.body.size() - 1);
        if (sequence == 21 || sequence == 40) entry.head.clear();
    };
    auto const base = nothing();
    for (Sequence const claim : {1, 5, 100}) {
        for (size_t const cells : {1, 50, 100'000}) {
            for (size_t const batches : {1, 2, 8}) {
                BatchFeed feed(journal, *base, 60, false, {claim, cells, batches, 3, 500});
                size_t used = 0;
                auto const fed = feed.each([&](CellBatch const& batch) {
                    ASSERT_LT(batch.last, 20u);
                    used += batch.cells;
                });
                ASSERT_EQ(fed.error().code(), ErrorCode::kChainBroken);
                EXPECT_EQ(fed.error().arguments().front(), "20");
                EXPECT_EQ(fed.error().arguments().back(), "body");
                EXPECT_TRUE(cells > 1 || used > 0);
            }
        }
    }
}

TEST(Replay, EndsAtADamagedEntry) {
    auto const state = std::make_shared<MemoryJournalState>();
    MemoryJournal journal(state);
    auto const entry = entry_of(1, {{"region", 1, 1, ChangeKind::kCreate, {}}});
    ASSERT_TRUE(journal.append({&entry, 1}).ok());
    state->entries[0].entry.changes[0].version = -1;  // cannot be written down
    EXPECT_FALSE(replay(journal, sample_model(), 1).ok());
}

}  // namespace
}  // namespace agglo
