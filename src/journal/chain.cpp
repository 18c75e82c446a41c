#include "journal/chain.h"

namespace agglo {

ChainVerifier::ChainVerifier(LedgerIdentity const& identity, Checkpoint const& trusted)
    : algorithm_(identity.algorithm) {
    report_.head = trusted;
}

Result<void> ChainVerifier::add(StoredRow const& row) {
    Checkpoint& head = report_.head;
    Sequence const next = head.sequence + 1;
    if (row.bytes.sequence != next) return chain_broken(next, Damage::kMissing);
    auto const proof = TRY(prove_entry(head.hash, row.bytes));
    if (proof.algorithm != algorithm_) return chain_broken(next, Damage::kAlgorithm);
    if (bytes_of(proof.hash) != row.hash) return chain_broken(next, Damage::kHash);
    bool const goes_back = head.sequence > 0 && proof.recorded_at < head.recorded_at;
    if (goes_back || proof.recorded_at != row.recorded_at) return chain_broken(next, Damage::kTime);
    head = {next, proof.hash, proof.recorded_at};
    ++report_.entries;
    report_.values += proof.values;
    report_.redacted += proof.redacted;
    return {};
}

Result<VerifyReport> verify_against(Journal const& journal, Checkpoint const& expected) {
    auto const report = TRY(journal.verify());
    if (report.head.sequence < expected.sequence) {
        return chain_broken(report.head.sequence + 1, Damage::kTruncated);
    }
    auto const found = TRY(journal.checkpoint_at(expected.sequence));
    if (found.hash != expected.hash) return chain_broken(expected.sequence, Damage::kRewritten);
    return report;
}

}  // namespace agglo
