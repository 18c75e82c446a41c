#pragma once
// The bytes of an erasure in a SQLite journal: out of the rows, the free pages and the write-ahead
// log.
//
//   for (auto const& erasure : TRY(erasures_of(entry))) TRY(erase_values(database, erasure));
//   TRY(transaction.commit());
//   bool const clean = clear_log(database);
//
// The connection has secure_delete on, so that SQLite writes zeros over what it frees. What a file
// system or a flash drive keeps of a block that was written over is beyond reach from here.
#include "base/disk.h"
#include "journal/erasure.h"
#include "sqlite/database.h"

namespace agglo {

/// Within the caller's transaction. Errors: kChainBroken (an entry is missing or damaged),
/// kStorageFailed.
Result<void> erase_values(sqlite::Database& database, Erasure const& erasure);

/// The same for an entry that was written as bytes: whoever copies rows, a restore, say, tells of
/// each here, in order. Errors as above.
Result<void> erase_as_told(sqlite::Database& database, EntryBytes const& bytes);

/// Moves the write-ahead log into the file and cuts it to nothing, without waiting. False when a
/// reader still needs it: try again later.
bool clear_log(sqlite::Database& database);

/// Files beside a journal that are made from it and hold values too: gone before the values are, so
/// that no crash leaves them behind and no power cut brings them back. Error: kStorageFailed.
Result<void> remove_derived_files(Disk& disk, std::string const& path);

}  // namespace agglo
