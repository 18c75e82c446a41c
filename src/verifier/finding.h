#pragma once
// Finding: what is wrong, and with which entry. The names are those of docs/journal.md,
// "Verifying".
//
//   if (finding) std::puts(describe(*finding).c_str());   // zh and en
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agglo::verifier {

enum class Fault : uint8_t {
    kMissing,     ///< sequences jump over this one
    kOutOfPlace,  ///< the head states another sequence
    kAlgorithm,   ///< the head states another algorithm than the export
    kHead,        ///< the head cannot be decoded
    kBody,        ///< the body cannot be decoded
    kHash,        ///< the hash is not that of this content after the entry before
    kTime,        ///< recorded before the entry before it, or not when its head says
    kTruncated,   ///< the export ends before it, or before a checkpoint
    kRewritten,   ///< not the history that a checkpoint was taken from
    kUnreadable,  ///< the export does not have the form of docs/proof.md here
    kForeign,     ///< a checkpoint of another ledger
    kSignature,   ///< a checkpoint not signed by a key given
    kBefore,      ///< a checkpoint from before the export begins: it proves nothing of it
};

struct Finding {
    uint64_t sequence = 0;
    Fault fault = Fault::kMissing;
};

/// "missing", "out_of_place", …
std::string_view name_of(Fault fault);

/// One line of Chinese, one of English.
std::string describe(Finding const& finding);

}  // namespace agglo::verifier
