#pragma once
// The files of a backup folder (docs/backup.md): what stands in each, sealed with a checksum and
// the identity of the ledger.
//
//   auto const bytes = writer.sealed(identity);
//   auto const sealed = TRY(unseal("00000000000000000001.segment", BackupKind::kSegment, bytes));
//   auto const segment = TRY(read_segment("00000000000000000001.segment", sealed.content));
//
// Every error is kBadBackup: the name of the file, what is wrong in zh and en, and its stable name.
#include <string>
#include <string_view>
#include <vector>

#include "journal/chain.h"

namespace agglo {

enum class BackupKind : uint8_t { kHead = 1, kSegment = 2, kAccounts = 3 };

/// What can be wrong with a file of a backup.
enum class BackupDamage : uint8_t {
    kMissing,
    kNoBackup,    ///< does not begin like one, or is of a later format
    kChecksum,    ///< changed or cut off
    kKind,        ///< a file of another kind under this name
    kLedger,      ///< of another ledger
    kOutOfPlace,  ///< a segment that begins with another entry
    kContent,     ///< cannot be decoded though the checksum holds
    kChain,       ///< an entry does not verify, or does not follow the one before it
    kRewritten,   ///< the journal is not the one that was backed up so far, or has lost its end
};

Error bad_backup(std::string const& file, BackupDamage damage);
/// With what the chain's verifier says of it.
Error bad_backup(std::string const& file, Error const& why);

struct Unsealed {
    LedgerIdentity identity;
    std::string_view content;  ///< of the bytes given
};

/// The last file written by a backup: what there is up to here is all there.
struct BackupHead {
    Checkpoint point;
    Instant taken_at;
    Sequence next_segment = 1;  ///< where the next segment begins; the last one, while it is small
};

struct BackupSegment {
    Digest previous{};            ///< hash of the entry before the first
    std::vector<StoredRow> rows;  ///< in order, none missing; views of the bytes read
};

std::string seal(BackupKind kind, LedgerIdentity const& identity, std::string_view content);
std::string seal_head(LedgerIdentity const& identity, BackupHead const& head);

Result<Unsealed> unseal(std::string const& file, BackupKind kind, std::string_view bytes);
Result<BackupHead> read_head(std::string const& file, std::string_view content);
Result<BackupSegment> read_segment(std::string const& file, std::string_view content);

/// Gathers the rows of a segment, which are copied.
class SegmentWriter {
public:
    explicit SegmentWriter(Checkpoint const& before) : before_(before) {}
    void add(StoredRow const& row);
    size_t bytes() const { return rows_.size(); }
    size_t count() const { return count_; }
    std::string sealed(LedgerIdentity const& identity) const;

private:
    Checkpoint before_;
    size_t count_ = 0;
    ByteWriter rows_;
};

}  // namespace agglo
