#pragma once
// ChainVerifier: recomputes a chain entry by entry, whatever it is stored in.
//
//   ChainVerifier chain(identity, {0, genesis_hash(identity.algorithm, identity.ledger), {}});
//   for (auto const& row : rows) TRY(chain.add(row));
//   chain.report().head;
//
// Every error is kChainBroken and names the first sequence that is not as it was written and how
// (damage.h). A hash that does not follow may be the fault of its own entry or of one before it
// that was exchanged together with its hash; either way nothing from there on is proved.
#include "journal/damage.h"
#include "journal/entry_codec.h"
#include "journal/journal.h"

namespace agglo {

/// An entry as a backend or an export holds it. The recorded time is held twice, here and in the
/// head.
struct StoredRow {
    EntryBytes bytes;
    Instant recorded_at;
    std::string_view hash;
};

class ChainVerifier {
public:
    ChainVerifier(LedgerIdentity const& identity, Checkpoint const& trusted);

    Result<void> add(StoredRow const& row);
    VerifyReport const& report() const { return report_; }

private:
    HashAlgorithm algorithm_;
    VerifyReport report_;
};

/// Verifies all of a journal and that it still holds `expected`: what was printed, signed or sent
/// off the host. Errors: kChainBroken, also with kTruncated and kRewritten.
Result<VerifyReport> verify_against(Journal const& journal, Checkpoint const& expected);

}  // namespace agglo
