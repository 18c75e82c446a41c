#include <algorithm>

#include "journal/backup.h"
#include "journal/backup_reader.h"
#include "journal/file_lock.h"
#include "journal/journal_rows.h"

namespace agglo {

namespace {

constexpr char const* kUnfinished = ".restoring";

/// A backup poured into a copy, from the first entry up to a point.
class Pouring {
public:
    Pouring(BackupReader& backup, RestorePoint const& point) : backup_(backup), point_(point) {}

    Result<void> into(JournalCopy& copy);

private:
    bool is_beyond(StoredRow const& row) const;

    BackupReader& backup_;
    RestorePoint point_;
};

bool Pouring::is_beyond(StoredRow const& row) const {
    return (point_.sequence && row.bytes.sequence > *point_.sequence) ||
           (point_.instant && row.recorded_at > *point_.instant);
}

Result<void> Pouring::into(JournalCopy& copy) {
    bool is_there = false;
    while (!is_there && TRY(backup_.next())) {
        auto rows = backup_.rows();
        auto const beyond = std::find_if(rows.begin(), rows.end(),
                                         [this](auto const& row) { return is_beyond(row); });
        is_there = beyond != rows.end();
        rows.erase(beyond, rows.end());
        auto const copied = copy.append(rows);
        if (!copied.ok() && copied.error().code() == ErrorCode::kChainBroken)
            return bad_backup(backup_.file(), copied.error());
        TRY(copied);
        is_there = is_there || copy.head().sequence == point_.sequence;
    }
    return {};
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
Result<VerifyReport> copy_journal(BackupReader& backup, RestorePoint const& point,
                                  JournalPath const& to) {
    auto copy = TRY(JournalCopy::create(to, backup.identity()));
    TRY(Pouring(backup, point).into(copy));
    return copy.finish();
}

/// A backup without its head is read when it is said how far.
Result<BackupReader> open_up_to(BackupFolder const& from, RestorePoint const& point) {
    auto backup =
        TRY(point.sequence ? BackupReader::open_even_without_head(from) : BackupReader::open(from));
    auto const& head = backup.head();
    if (head && point.sequence > head->point.sequence)
        return Error(ErrorCode::kBadPoint, {std::to_string(*point.sequence)});
    return backup;
}

}  // namespace

Result<RestoreReport> restore(BackupFolder const& from, RestorePoint const& point,
                              RestoreTarget const& to) {
    Restoring restoring(to);
    TRY(restoring.start());
    auto backup = TRY(open_up_to(from, point));
    RestoreReport report;
    report.verified = TRY(copy_journal(backup, point, restoring.journal()));
    auto const accounts =
        to.accounts.empty() ? std::optional<std::string>() : TRY(backup.accounts());
    report.has_accounts = accounts.has_value();
    TRY(restoring.finish(accounts));
    return report;
}

}  // namespace agglo
