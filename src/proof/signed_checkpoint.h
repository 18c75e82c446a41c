#pragma once
// SignedCheckpoint: a point of a ledger's chain as a small text that can be printed, sent off the
// host and held against the ledger later; the form stands in docs/proof.md.
//
//   std::string text = checkpoint_text(sign_checkpoint(journal.identity(), journal.head(), key));
//   auto const checkpoint = TRY(read_checkpoint(text));
//   TRY(check_signature(checkpoint, trusted_keys));
//   auto const report = TRY(verify_against(*journal, checkpoint.point));
#include <optional>
#include <span>

#include "journal/journal.h"
#include "proof/signing_key.h"

namespace agglo {

struct SignedCheckpoint {
    LedgerIdentity identity;
    Checkpoint point;
    std::string key;  ///< key_id of the signer; empty: not signed
    Signature signature{};
};

SignedCheckpoint sign_checkpoint(LedgerIdentity const& identity, Checkpoint const& point,
                                 SigningKey const& key);

/// Eight lines; six when not signed. The signature is that of all lines before its own.
std::string checkpoint_text(SignedCheckpoint const& checkpoint);

/// Takes what checkpoint_text writes, with line ends of any kind and white space around it, and
/// nothing else. Error: kMalformed.
Result<SignedCheckpoint> read_checkpoint(std::string_view text);

/// Whether one of the keys signed it. Error: kChainBroken with kSignature at its sequence.
Result<void> check_signature(SignedCheckpoint const& checkpoint, std::span<PublicKey const> keys);

/// That it is of this ledger. Error: kChainBroken with kForeign at its sequence.
Result<void> check_identity(SignedCheckpoint const& checkpoint, LedgerIdentity const& identity);

}  // namespace agglo
