#pragma once
// An Entry as bytes and back: the formats and the hash of docs/journal.md.
//
//   auto const encoded = TRY(encode_entry(HashAlgorithm::kSha256, entry, secret, previous_hash));
//   auto const again = TRY(decode_entry({7, encoded.head, encoded.body}));
//   auto const proof = TRY(prove_entry(previous_hash, {7, encoded.head, encoded.body}));
//   proof.hash == encoded.hash;
#include <string>
#include <string_view>

#include "base/result.h"
#include "journal/entry.h"
#include "journal/entry_hash.h"

namespace agglo {

struct EncodedEntry {
    std::string head;
    std::string body;
    Digest hash{};
};

/// An entry as stored, and the sequence at which it stands.
struct EntryBytes {
    Sequence sequence = 0;
    std::string_view head;
    std::string_view body;
};

/// What recomputing an entry from its bytes gives.
struct EntryProof {
    HashAlgorithm algorithm = HashAlgorithm::kSha256;
    Instant recorded_at;
    Digest hash{};
    uint64_t values = 0;    ///< digests made from salt and value
    uint64_t redacted = 0;  ///< digests taken as they stand
};

/// Body of form 1. A create has after sides only, a delete before sides only, unless the other side
/// is not null; all other changes have both. Errors: kTooLarge (EntryLimits), kBadText,
/// kOutOfRange.
Result<EncodedEntry> encode_entry(HashAlgorithm algorithm, Entry const& entry,
                                  EntrySecret const& secret, Digest const& previous);

/// Reads both forms of body. Error: kChainBroken (damage.h: kHead, kBody, kOutOfPlace).
Result<Entry> decode_entry(EntryBytes const& bytes);

/// The same reading and errors, with the digests recomputed.
Result<EntryProof> prove_entry(Digest const& previous, EntryBytes const& bytes);

}  // namespace agglo
