// Erased values are gone from every byte kept, and the chain stands as it was.
#include "journal/erasure.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "journal/backup.h"
#include "journal/entry_samples.h"
#include "journal/journal_rows.h"
#include "journal/sqlite_erasure.h"
#include "journal/sqlite_journal.h"
#include "sqlite/database.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

constexpr std::string_view kPhone = "13800001234";
constexpr std::string_view kOther = "13900005678";
constexpr std::string_view kReason = "来电登记，勿外传";

Entry entry_at(Sequence sequence) {
    Entry entry;
    entry.sequence = sequence;
    entry.recorded_at = Instant{static_cast<int64_t>(sequence) * 1'000'000};
    entry.actor = "li";
    return entry;
}

Entry contact_entry(Sequence sequence, RecordId id, int64_t version, Value before, Value after) {
    Entry entry = entry_at(sequence);
    entry.reason = kReason;
    entry.request_digest = "d" + std::to_string(sequence);
    auto const kind = version == 1 ? ChangeKind::kCreate : ChangeKind::kUpdate;
    entry.changes.push_back(
        {"contact", id, version, kind, {{"phone", std::move(before), std::move(after), false}}});
    return entry;
}

/// Two contacts, both with phones in their past and present.
std::vector<Entry> contact_entries() {
    return {contact_entry(1, 1, 1, {}, kPhone), contact_entry(2, 2, 1, {}, kOther),
            contact_entry(3, 1, 2, kPhone, {}), contact_entry(4, 1, 3, {}, kPhone)};
}

Entry erasing_entry(Sequence sequence, std::vector<Sequence> sequences, bool reasons = false) {
    Entry entry = entry_at(sequence);
    entry.reason = "本人要求";
    entry.changes.push_back(change_of({"contact", 1, {"phone"}, reasons, std::move(sequences)}, 1));
    return entry;
}

std::string all_bytes(std::filesystem::path const& folder) {
    std::string bytes;
    for (auto const& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    return bytes;
}

std::vector<Entry> read_all(Journal const& journal) {
    std::vector<Entry> entries;
    EXPECT_TRUE(journal
                    .read(1,
                          [&](StoredEntry const& stored) {
                              entries.push_back(stored.entry);
                              return true;
                          })
                    .ok());
    return entries;
}

struct Kept {
    ScratchFolder scratch;
    std::unique_ptr<Journal> journal;

    Kept() {
        auto made = SqliteJournal::create(scratch.path("a.db"),
                                          new_ledger_identity(HashAlgorithm::kSha256));
        AGGLO_ASSERT(made.ok());
        journal = std::move(made).value();
        AGGLO_ASSERT(journal->append(contact_entries()).ok());
    }
    Result<void> append(Entry const& entry) { return journal->append({&entry, 1}); }
    bool holds(std::string_view text) {
        return all_bytes(scratch.path("")).find(text) != std::string::npos;
    }
};

TEST(Erasure, ChangeAndBack) {
    auto const erasures = erasures_of(erasing_entry(5, {1, 3, 4}, true));
    ASSERT_TRUE(erasures.ok());
    ASSERT_EQ(erasures->size(), 1u);
    auto const& erasure = erasures->front();
    EXPECT_EQ(erasure.entity, "contact");
    EXPECT_EQ(erasure.record, 1);
    EXPECT_EQ(erasure.fields, std::vector<std::string>{"phone"});
    EXPECT_TRUE(erasure.reasons);
    EXPECT_EQ(erasure.sequences, (std::vector<Sequence>{1, 3, 4}));
    EXPECT_TRUE(erasures_of(plain_entry(1))->empty());
}

TEST(Erasure, RefusesWhatItCannotRead) {
    for (auto const* sequences :
         {"5", "6", "0", "x", "1 y", "1  3", "-1", "99999999999999999999"}) {
        Entry entry = erasing_entry(5, {1});
        entry.changes[0].fields[4].after = sequences;
        EXPECT_FALSE(erasures_of(entry).ok()) << sequences;
    }
    Entry entry = erasing_entry(5, {1});
    entry.changes[0].fields.erase(entry.changes[0].fields.begin() + 1);
    EXPECT_FALSE(erasures_of(entry).ok());
}

TEST(Erasure, TakesTheValueOutOfEveryByteAndLeavesTheChain) {
    Kept kept;
    auto const before = kept.journal->checkpoint_at(Sequence{4});
    ASSERT_TRUE(kept.holds(kPhone));
    std::ofstream(kept.scratch.path("a.db.image")) << kPhone;
    std::ofstream(kept.scratch.path("a.db.image-new")) << kPhone;
    std::filesystem::create_directory(kept.scratch.path("a.db.images"));
    std::ofstream(kept.scratch.path("a.db.images/1")) << kPhone;
    ASSERT_TRUE(kept.append(erasing_entry(5, {1, 3, 4})).ok());
    EXPECT_FALSE(kept.holds(kPhone));
    EXPECT_TRUE(kept.holds(kOther));
    EXPECT_TRUE(kept.holds(kReason));
    auto const report = kept.journal->verify();
    ASSERT_TRUE(report.ok()) << report.error().message_en();
    EXPECT_EQ(report->redacted, 8u);  // 1: phone, request; 3 and 4: two sides of phone, request
    EXPECT_EQ(kept.journal->checkpoint_at(Sequence{4})->hash, before->hash);
    auto const entries = read_all(*kept.journal);
    EXPECT_TRUE(entries[0].changes[0].fields[0].redacted);
    EXPECT_TRUE(entries[0].changes[0].fields[0].after.is_null());
    EXPECT_EQ(entries[0].request_digest, "");
    EXPECT_EQ(entries[1].request_digest, "d2");
}

TEST(Erasure, TakesReasonsWhenAsked) {
    Kept kept;
    ASSERT_TRUE(kept.append(erasing_entry(5, {1, 3, 4}, true)).ok());
    auto const entries = read_all(*kept.journal);
    EXPECT_EQ(entries[0].reason, "");
    EXPECT_EQ(entries[1].reason, kReason);
    EXPECT_EQ(entries[4].reason, "本人要求");
    EXPECT_TRUE(kept.journal->verify().ok());
}

TEST(Erasure, OneThatFailsLeavesEverythingAsItWas) {
    Kept kept;
    auto database = sqlite::Database::open(kept.scratch.path("a.db"), sqlite::OpenMode::kReadWrite);
    ASSERT_TRUE(database->execute("UPDATE entry SET body = x'01' WHERE sequence = 4").ok());
    auto const done = kept.append(erasing_entry(5, {1, 3, 4}));
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().arguments().front(), "4");
    EXPECT_TRUE(kept.holds(kPhone));
    EXPECT_EQ(kept.journal->head().sequence, 4u);
}

