#include "journal/sqlite_journal.h"

#include <atomic>
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <thread>

#include "journal/chain.h"
#include "journal/entry_samples.h"
#include "sqlite/database.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

using JournalPointer = std::unique_ptr<Journal>;

JournalPointer create(std::string const& path, SqliteJournalOptions options = {}) {
    auto identity = new_ledger_identity(HashAlgorithm::kSha256);
    auto journal = SqliteJournal::create(path, identity, std::move(options));
    AGGLO_ASSERT(journal.ok());
    return std::move(*journal);
}

std::vector<Entry> entries_between(Sequence first, Sequence last) {
    std::vector<Entry> entries;
    for (Sequence i = first; i <= last; ++i) entries.push_back(plain_entry(i));
    return entries;
}

std::vector<Sequence> sequences(Journal const& journal, Sequence from, size_t most = SIZE_MAX) {
    std::vector<Sequence> found;
    auto const done = journal.read(from, [&](StoredEntry const& stored) {
        found.push_back(stored.entry.sequence);
        return found.size() < most;
    });
    EXPECT_TRUE(done.ok());
    return found;
}

TEST(SqliteJournal, KeepsWhatWasAppended) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    Checkpoint head;
    LedgerIdentity identity;
    {
        auto const journal = create(path);
        identity = journal->identity();
        EXPECT_EQ(journal->head().sequence, 0u);
        EXPECT_EQ(journal->head().hash, genesis_hash(identity.algorithm, identity.ledger));
        ASSERT_TRUE(journal->append(entries_between(1, 3)).ok());
        ASSERT_TRUE(journal->append(entries_between(4, 4)).ok());
        ASSERT_TRUE(journal->append({}).ok());
        head = journal->head();
    }
    auto const journal = SqliteJournal::open(path);
    ASSERT_TRUE(journal.ok()) << journal.error().message_en();
    EXPECT_EQ((*journal)->identity().ledger, identity.ledger);
    EXPECT_EQ((*journal)->head().sequence, 4u);
    EXPECT_EQ((*journal)->head().hash, head.hash);
    EXPECT_EQ((*journal)->head().recorded_at, plain_entry(4).recorded_at);
    EXPECT_EQ(sequences(**journal, 0), (std::vector<Sequence>{1, 2, 3, 4}));
    EXPECT_EQ(sequences(**journal, 3), (std::vector<Sequence>{3, 4}));
    EXPECT_EQ(sequences(**journal, 2, 1), (std::vector<Sequence>{2}));
    EXPECT_EQ(sequences(**journal, 5), (std::vector<Sequence>{}));
    EXPECT_EQ(sequences(**journal, UINT64_MAX), (std::vector<Sequence>{}));
    auto const report = (*journal)->verify();
    ASSERT_TRUE(report.ok()) << report.error().message_en();
    EXPECT_EQ(report->entries, 4u);
    EXPECT_EQ(report->values, 12u);
    EXPECT_EQ(report->head.hash, head.hash);
}

