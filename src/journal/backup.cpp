#include "journal/backup.h"

#include <algorithm>
#include <fmt/format.h>

#include "journal/file_lock.h"
#include "journal/journal_rows.h"

namespace agglo {

namespace {

/// A folder while it is being shipped to.
class Shipment {
public:
    Shipment(JournalRows& rows, BackupFolder const& to) : rows_(rows), to_(to) {
        head_.point = genesis_of(rows.identity());
    }

    /// What the folder holds already, and that the journal goes on from there.
    Result<void> take_up();
    Result<void> ship();
    Result<void> ship_accounts(std::string const& accounts);
    BackupReport const& report() const { return report_; }

private:
    Result<void> check_continues(Checkpoint const& shipped) const;
    Result<Checkpoint> point_at(Sequence sequence) const;
    Result<bool> ship_segment();
    Result<void> replace(std::string const& name, std::string const& bytes);

    JournalRows& rows_;
    BackupFolder const& to_;
    BackupHead head_;
    bool has_head_ = false;
    BackupReport report_;
};

Result<Checkpoint> Shipment::point_at(Sequence sequence) const {
    Checkpoint point = genesis_of(rows_.identity());
    if (sequence == 0) return point;
    TRY(rows_.read(sequence, [&point](StoredRow const& row) -> Result<bool> {
        if (row.hash.size() == point.hash.size()) {
            point = {row.bytes.sequence, {}, row.recorded_at};
            std::copy(row.hash.begin(), row.hash.end(), point.hash.begin());
        }
        return false;
    }));
    return point;
}

Result<void> Shipment::check_continues(Checkpoint const& shipped) const {
    auto const found = TRY(point_at(shipped.sequence));
    bool const same = found.sequence == shipped.sequence && found.hash == shipped.hash;
    return same ? Result<void>() : bad_backup(BackupFolder::kHead, BackupDamage::kRewritten);
}

Result<void> Shipment::take_up() {
    auto const path = to_.file(BackupFolder::kHead);
    if (!to_.disk->exists(path)) return {};
    auto const bytes = TRY(to_.disk->read(path));
    auto const sealed = TRY(unseal(BackupFolder::kHead, BackupKind::kHead, bytes));
    if (sealed.identity.ledger != rows_.identity().ledger)
        return bad_backup(BackupFolder::kHead, BackupDamage::kLedger);
    head_ = TRY(read_head(BackupFolder::kHead, sealed.content));
    has_head_ = true;
    return check_continues(head_.point);
}

Result<void> Shipment::replace(std::string const& name, std::string const& bytes) {
    report_.bytes += bytes.size();
    return replace_file(*to_.disk, to_.file(name), bytes);
}

Result<void> Shipment::ship() {
    while (TRY(ship_segment())) {
    }
    report_.head = head_.point;
    return {};
}

/// Writes the next segment, or the last one again with what has come since, and the head after it.
/// False: there was nothing new.
Result<bool> Shipment::ship_segment() {
    auto const before = TRY(point_at(head_.next_segment - 1));
    SegmentWriter segment(before);
    ChainVerifier chain(rows_.identity(), before);
    auto const gather = [&](StoredRow const& row) -> Result<bool> {
        TRY(chain.add(row));
        segment.add(row);
        return segment.bytes() < to_.segment_bytes;
    };
    TRY(rows_.read(head_.next_segment, gather));
    auto const& last = chain.report().head;
    bool const is_new = last.sequence > head_.point.sequence;
    if (!is_new && has_head_) return false;
    if (is_new) {
        auto const name = BackupFolder::segment_name(head_.next_segment);
        TRY(replace(name, segment.sealed(rows_.identity())));
        report_.entries += last.sequence - head_.point.sequence;
    }
    bool const is_full = segment.bytes() >= to_.segment_bytes;
    head_ = {last, Instant::now(), is_full ? last.sequence + 1 : head_.next_segment};
    TRY(replace(BackupFolder::kHead, seal_head(rows_.identity(), head_)));
    has_head_ = true;
    return is_new;
}

/// A copy that is the same as the one there is not written again.
Result<void> Shipment::ship_accounts(std::string const& accounts) {
    auto const path = to_.file(BackupFolder::kAccounts);
    report_.has_accounts = !accounts.empty() || to_.disk->exists(path);
    if (accounts.empty()) return {};
    auto const sealed = seal(BackupKind::kAccounts, rows_.identity(), accounts);
    if (to_.disk->exists(path) && TRY(to_.disk->read(path)) == sealed) return {};
    return replace(BackupFolder::kAccounts, sealed);
}

}  // namespace

std::string BackupFolder::segment_name(Sequence first) {
    return fmt::format("{:020}.segment", first);
}

Result<BackupReport> back_up(JournalPath const& from, std::string const& accounts,
                             BackupFolder const& to) {
    auto rows = TRY(JournalRows::open(from));
    TRY(to.disk->make_folder(to.path));
    std::optional<FileLock> lock;
    if (from.vfs.empty()) lock = TRY(FileLock::take(to.file("lock")));
    Shipment shipment(rows, to);
    TRY(shipment.take_up());
    TRY(shipment.ship());
    TRY(shipment.ship_accounts(accounts));
    return shipment.report();
}

}  // namespace agglo