TEST(Erasure, AReaderInTheMiddleOnlyPutsOffTheLog) {
    Kept kept;
    bool held_while_reading = false;
    (void)kept.journal->read(1, [&](StoredEntry const&) {
        EXPECT_TRUE(kept.append(erasing_entry(5, {1, 3, 4})).ok());
        held_while_reading = kept.holds(kPhone);
        return false;
    });
    EXPECT_TRUE(held_while_reading);
    ASSERT_TRUE(kept.append(plain_entry(6)).ok());
    EXPECT_FALSE(kept.holds(kPhone));
}

TEST(Erasure, AJournalWrittenAgainEntryByEntryErasesAgain) {
    Kept kept;
    auto entries = contact_entries();
    entries.push_back(erasing_entry(5, {1, 3, 4}));
    ScratchFolder const other;
    auto const again = SqliteJournal::create(other.path("b.db"), kept.journal->identity());
    ASSERT_TRUE((*again)->append(entries).ok());
    EXPECT_EQ(all_bytes(other.path("")).find(kPhone), std::string::npos);
    EXPECT_TRUE((*again)->verify().ok());
}

/// A copy of the rows from before the erasure, and then the erasing entry's.
TEST(Erasure, RowsCopiedOneByOneEraseAgain) {
    Kept kept;
    ScratchFolder const other;
    auto const path = other.path("b.db");
    std::filesystem::copy_file(kept.scratch.path("a.db"), path);
    std::filesystem::copy_file(kept.scratch.path("a.db-wal"), path + "-wal");
    ASSERT_TRUE(kept.append(erasing_entry(5, {1, 3, 4})).ok());
    auto copy = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    ASSERT_TRUE(copy->execute("PRAGMA secure_delete=ON").ok());
    auto rows = JournalRows::open({kept.scratch.path("a.db")});
    auto const write = [&](StoredRow const& row) -> Result<bool> {
        auto insert = TRY(copy->prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?)"));
        insert.bind(1, static_cast<int64_t>(row.bytes.sequence)).bind(2, row.recorded_at.us);
        insert.bind_blob(3, row.hash).bind_blob(4, row.bytes.head).bind_blob(5, row.bytes.body);
        TRY(insert.run());
        TRY(erase_as_told(*copy, row.bytes));
        return false;
    };
    ASSERT_TRUE(rows->read(5, write).ok());
    EXPECT_TRUE(clear_log(*copy));
    EXPECT_EQ(all_bytes(other.path("")).find(kPhone), std::string::npos);
    EXPECT_TRUE((*SqliteJournal::open_to_read(path))->verify().ok());
}

/// Segments shipped before the erasure hold the values; a ledger restored from them does not.
TEST(Erasure, ARestoreErasesAgain) {
    Kept kept;
    ScratchFolder const backup;
    ScratchFolder const other;
    JournalPath const source{kept.scratch.path("a.db")};
    ASSERT_TRUE(back_up(source, "", {.path = backup.path("b"), .segment_bytes = 1}).ok());
    ASSERT_TRUE(kept.append(erasing_entry(5, {1, 3, 4})).ok());
    ASSERT_TRUE(back_up(source, "", {.path = backup.path("b"), .segment_bytes = 1}).ok());
    EXPECT_NE(all_bytes(backup.path("b")).find(kPhone), std::string::npos);
    auto const path = other.path("a.db");
    auto const restored =
        restore({.path = backup.path("b"), .segment_bytes = 1}, {}, {{path}, path + ".accounts"});
    ASSERT_TRUE(restored.ok()) << restored.error().message_en();
    EXPECT_EQ(all_bytes(other.path("")).find(kPhone), std::string::npos);
    EXPECT_EQ((*SqliteJournal::open_to_read(path))->head().hash, kept.journal->head().hash);
    EXPECT_TRUE((*SqliteJournal::open_to_read(path))->verify().ok());
}

TEST(Erasure, OpeningClearsALogThatACrashLeftBehind) {
    Kept kept;
    ScratchFolder const crashed;
    (void)kept.journal->read(1, [&](StoredEntry const&) {
        EXPECT_TRUE(kept.append(erasing_entry(5, {1, 3, 4})).ok());
        for (auto const* ending : {"", "-wal"}) {  // as a power cut leaves them
            std::filesystem::copy_file(kept.scratch.path("a.db") + ending,
                                       crashed.path("a.db") + ending);
        }
        return false;
    });
    ASSERT_NE(all_bytes(crashed.path("")).find(kPhone), std::string::npos);
    auto const again = SqliteJournal::open(crashed.path("a.db"));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(all_bytes(crashed.path("")).find(kPhone), std::string::npos);
    EXPECT_EQ((*again)->verify()->head.sequence, 5u);
}

}  // namespace
}  // namespace agglo
