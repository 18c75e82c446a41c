#pragma once
// Verifying with evidence: a chain shows that it hangs together; a checkpoint kept elsewhere shows
// that it is the one that was, and all of it.
//
//   Evidence const evidence{{TRY(read_checkpoint(text))}, {TRY(read_public_key(key))}};
//   auto const report = TRY(verify_journal(*journal, 1, evidence));
//   auto const same = TRY(verify_export("给审计.agglo", evidence));
//   auto const third = TRY(verify_backup({"/backup/zhaoqing"}, evidence));
//
// Errors are kChainBroken with the first entry that is wrong (journal/damage.h). `agglo-verify`
// (src/verifier) does the same to an export by code of its own, and finds the same.
#include <vector>

#include "journal/backup.h"
#include "proof/signed_checkpoint.h"

namespace agglo {

struct Evidence {
    std::vector<SignedCheckpoint> checkpoints = {};
    std::vector<PublicKey> keys = {};  ///< with any, every checkpoint must be signed by one of them
};

/// From `from` on, trusting what is before; checkpoints must lie there or just before. Errors also
/// kStorageFailed.
Result<VerifyReport> verify_journal(Journal const& journal, Sequence from,
                                    Evidence const& evidence);

/// By the journal's own code. Errors also kFileNotFound, kBadFile (not an export).
Result<VerifyReport> verify_export(std::string const& path, Evidence const& evidence);

/// Every segment from the first entry on, the head and the copy of the accounts. Errors: kBadBackup
/// (which file, and what is wrong with it or with the entry in it), kChainBroken (it is sound, but
/// not what a checkpoint says), kStorageFailed.
Result<VerifyReport> verify_backup(BackupFolder const& folder, Evidence const& evidence);

}  // namespace agglo
