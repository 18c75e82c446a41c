#pragma once
// settle_log: makes durable what a write-ahead log holds, before anybody believes it.
//
//   auto database = TRY(sqlite::Database::open("zhaoqing.db", sqlite::OpenMode::kReadWrite));
//   TRY(sqlite::settle_log("zhaoqing.db"));   // before the first write
//
// A process that ends after an fsync has failed, or before one, leaves a log that reads well from
// the kernel's memory and is not all on the disk; a second fsync will not bring it there, as Linux
// takes pages whose writing failed for clean (https://wiki.postgresql.org/wiki/Fsync_Errors).
// SQLite would recover from that log and write behind it, and a power cut then takes what was
// answered since. So its bytes are written once more, unchanged, and synced. Only the one
// process that may write can call this, as it would undo what another writes meanwhile; others may
// read.
#include <string>

#include "base/result.h"

namespace agglo::sqlite {

/// Of the database at `path`; no error when it has no log. Error: kStorageFailed.
Result<void> settle_log(std::string const& path, std::string const& vfs = {});

}  // namespace agglo::sqlite
