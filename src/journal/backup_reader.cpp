#include "journal/backup_reader.h"

#include "journal/entry_hash.h"

namespace agglo {

namespace {

/// Of every segment's content the first: its rows begin with this sequence.
Sequence first_of(BackupSegment const& segment) {
    return segment.rows.front().bytes.sequence;
}

}  // namespace

Result<BackupReader> BackupReader::open(BackupFolder const& folder) {
    BackupReader reader(folder);
    reader.file_ = BackupFolder::kHead;
    auto const bytes = TRY(reader.read_file(reader.file_));
    auto const sealed = TRY(unseal(reader.file_, BackupKind::kHead, bytes));
    reader.identity_ = sealed.identity;
    reader.head_ = TRY(read_head(reader.file_, sealed.content));
    reader.last_ = genesis_hash(sealed.identity.algorithm, sealed.identity.ledger);
    return reader;
}

Result<BackupReader> BackupReader::open_even_without_head(BackupFolder const& folder) {
    if (folder.disk->exists(folder.file(BackupFolder::kHead))) return open(folder);
    BackupReader reader(folder);
    reader.file_ = BackupFolder::segment_name(1);
    auto const bytes = TRY(reader.read_file(reader.file_));
    reader.identity_ = TRY(unseal(reader.file_, BackupKind::kSegment, bytes)).identity;
    reader.last_ = genesis_hash(reader.identity_.algorithm, reader.identity_.ledger);
    return reader;
}

Result<std::string> BackupReader::read_file(std::string const& name) const {
    auto bytes = folder_.disk->read(folder_.file(name));
    if (!bytes.ok() && bytes.error().code() == ErrorCode::kFileNotFound)
        return bad_backup(name, BackupDamage::kMissing);
    return bytes;
}

Result<Unsealed> BackupReader::unseal_own(std::string const& name, BackupKind kind,
                                          std::string_view bytes) const {
    auto sealed = TRY(unseal(name, kind, bytes));
    bool const same = sealed.identity.ledger == identity_.ledger &&
                      sealed.identity.algorithm == identity_.algorithm;
    if (!same) return bad_backup(name, BackupDamage::kLedger);
    return sealed;
}

/// The head's own entry, when it is among these, must be the one the head was written after.
Result<void> BackupReader::check_head() const {
    if (!head_ || head_->point.sequence < first_of(segment_)) return {};
    size_t const at = head_->point.sequence - first_of(segment_);
    bool const same =
        at >= segment_.rows.size() || segment_.rows[at].hash == bytes_of(head_->point.hash);
    return same ? Result<void>() : bad_backup(BackupFolder::kHead, BackupDamage::kChain);
}

Result<bool> BackupReader::next() {
    auto name = BackupFolder::segment_name(next_);
    bool const is_end = head_ && next_ > head_->point.sequence;
    if (is_end && !folder_.disk->exists(folder_.file(name))) return false;
    file_ = std::move(name);
    bytes_ = TRY(read_file(file_));
    auto const sealed = TRY(unseal_own(file_, BackupKind::kSegment, bytes_));
    segment_ = TRY(read_segment(file_, sealed.content));
    if (first_of(segment_) != next_) return bad_backup(file_, BackupDamage::kOutOfPlace);
    if (segment_.previous != last_) return bad_backup(file_, BackupDamage::kChain);
    TRY(check_head());
    auto const& last = segment_.rows.back();
    next_ = last.bytes.sequence + 1;
    last.hash.copy(reinterpret_cast<char*>(last_.data()), last_.size());
    return true;
}

Result<std::optional<std::string>> BackupReader::accounts() const {
    auto const name = BackupFolder::kAccounts;
    if (!folder_.disk->exists(folder_.file(name))) return std::optional<std::string>();
    auto const bytes = TRY(read_file(name));
    auto const sealed = TRY(unseal_own(name, BackupKind::kAccounts, bytes));
    return std::optional(std::string(sealed.content));
}

}  // namespace agglo
