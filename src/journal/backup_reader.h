#pragma once
// BackupReader: a backup folder read from its first entry on, a segment at a time.
//
//   auto backup = TRY(BackupReader::open({"/backup/zhaoqing"}));
//   while (TRY(backup.next())) {
//       for (auto const& row : backup.rows()) TRY(chain.add(row));   // journal/chain.h
//   }
//
// It checks seals, places and that segments and head join; whether the entries themselves verify
// is for whoever takes the rows. Errors: kBadBackup (which file and why), kStorageFailed.
#include "journal/backup.h"

namespace agglo {

class BackupReader {
public:
    static Result<BackupReader> open(BackupFolder const& folder);
    /// Without its head nobody can say where a backup ends: a missing segment is an error then.
    static Result<BackupReader> open_even_without_head(BackupFolder const& folder);

    LedgerIdentity const& identity() const { return identity_; }
    std::optional<BackupHead> const& head() const { return head_; }

    /// Goes on to the next segment; false after the last.
    Result<bool> next();
    /// Of the segment gone to, never empty; views of what the next one takes away.
    std::vector<StoredRow> const& rows() const { return segment_.rows; }
    /// The name of its file.
    std::string const& file() const { return file_; }

    /// Nothing: the backup has none.
    Result<std::optional<std::string>> accounts() const;

private:
    explicit BackupReader(BackupFolder folder) : folder_(std::move(folder)) {}
    Result<std::string> read_file(std::string const& name) const;
    Result<Unsealed> unseal_own(std::string const& name, BackupKind kind,
                                std::string_view bytes) const;
    Result<void> check_head() const;

    BackupFolder folder_;
    std::optional<BackupHead> head_;
    LedgerIdentity identity_;
    Sequence next_ = 1;  // where the next segment begins
    Digest last_{};      // hash of the entry before it
    std::string file_;
    std::string bytes_;
    BackupSegment segment_;
};

}  // namespace agglo
