#pragma once
// Backup: ships a journal to a folder, entry by entry, while it is written to (docs/backup.md).
//
//   auto report = TRY(back_up({"zhaoqing.db"}, TRY(AccountFile::image("zhaoqing.accounts.db")),
//                             {"/backup/zhaoqing"}));
//   TRY(restore({"/backup/zhaoqing"}, {}, {{"again.db"}, "again.accounts.db"}));
//
// Each run writes what the folder does not hold yet: segments of entries, then the head, which says
// how far the backup reaches. Every file takes its place by a rename after its bytes are synced, so
// that a power cut leaves a folder that can be restored, at least as far as the last run that said
// it was done. Nothing is ever taken out of a folder.
#include <optional>
#include <string>

#include "journal/backup_file.h"
#include "journal/sqlite_journal_file.h"

namespace agglo {

struct BackupLimits {
    /// A segment is full with so many bytes of entries, or one entry; the last one is written
    /// again, longer, until it is.
    static constexpr size_t kSegmentBytes = 1 << 20;
};

struct BackupFolder {
    std::string path;
    Disk* disk = &system_disk();
    size_t segment_bytes = BackupLimits::kSegmentBytes;

    std::string file(std::string const& name) const { return path + "/" + name; }
    /// "00000000000000000001.segment": the first entry of a segment names it.
    static std::string segment_name(Sequence first);
    static constexpr char const* kHead = "head";
    static constexpr char const* kAccounts = "accounts";
};

struct BackupReport {
    Checkpoint head;            ///< how far the folder reaches now
    Sequence entries = 0;       ///< shipped by this run
    uint64_t bytes = 0;         ///< written by this run
    bool has_accounts = false;  ///< the folder holds a copy of the accounts
};

/// `accounts`: the bytes of the accounts file; empty: there is none, and what the folder holds of
/// them stays. Errors: kBadBackup (the folder holds another ledger, or one that this journal does
/// not continue), kChainBroken (the journal does not verify: nothing of that part is shipped),
/// kStorageFailed (also: another run writes to the folder).
Result<BackupReport> back_up(JournalPath const& from, std::string const& accounts,
                             BackupFolder const& to);

/// How far to restore; neither: all there is.
struct RestorePoint {
    std::optional<Sequence> sequence = {};
    std::optional<Instant> instant = {};  ///< the last entry recorded at or before it
};

struct RestoreTarget {
    JournalPath journal;
    std::string accounts = {};  ///< path; empty: without them
};

struct RestoreReport {
    VerifyReport verified;
    bool has_accounts = false;
};

/// Makes a ledger that was not there before, verifies it and only then gives it its name. A backup
/// that lacks its head can be restored up to a sequence. Errors: kFileExists, kBadBackup (which
/// file and why), kBadPoint (the backup does not reach so far), kStorageFailed.
Result<RestoreReport> restore(BackupFolder const& from, RestorePoint const& point,
                              RestoreTarget const& to);

}  // namespace agglo
