#pragma once
// JournalRows and JournalCopy: entries as the bytes they are stored as, out of one journal and into
// another, hashes and all. A backup needs this: decoding an entry and encoding it again would give
// it other salts.
//
//   auto rows = TRY(JournalRows::open({"zhaoqing.db"}));
//   auto copy = TRY(JournalCopy::create({"again.db"}, rows.identity()));
//   TRY(rows.read(1, [&](StoredRow const& row) { … TRY(copy.append({&row, 1})); … }));
//   TRY(copy.finish());
#include <functional>
#include <memory>
#include <span>

#include "journal/chain.h"
#include "journal/sqlite_journal_file.h"

namespace agglo {

class JournalRows {
public:
    /// Also while a server has the journal open. Errors: kFileNotFound, kBadFile.
    static Result<JournalRows> open(JournalPath const& at);

    LedgerIdentity const& identity() const { return identity_; }
    /// Calls `visit` for rows with sequence >= from in order until it returns false; the views hold
    /// meanwhile. One call is one read transaction: keep it short while others write.
    Result<void> read(Sequence from, std::function<Result<bool>(StoredRow const&)> const& visit);

private:
    JournalRows(std::unique_ptr<JournalReaders> readers, LedgerIdentity identity)
        : readers_(std::move(readers)), identity_(std::move(identity)) {}

    std::unique_ptr<JournalReaders> readers_;
    LedgerIdentity identity_;
};

class JournalCopy {
public:
    /// Makes the file; nobody else may know its name yet. Error: kStorageFailed.
    static Result<JournalCopy> create(JournalPath const& at, LedgerIdentity const& identity);

    /// In one transaction, all or none; every row must follow the one before it. Errors:
    /// kChainBroken, kStorageFailed.
    Result<void> append(std::span<StoredRow const> rows);
    Checkpoint const& head() const { return chain_.report().head; }
    /// Moves everything into the one file, durably, and verifies what stands there from the first
    /// entry on. The copy can then be closed and the file renamed.
    Result<VerifyReport> finish();

private:
    JournalCopy(sqlite::Database database, sqlite::Statement insert, LedgerIdentity identity);

    sqlite::Database database_;
    sqlite::Statement insert_;  // closed before its database
    LedgerIdentity identity_;
    ChainVerifier chain_;
};

/// The point before the first entry.
Checkpoint genesis_of(LedgerIdentity const& identity);

}  // namespace agglo
