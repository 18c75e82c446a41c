// Feeds texts to both readers of checkpoints (src/proof/signed_checkpoint.h, src/verifier): what
// the ledger's reader takes the verifier takes too, as the same, and it is written again as it was.
#include <string_view>

#include "base/assert.h"
#include "base/text.h"
#include "proof/signed_checkpoint.h"
#include "verifier/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const ours = agglo::read_checkpoint(text);
    auto const theirs = agglo::verifier::read_checkpoint(text);
    (void)agglo::read_public_key(text);
    (void)agglo::verifier::read_public_key(text);
    if (!ours.ok()) return 0;
    AGGLO_ASSERT(theirs.has_value());
    AGGLO_ASSERT(theirs->sequence == ours->point.sequence);
    AGGLO_ASSERT(theirs->hash == agglo::to_hex(agglo::bytes_of(ours->point.hash)));
    AGGLO_ASSERT(agglo::read_checkpoint(agglo::checkpoint_text(*ours)).ok());
    return 0;
}
