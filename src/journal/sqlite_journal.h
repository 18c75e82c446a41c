#pragma once
// The embedded backend: one SQLite file (WAL, synchronous=FULL), created by `create`, opened by one process at a time.
#include "journal/journal.h"

namespace agglo {

class SqliteJournal {
public:
    /// Error: kFileExists, kStorageFailed.
    static Result<std::unique_ptr<Journal>> create(std::string const& path, LedgerIdentity const& identity);
    /// Errors: kFileNotFound, kBadFile (not a journal, or of a later format), kStorageFailed.
    static Result<std::unique_ptr<Journal>> open(std::string const& path);
};

/// A fresh random identity.
LedgerIdentity new_ledger_identity(HashAlgorithm algorithm);

}  // namespace agglo
