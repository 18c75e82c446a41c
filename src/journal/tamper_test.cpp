// What `verify` finds, and where it says it is, when a journal is changed behind its back.
#include <algorithm>
#include <gtest/gtest.h>

#include "base/text.h"
#include "journal/chain.h"
#include "journal/entry_samples.h"
#include "journal/redaction.h"
#include "journal/sqlite_journal.h"
#include "sqlite/database.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

constexpr Sequence kEntries = 8;

/// A journal of eight entries, closed.
void write_journal(std::string const& path) {
    auto journal = SqliteJournal::create(path, new_ledger_identity(HashAlgorithm::kSha256));
    AGGLO_ASSERT(journal.ok());
    std::vector<Entry> entries;
    for (Sequence i = 1; i <= kEntries; ++i) entries.push_back(plain_entry(i));
    AGGLO_ASSERT((*journal)->append(entries).ok());
}

void run_sql(std::string const& path, std::string const& sql) {
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    AGGLO_ASSERT(database.ok());
    auto const done = database->execute(sql);
    ASSERT_TRUE(done.ok()) << sql << ": " << done.error().message_en();
}

/// "5 hash", or "" when the journal verifies.
std::string finding(Result<VerifyReport> const& report) {
    if (report.ok()) return {};
    EXPECT_EQ(report.error().code(), ErrorCode::kChainBroken);
    auto const& arguments = report.error().arguments();
    return arguments.front() + " " + arguments.back();
}

std::string swap(char const* columns) {
    std::string const list = columns;
    return "CREATE TEMP TABLE t AS SELECT * FROM entry WHERE sequence IN (5, 6);"
           "UPDATE entry SET (" +
           list + ") = (SELECT " + list +
           " FROM t WHERE t.sequence = 11 - entry.sequence) WHERE sequence IN (5, 6)";
}

TEST(Tamper, IsFoundWhereItIs) {
    struct Row {
        char const* what;
        std::string sql;
        char const* found;
    };
    for (auto const& [what, sql, found] : {
             Row{"nothing", "SELECT 1", ""},
             Row{"removed", "DELETE FROM entry WHERE sequence = 5", "5 missing"},
             Row{"first removed", "DELETE FROM entry WHERE sequence = 1", "1 missing"},
             Row{"several removed", "DELETE FROM entry WHERE sequence IN (4, 5, 7)", "4 missing"},
             Row{"removed and closed up",
                 "DELETE FROM entry WHERE sequence = 5;"
                 "UPDATE entry SET sequence = sequence - 1 WHERE sequence > 5",
                 "5 out_of_place"},
             Row{"added",
                 "INSERT INTO entry SELECT 9, recorded_at, hash, head, body FROM entry"
                 " WHERE sequence = 8",
                 "9 out_of_place"},
             Row{"rows exchanged", swap("recorded_at, hash, head, body"), "5 out_of_place"},
             Row{"bodies exchanged", swap("body"), "5 hash"},
             Row{"hashes exchanged", swap("hash"), "5 hash"},
             Row{"body emptied", "UPDATE entry SET body = x'' WHERE sequence = 5", "5 body"},
             Row{"head emptied", "UPDATE entry SET head = x'' WHERE sequence = 5", "5 head"},
             Row{"hash emptied", "UPDATE entry SET hash = x'' WHERE sequence = 5", "5 hash"},
             Row{"last hash changed", "UPDATE entry SET hash = zeroblob(32) WHERE sequence = 8",
                 "8 hash"},
             Row{"time of the row changed",
                 "UPDATE entry SET recorded_at = recorded_at + 1 WHERE sequence = 5", "5 time"},
             Row{"another ledger's name",
                 "UPDATE ledger SET ledger = '00000000000000000000000000000000'", "1 hash"},
             Row{"another algorithm", "UPDATE ledger SET algorithm = 2", "1 algorithm"},
         }) {
        ScratchFolder const scratch;
        auto const path = scratch.path("a.db");
        write_journal(path);
        run_sql(path, sql);
        auto const journal = SqliteJournal::open_to_read(path);
        ASSERT_TRUE(journal.ok()) << what;
        EXPECT_EQ(finding((*journal)->verify()), found) << what;
    }
}

struct Stored {
    std::string head, body, hash;
};

Stored stored_at(sqlite::Database& database, Sequence sequence) {
    auto row = database.prepare("SELECT head, body, hash FROM entry WHERE sequence = ?");
    row->bind(1, static_cast<int64_t>(sequence));
    AGGLO_ASSERT(*row->step());
    return {std::string(row->blob(0)), std::string(row->blob(1)), std::string(row->blob(2))};
}

void store_at(sqlite::Database& database, Sequence sequence, Instant at, Stored const& stored) {
    auto row = database.prepare(
        "UPDATE entry SET head = ?, body = ?, hash = ?, recorded_at = ? WHERE sequence = ?");
    row->bind_blob(1, stored.head).bind_blob(2, stored.body).bind_blob(3, stored.hash);
    row->bind(4, at.us).bind(5, static_cast<int64_t>(sequence));
    AGGLO_ASSERT(row->run().ok());
}

