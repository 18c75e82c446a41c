#pragma once
// The embedded backend: one SQLite file (WAL, synchronous=FULL), made by `create`, held by one
// writing process at a time through a lock on the file "<path>-lock" beside it.
//
//   auto journal = TRY(SqliteJournal::create("zhaoqing.db",
//   new_ledger_identity(HashAlgorithm::kSm3))); auto beside =
//   TRY(SqliteJournal::open_to_read("zhaoqing.db"));   // while the server runs
//   TRY(beside->verify());
//
// Any thread may read, verify or ask for points while one appends.
#include "base/disk.h"
#include "journal/journal.h"
#include "journal/secret.h"

namespace agglo {

struct SqliteJournalOptions {
    SecretSource secrets = random_secret;
    std::string vfs = {};  ///< a registered SQLite VFS, for simulation; empty: the default one
    Disk* disk = &system_disk();  ///< that the files of the VFS stand on
};

class SqliteJournal {
public:
    /// Errors: kFileExists, kStorageFailed (another process holds the lock).
    static Result<std::unique_ptr<Journal>> create(std::string const& path,
                                                   LedgerIdentity const& identity,
                                                   SqliteJournalOptions options = {});

    /// Errors: kFileNotFound, kBadFile (not a journal, or of a later format), kStorageFailed
    /// (another process holds the lock).
    static Result<std::unique_ptr<Journal>> open(std::string const& path,
                                                 SqliteJournalOptions options = {});

    /// Takes no lock and appends nothing; `head` follows what another process appends. Works on a
    /// copy in a place that cannot be written to. Errors as `open`.
    static Result<std::unique_ptr<Journal>> open_to_read(std::string const& path);
};

/// A fresh random identity.
LedgerIdentity new_ledger_identity(HashAlgorithm algorithm);

}  // namespace agglo