TEST(SqliteJournal, AppendsAllOrNothing) {
    struct Row {
        char const* what;
        std::function<void(Entry&)> spoil;
        ErrorCode code;
    };
    ScratchFolder const scratch;
    auto const journal = create(scratch.path("a.db"));
    ASSERT_TRUE(journal->append(entries_between(1, 2)).ok());
    for (auto const& [what, spoil, code] : {
             Row{"a gap", [](Entry& e) { e.sequence = 6; }, ErrorCode::kInternal},
             Row{"a repeat", [](Entry& e) { e.sequence = 4; }, ErrorCode::kInternal},
             Row{"time goes back", [](Entry& e) { e.recorded_at.us = 0; }, ErrorCode::kInternal},
             Row{"too large", [](Entry& e) { e.changes.resize(100'001); }, ErrorCode::kTooLarge},
             Row{"bad text", [](Entry& e) { e.actor = "\xff"; }, ErrorCode::kBadText},
         }) {
        auto entries = entries_between(3, 5);
        spoil(entries.back());
        auto const done = journal->append(entries);
        ASSERT_FALSE(done.ok()) << what;
        EXPECT_EQ(done.error().code(), code) << what;
        EXPECT_EQ(journal->head().sequence, 2u) << what;
        EXPECT_EQ(sequences(*journal, 1).size(), 2u) << what;
    }
    EXPECT_TRUE(journal->append(entries_between(3, 5)).ok());
    EXPECT_EQ(journal->verify()->entries, 5u);
}

TEST(SqliteJournal, EqualTimesAreNotGoingBack) {
    ScratchFolder const scratch;
    auto const journal = create(scratch.path("a.db"));
    auto entries = entries_between(1, 2);
    entries[1].recorded_at = entries[0].recorded_at;
    ASSERT_TRUE(journal->append(entries).ok());
    EXPECT_TRUE(journal->verify().ok());
}

TEST(SqliteJournal, FindsPointsBySequenceAndByTime) {
    ScratchFolder const scratch;
    auto const journal = create(scratch.path("a.db"));
    EXPECT_EQ(journal->checkpoint_at(Instant{5})->sequence, 0u);
    auto entries = entries_between(1, 5);  // recorded at 1 s, 2 s …
    entries[2].recorded_at = entries[3].recorded_at;
    ASSERT_TRUE(journal->append(entries).ok());
    struct Row {
        int64_t us;
        Sequence sequence;
    };
    for (auto const& [us, sequence] :
         {Row{INT64_MIN, 0}, Row{999'999, 0}, Row{1'000'000, 1}, Row{1'999'999, 1},
          Row{2'000'000, 2}, Row{3'999'999, 2}, Row{4'000'000, 4}, Row{4'999'999, 4},
          Row{5'000'000, 5}, Row{INT64_MAX, 5}}) {
        auto const point = journal->checkpoint_at(Instant{us});
        ASSERT_TRUE(point.ok());
        EXPECT_EQ(point->sequence, sequence) << us;
        EXPECT_EQ(point->hash, journal->checkpoint_at(sequence)->hash);
    }
    auto const beyond = journal->checkpoint_at(Sequence{6});
    ASSERT_FALSE(beyond.ok());
    EXPECT_EQ(beyond.error().code(), ErrorCode::kBadPoint);
    EXPECT_EQ(journal->verify(7).error().code(), ErrorCode::kBadPoint);
    EXPECT_EQ(journal->verify(6)->entries, 0u);
}

TEST(SqliteJournal, RefusesFilesThatAreNotItsOwn) {
    struct Row {
        char const* what;
        char const* sql;
    };
    for (auto const& [what, sql] : {
             Row{"another application", "PRAGMA application_id=1"},
             Row{"a later format", "PRAGMA user_version=2"},
             Row{"no identity", "DELETE FROM ledger"},
             Row{"bad identity", "UPDATE ledger SET ledger='x'"},
             Row{"unknown algorithm", "UPDATE ledger SET algorithm=3"},
         }) {
        ScratchFolder const scratch;
        auto const path = scratch.path("a.db");
        create(path);
        ASSERT_TRUE(sqlite::Database::open(path, sqlite::OpenMode::kReadWrite)->execute(sql).ok());
        auto const opened = SqliteJournal::open(path);
        ASSERT_FALSE(opened.ok()) << what;
        EXPECT_EQ(opened.error().code(), ErrorCode::kBadFile) << what;
        EXPECT_EQ(SqliteJournal::open_to_read(path).error().code(), ErrorCode::kBadFile) << what;
    }
}

TEST(SqliteJournal, OpensNothingThatIsNoDatabaseAndCreatesNothingOverAFile) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    EXPECT_EQ(SqliteJournal::open(path).error().code(), ErrorCode::kFileNotFound);
    EXPECT_EQ(SqliteJournal::open_to_read(path).error().code(), ErrorCode::kFileNotFound);
    EXPECT_FALSE(std::filesystem::exists(path + "-lock"));
    std::ofstream(path) << std::string(5'000, 'x');
    EXPECT_EQ(SqliteJournal::open(path).error().code(), ErrorCode::kBadFile);
    auto const identity = new_ledger_identity(HashAlgorithm::kSha256);
    EXPECT_EQ(SqliteJournal::create(path, identity).error().code(), ErrorCode::kFileExists);
    auto const nowhere = SqliteJournal::create(scratch.path("none/a.db"), identity);
    EXPECT_EQ(nowhere.error().code(), ErrorCode::kStorageFailed);
}

TEST(SqliteJournal, OneWritesWhileOthersReadAndVerify) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    auto writer = create(path);
    ASSERT_TRUE(writer->append(entries_between(1, 2)).ok());
    EXPECT_EQ(SqliteJournal::open(path).error().code(), ErrorCode::kStorageFailed);
    auto const beside = SqliteJournal::open_to_read(path);
    ASSERT_TRUE(beside.ok()) << beside.error().message_en();
    EXPECT_EQ((*beside)->verify()->entries, 2u);
    EXPECT_EQ((*beside)->append(entries_between(3, 3)).error().code(), ErrorCode::kStorageFailed);
    ASSERT_TRUE(writer->append(entries_between(3, 4)).ok());
    EXPECT_EQ((*beside)->head().sequence, 4u);
    EXPECT_EQ((*beside)->verify()->entries, 4u);
    writer.reset();
    EXPECT_TRUE(SqliteJournal::open(path).ok());
}

TEST(SqliteJournal, ReadsFromManyThreadsWhileAppending) {
    constexpr Sequence kLast = 200;
    ScratchFolder const scratch;
    auto const journal = create(scratch.path("a.db"));
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0;
    auto const follow = [&] {
        while (!done) {
            Sequence const known = journal->head().sequence;
            auto const report = journal->verify();
            if (!report.ok() || report->entries < known) ++wrong;
            if (sequences(*journal, 1).size() < known) ++wrong;
            if (!journal->checkpoint_at(known).ok()) ++wrong;
        }
    };
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) readers.emplace_back(follow);
    for (Sequence i = 1; i <= kLast; ++i) {
        if (!journal->append(entries_between(i, i)).ok()) ++wrong;
    }
    done = true;
    for (auto& reader : readers) reader.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(journal->verify()->entries, kLast);
}

TEST(SqliteJournal, AVisitorMayReadToo) {
    ScratchFolder const scratch;
    auto const journal = create(scratch.path("a.db"));
    ASSERT_TRUE(journal->append(entries_between(1, 3)).ok());
    size_t inner = 0;
    ASSERT_TRUE(journal
                    ->read(1,
                           [&](StoredEntry const& stored) {
                               inner += sequences(*journal, stored.entry.sequence).size();
                               return true;
                           })
                    .ok());
    EXPECT_EQ(inner, 6u);
}

/// Files of this process cannot grow beyond `bytes` while it lives: a full disk, near enough.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

TEST(SqliteJournal, AFullDiskLosesNothing) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.db");
    auto journal = create(path);
    ASSERT_TRUE(journal->append(entries_between(1, 2)).ok());
    auto large = entries_between(3, 3);
    large[0].reason.assign(1 << 20, 'x');
    {
        FullDisk const full(256 << 10);
        auto const done = journal->append(large);
        ASSERT_FALSE(done.ok());
        EXPECT_EQ(done.error().code(), ErrorCode::kStorageFailed);
        EXPECT_EQ(journal->head().sequence, 2u);
    }
    ASSERT_TRUE(journal->append(large).ok());
    EXPECT_EQ(journal->verify()->entries, 3u);
    journal.reset();
    EXPECT_EQ((*SqliteJournal::open(path))->verify()->entries, 3u);
}

TEST(SqliteJournal, SeededSecretsRepeatForSyntheticEntriesOnly) {
    auto const head_hash = [](bool synthetic) {
        ScratchFolder const scratch;
        LedgerIdentity const identity{std::string(32, '0'), HashAlgorithm::kSha256};
        auto const journal =
            SqliteJournal::create(scratch.path("a.db"), identity, {.secrets = seeded_secrets(1)});
        auto entries = entries_between(1, 2);
        for (auto& entry : entries) entry.synthetic = synthetic;
        EXPECT_TRUE((*journal)->append(entries).ok());
        return (*journal)->head().hash;
    };
    EXPECT_EQ(head_hash(true), head_hash(true));
    EXPECT_NE(head_hash(false), head_hash(false));
    Entry const entry = plain_entry(1);
    EXPECT_NE(random_secret(entry), random_secret(entry));
    EXPECT_NE(new_ledger_identity(HashAlgorithm::kSm3).ledger,
              new_ledger_identity(HashAlgorithm::kSm3).ledger);
}

TEST(SqliteJournal, LargeEntriesComeBack) {
    ScratchFolder const scratch;
    auto const journal = create(scratch.path("a.db"));
    Random random(5);
    std::vector<Entry> entries;
    for (Sequence i = 1; i <= 50; ++i) entries.push_back(random_entry(random, i));
    entries[20].changes.assign(20'000, plain_entry(1).changes[0]);
    ASSERT_TRUE(journal->append(entries).ok());
    ASSERT_TRUE(journal->verify().ok());
    size_t changes = 0;
    ASSERT_TRUE(journal
                    ->read(21,
                           [&](StoredEntry const& stored) {
                               changes = stored.entry.changes.size();
                               return false;
                           })
                    .ok());
    EXPECT_EQ(changes, 20'000u);
}

}  // namespace
}  // namespace agglo
