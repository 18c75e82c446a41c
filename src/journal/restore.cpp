#include <algorithm>

#include "journal/backup.h"
#include "journal/file_lock.h"
#include "journal/journal_rows.h"

namespace agglo {

namespace {

constexpr char const* kUnfinished = ".restoring";

Result<std::string> read_file(BackupFolder const& from, std::string const& name) {
    auto bytes = from.disk->read(from.file(name));
    if (!bytes.ok() && bytes.error().code() == ErrorCode::kFileNotFound)
        return bad_backup(name, BackupDamage::kMissing);
    return bytes;
}

/// A backup folder read from the first entry on.
class Reading {
public:
    Reading(BackupFolder const& from, RestorePoint const& point) : from_(from), point_(point) {}

    /// The head, or without it the ledger that the first segment names.
    Result<LedgerIdentity> start();
    /// Into the copy, up to the point.
    Result<void> pour_into(JournalCopy& copy);
    /// Nothing: the backup has none.
    Result<std::optional<std::string>> accounts() const;

private:
    bool is_beyond(StoredRow const& row) const;
    Result<void> pour_segment(std::string const& name, JournalCopy& copy);
    Result<void> check_head(std::vector<StoredRow> const& rows) const;
    Result<Unsealed> open(std::string const& name, BackupKind kind, std::string_view bytes) const;

    BackupFolder const& from_;
    RestorePoint point_;
    std::optional<BackupHead> head_;
    LedgerIdentity identity_;
    bool is_there_ = false;  // the point has been reached
};

Result<LedgerIdentity> Reading::start() {
    bool const has_head = from_.disk->exists(from_.file(BackupFolder::kHead));
    auto const first = BackupFolder::segment_name(1);
    auto const name = has_head || !point_.sequence ? BackupFolder::kHead : first;
    auto const kind = name == first ? BackupKind::kSegment : BackupKind::kHead;
    auto const bytes = TRY(read_file(from_, name));
    auto const sealed = TRY(unseal(name, kind, bytes));
    identity_ = sealed.identity;
    if (kind == BackupKind::kHead) head_ = TRY(read_head(name, sealed.content));
    if (head_ && point_.sequence > head_->point.sequence)
        return Error(ErrorCode::kBadPoint, {std::to_string(*point_.sequence)});
    return identity_;
}

Result<Unsealed> Reading::open(std::string const& name, BackupKind kind,
                               std::string_view bytes) const {
    auto sealed = TRY(unseal(name, kind, bytes));
    bool const same = sealed.identity.ledger == identity_.ledger &&
                      sealed.identity.algorithm == identity_.algorithm;
    if (!same) return bad_backup(name, BackupDamage::kLedger);
    return sealed;
}

bool Reading::is_beyond(StoredRow const& row) const {
    return (point_.sequence && row.bytes.sequence > *point_.sequence) ||
           (point_.instant && row.recorded_at > *point_.instant);
}

Result<void> Reading::pour_into(JournalCopy& copy) {
    while (!is_there_) {
        Sequence const next = copy.head().sequence + 1;
        auto const name = BackupFolder::segment_name(next);
        bool const is_end = head_ && next > head_->point.sequence;
        if (is_end && !from_.disk->exists(from_.file(name))) break;
        TRY(pour_segment(name, copy));
        is_there_ = is_there_ || copy.head().sequence == point_.sequence;
    }
    return {};
}

/// The head's own entry, when it is among these, must be the one the head was written after.
Result<void> Reading::check_head(std::vector<StoredRow> const& rows) const {
    Sequence const first = rows.front().bytes.sequence;
    if (!head_ || head_->point.sequence < first) return {};
    size_t const at = head_->point.sequence - first;
    bool const same = at >= rows.size() || rows[at].hash == bytes_of(head_->point.hash);
    return same ? Result<void>() : bad_backup(BackupFolder::kHead, BackupDamage::kChain);
}

Result<void> Reading::pour_segment(std::string const& name, JournalCopy& copy) {
    auto const bytes = TRY(read_file(from_, name));
    auto const sealed = TRY(open(name, BackupKind::kSegment, bytes));
    auto segment = TRY(read_segment(name, sealed.content));
    if (segment.rows.front().bytes.sequence != copy.head().sequence + 1)
        return bad_backup(name, BackupDamage::kOutOfPlace);
    if (segment.previous != copy.head().hash) return bad_backup(name, BackupDamage::kChain);
    TRY(check_head(segment.rows));
    auto const beyond = std::find_if(segment.rows.begin(), segment.rows.end(),
                                     [this](auto const& row) { return is_beyond(row); });
    is_there_ = beyond != segment.rows.end();
    segment.rows.erase(beyond, segment.rows.end());
    auto const copied = copy.append(segment.rows);
    if (!copied.ok() && copied.error().code() == ErrorCode::kChainBroken)
        return bad_backup(name, copied.error());
    return copied;
}

Result<std::optional<std::string>> Reading::accounts() const {
    auto const name = BackupFolder::kAccounts;
    if (!from_.disk->exists(from_.file(name))) return std::optional<std::string>();
    auto const bytes = TRY(read_file(from_, name));
    auto const sealed = TRY(open(name, BackupKind::kAccounts, bytes));
    return std::optional(std::string(sealed.content));
}

/// The files of a ledger that is being restored: under a name of their own until they are whole.
class Restoring {
public:
    explicit Restoring(RestoreTarget const& to) : to_(to), disk_(*to.journal.disk) {
        unfinished_ = to.journal;
        unfinished_.path += kUnfinished;
    }