TEST(Tamper, AnyByteOfAnEntryMatters) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    write_journal(path);
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    auto const journal = SqliteJournal::open_to_read(path);
    Stored const original = stored_at(*database, 5);
    Instant const at = plain_entry(5).recorded_at;
    for (auto const part : {&Stored::head, &Stored::body, &Stored::hash}) {
        for (size_t i = 0; i < (original.*part).size(); ++i) {
            Stored changed = original;
            (changed.*part)[i] ^= 0x01;
            store_at(*database, 5, at, changed);
            auto const found = finding((*journal)->verify());
            EXPECT_TRUE(found.starts_with("5 ")) << i << ": " << found;
        }
    }
    store_at(*database, 5, at, original);
    EXPECT_TRUE((*journal)->verify().ok());
}

/// Writes `entry` over the one at its place with a hash that follows from the entry before.
void forge(sqlite::Database& database, Entry const& entry) {
    Digest previous;
    auto const before = stored_at(database, entry.sequence - 1).hash;
    std::copy(before.begin(), before.end(), previous.begin());
    auto const encoded =
        encode_entry(HashAlgorithm::kSha256, entry, random_secret(entry), previous);
    store_at(database, entry.sequence, entry.recorded_at,
             {encoded->head, encoded->body, std::string(bytes_of(encoded->hash))});
}

TEST(Tamper, AnEntryExchangedWithItsHashBreaksTheNext) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    write_journal(path);
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    forge(*database, plain_entry(5, "另一家"));
    EXPECT_EQ(finding((*SqliteJournal::open_to_read(path))->verify()), "6 hash");
}

TEST(Tamper, TimeMayNotGoBackEvenUnderRightHashes) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    write_journal(path);
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    Entry entry = plain_entry(8);
    entry.recorded_at = plain_entry(6).recorded_at;
    forge(*database, entry);
    EXPECT_EQ(finding((*SqliteJournal::open_to_read(path))->verify()), "8 time");
}

TEST(Tamper, ACheckpointKeptElsewhereShowsATailCutOffOrRewritten) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    write_journal(path);
    auto const journal = SqliteJournal::open_to_read(path);
    Checkpoint const head = (*journal)->head();
    EXPECT_EQ(finding(verify_against(**journal, head)), "");
    EXPECT_EQ(finding(verify_against(**journal, {})), "0 rewritten");
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    forge(*database, plain_entry(8, "另一家"));
    EXPECT_TRUE((*journal)->verify().ok());
    EXPECT_EQ(finding(verify_against(**journal, head)), "8 rewritten");
    ASSERT_TRUE(database->execute("DELETE FROM entry WHERE sequence > 6").ok());
    EXPECT_TRUE((*journal)->verify().ok());
    EXPECT_EQ(finding(verify_against(**journal, head)), "7 truncated");
}

TEST(Tamper, ARunningServerMissesItsTail) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    write_journal(path);
    auto const journal = SqliteJournal::open(path);
    run_sql(path, "DELETE FROM entry WHERE sequence > 6");
    EXPECT_EQ(finding((*journal)->verify()), "7 truncated");
}

TEST(Tamper, VerifyFromTrustsWhatIsBefore) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    write_journal(path);
    run_sql(path, "UPDATE entry SET body = x'' WHERE sequence = 3");
    auto const journal = SqliteJournal::open_to_read(path);
    EXPECT_EQ(finding((*journal)->verify(3)), "3 body");
    auto const report = (*journal)->verify(4);
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->entries, 5u);
}

TEST(Tamper, ReadingStopsAtDamage) {
    struct Row {
        char const* sql;
        char const* found;
    };
    for (auto const& [sql, found] : {
             Row{"DELETE FROM entry WHERE sequence = 5", "5 missing"},
             Row{"UPDATE entry SET body = x'01' WHERE sequence = 5", "5 body"},
             Row{"UPDATE entry SET head = x'01' WHERE sequence = 5", "5 head"},
         }) {
        ScratchFolder const scratch;
        auto const path = scratch.path("a.db");
        write_journal(path);
        run_sql(path, sql);
        auto const journal = SqliteJournal::open_to_read(path);
        Sequence last = 0;
        auto const done = (*journal)->read(1, [&](StoredEntry const& stored) {
            last = stored.entry.sequence;
            return true;
        });
        ASSERT_FALSE(done.ok());
        EXPECT_EQ(done.error().arguments().front() + " " + done.error().arguments().back(), found);
        EXPECT_EQ(last, 4u);
    }
}

TEST(Tamper, AnErasedValueStillVerifies) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    write_journal(path);
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    Stored stored = stored_at(*database, 5);
    stored.body =
        *open_body({5, stored.head, stored.body}, [](auto, auto field) { return field == "name"; });
    store_at(*database, 5, plain_entry(5).recorded_at, stored);
    auto const report = (*SqliteJournal::open_to_read(path))->verify();
    ASSERT_TRUE(report.ok()) << report.error().message_en();
    EXPECT_EQ(report->redacted, 1u);
}

}  // namespace
}  // namespace agglo
