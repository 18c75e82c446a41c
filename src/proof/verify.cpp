#include "proof/verify.h"

#include <algorithm>

#include "journal/backup_reader.h"
#include "journal/entry_hash.h"
#include "proof/export_file.h"

namespace agglo {

namespace {

/// What the checkpoints themselves are worth for what begins at `first`.
Result<void> check_evidence(Evidence const& evidence, LedgerIdentity const& identity,
                            Sequence first) {
    for (auto const& checkpoint : evidence.checkpoints) {
        TRY(check_identity(checkpoint, identity));
        if (!evidence.keys.empty()) TRY(check_signature(checkpoint, evidence.keys));
        if (checkpoint.point.sequence + 1 < first)
            return chain_broken(checkpoint.point.sequence, Damage::kBefore);
    }
    return {};
}

Result<void> compare(Checkpoint const& found, Evidence const& evidence) {
    for (auto const& checkpoint : evidence.checkpoints) {
        bool const here = checkpoint.point.sequence == found.sequence;
        if (here && checkpoint.point.hash != found.hash)
            return chain_broken(found.sequence, Damage::kRewritten);
    }
    return {};
}

Result<void> check_reached(Sequence last, Evidence const& evidence) {
    for (auto const& checkpoint : evidence.checkpoints) {
        if (checkpoint.point.sequence > last) return chain_broken(last + 1, Damage::kTruncated);
    }
    return {};
}

/// The last entry that verified.
Sequence sound_until(Result<VerifyReport> const& report) {
    if (report.ok()) return report->head.sequence;
    bool const broken = report.error().code() == ErrorCode::kChainBroken;
    return broken ? std::stoull(report.error().arguments().front()) - 1 : 0;
}

}  // namespace

Result<VerifyReport> verify_journal(Journal const& journal, Sequence from,
                                    Evidence const& evidence) {
    TRY(check_evidence(evidence, journal.identity(), from));
    auto report = journal.verify(from);
    Sequence const sound = sound_until(report);
    auto checkpoints = evidence.checkpoints;
    std::sort(checkpoints.begin(), checkpoints.end(),
              [](auto const& a, auto const& b) { return a.point.sequence < b.point.sequence; });
    for (auto const& checkpoint : checkpoints) {
        if (checkpoint.point.sequence > sound) break;
        auto const found = TRY(journal.checkpoint_at(checkpoint.point.sequence));
        TRY(compare(found, evidence));
    }
    if (report.ok()) TRY(check_reached(sound, evidence));
    return report;
}

Result<VerifyReport> verify_export(std::string const& path, Evidence const& evidence) {
    auto reader = TRY(ExportReader::open(path));
    auto const& [identity, first, previous] = reader.header();
    bool const genuine = first > 1 || previous == genesis_hash(identity.algorithm, identity.ledger);
    if (!genuine) return chain_broken(1, Damage::kHash);
    TRY(check_evidence(evidence, identity, first));
    ChainVerifier chain(identity, {first - 1, previous, Instant{INT64_MIN}});
    TRY(compare(chain.report().head, evidence));
    while (TRY(reader.next())) {
        TRY(chain.add(reader.row()));
        TRY(compare(chain.report().head, evidence));
    }
    TRY(check_reached(chain.report().head.sequence, evidence));
    return chain.report();
}

Result<VerifyReport> verify_backup(BackupFolder const& folder, Evidence const& evidence) {
    auto backup = TRY(BackupReader::open(folder));
    auto const identity = backup.identity();
    TRY(check_evidence(evidence, identity, 1));
    Digest const genesis = genesis_hash(identity.algorithm, identity.ledger);
    ChainVerifier chain(identity, {0, genesis, Instant{INT64_MIN}});
    while (TRY(backup.next())) {
        for (auto const& row : backup.rows()) {
            auto const added = chain.add(row);
            if (!added.ok()) return bad_backup(backup.file(), added.error());
            TRY(compare(chain.report().head, evidence));
        }
    }
    TRY(check_reached(chain.report().head.sequence, evidence));
    TRY(backup.accounts());
    return chain.report();
}

}  // namespace agglo
