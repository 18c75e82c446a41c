#pragma once
// Journal: the append-only, hash-chained list of entries; the only durable truth of a ledger.
//
//   auto journal = TRY(SqliteJournal::open("zhaoqing.db"));
//   TRY(journal->append(entries));                       // one transaction, one fsync; all or none
//   TRY(journal->read(from, [&](StoredEntry const& e) { … return true; }));
#include <functional>
#include <memory>
#include <span>

#include "base/result.h"
#include "journal/entry.h"

namespace agglo {

/// A point of the chain: what can be printed, signed and compared.
struct Checkpoint {
    Sequence sequence = 0;
    Digest hash{};
    Instant recorded_at;
};

struct EntryBytes;  // entry_codec.h

struct StoredEntry {
    Entry entry;
    Digest hash{};
};

/// What the first row of a journal says of the whole.
struct LedgerIdentity {
    std::string ledger;  ///< 32 hex digits, random; part of the genesis hash
    HashAlgorithm algorithm = HashAlgorithm::kSha256;
};

struct VerifyReport {
    Sequence entries = 0;
    Sequence values = 0;  ///< salted values whose digest was recomputed
    Sequence redacted = 0;
    Checkpoint head;
};

class Journal {
public:
    virtual ~Journal() = default;

    virtual LedgerIdentity const& identity() const = 0;
    virtual Checkpoint head() const = 0;

    /// Appends all in one durable transaction, or nothing. Sequences follow the head; recorded
    /// times may not go back (the writer raises them). An entry that erases (erasure.h) takes
    /// values out of earlier ones. Errors: kStorageFailed, kTooLarge, kChainBroken (the place to
    /// erase is damaged).
    virtual Result<void> append(std::span<Entry const> entries) = 0;

    /// Calls `visit` for entries with sequence >= from in order until it returns false. Errors:
    /// kStorageFailed, kChainBroken (an entry cannot be decoded).
    virtual Result<void> read(Sequence from,
                              std::function<bool(StoredEntry const&)> const& visit) const = 0;

    /// The same, not decoded. Errors: kStorageFailed, kChainBroken (an entry is missing).
    virtual Result<void> scan(Sequence from,
                              std::function<bool(EntryBytes const&)> const& visit) const = 0;

    /// The checkpoint at a sequence. Error: kBadPoint.
    virtual Result<Checkpoint> checkpoint_at(Sequence sequence) const = 0;
    /// The last entry recorded at or before an instant; sequence 0 when there is none.
    virtual Result<Checkpoint> checkpoint_at(Instant instant) const = 0;

    /// Recomputes the whole chain from `from` (trusting the checkpoint before it). Error:
    /// kChainBroken says where and why.
    virtual Result<VerifyReport> verify(Sequence from = 1) const = 0;
};

}  // namespace agglo
