#pragma once
// Damage: what can be wrong with a stored chain, and the error that says so and where.
//
//   return chain_broken(7, Damage::kMissing);   // "Journal entry 7 does not verify: it is missing"
//
// The arguments of that error are the sequence, the reason in zh and in en, and the stable name.
#include "base/error.h"
#include "journal/encoding.h"
#include "journal/entry.h"

namespace agglo {

enum class Damage : uint8_t {
    kMissing,     ///< sequences jump over this one
    kOutOfPlace,  ///< the head states another sequence than the row it stands in
    kAlgorithm,   ///< the head states another algorithm than the ledger
    kHead,        ///< the head cannot be decoded
    kBody,        ///< the body cannot be decoded
    kHash,        ///< the hash is not that of this content after the entry before
    kTime,        ///< recorded before the entry before it, or the row's time is not the head's
    kTruncated,   ///< the journal ends before a point known to have existed
    kRewritten,   ///< the chain verifies, but is not the one a checkpoint was taken from
    kUnreadable,  ///< the storage beneath cannot be read here
    kForeign,     ///< the checkpoint held against it is of another ledger
    kBefore,      ///< the checkpoint held against it is from before what there is to verify
    kSignature,   ///< the checkpoint held against it is not signed by a key that is trusted
};

/// "missing", "out_of_place", …
std::string_view name_of(Damage damage);

Error chain_broken(Sequence sequence, Damage damage);
Error chain_broken(Sequence sequence, Damage damage, EncodingFault why);

}  // namespace agglo