    Result<void> start();
    JournalPath const& journal() const { return unfinished_; }
    /// Accounts first: a ledger without them would offer itself to a first administrator.
    Result<void> finish(std::optional<std::string> const& accounts);

private:
    Result<void> check_free() const;

    RestoreTarget const& to_;
    Disk& disk_;
    JournalPath unfinished_;
    std::optional<FileLock> lock_;
};

Result<void> Restoring::check_free() const {
    std::vector<std::string> names{to_.journal.path, to_.journal.path + "-wal"};
    if (!to_.accounts.empty()) names.insert(names.end(), {to_.accounts, to_.accounts + "-wal"});
    for (auto const& name : names) {
        if (disk_.exists(name)) return Error(ErrorCode::kFileExists, {name});
    }
    return {};
}

Result<void> Restoring::start() {
    TRY(check_free());
    if (to_.journal.vfs.empty()) lock_ = TRY(FileLock::take(to_.journal.path + "-lock"));
    TRY(check_free());
    for (auto const* ending : {"", "-journal", "-wal", "-shm"}) {  // of a restore cut short
        TRY(disk_.remove(unfinished_.path + ending));
    }
    return {};
}

Result<void> Restoring::finish(std::optional<std::string> const& accounts) {
    if (accounts) TRY(replace_file(disk_, to_.accounts, *accounts));
    TRY(disk_.rename(unfinished_.path, to_.journal.path));
    return disk_.sync_folder(folder_of(to_.journal.path));
}

/// The copy is closed when this returns: all of it stands in one file.
Result<VerifyReport> copy_journal(Reading& backup, LedgerIdentity const& identity,
                                  JournalPath const& to) {
    auto copy = TRY(JournalCopy::create(to, identity));
    TRY(backup.pour_into(copy));
    return copy.finish();
}

}  // namespace

Result<RestoreReport> restore(BackupFolder const& from, RestorePoint const& point,
                              RestoreTarget const& to) {
    Restoring restoring(to);
    TRY(restoring.start());
    Reading backup(from, point);
    auto const identity = TRY(backup.start());
    RestoreReport report;
    report.verified = TRY(copy_journal(backup, identity, restoring.journal()));
    auto const accounts =
        to.accounts.empty() ? std::optional<std::string>() : TRY(backup.accounts());
    report.has_accounts = accounts.has_value();
    TRY(restoring.finish(accounts));
    return report;
}

}  // namespace agglo
