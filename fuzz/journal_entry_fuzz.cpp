// Feeds bytes to the reading of entries (src/journal/entry_codec.h): whatever is accepted must
// prove, come back from a second writing and keep its hash when opened.
//
//   clang++-16 -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -Isrc
//   fuzz/journal_entry_fuzz.cpp \
//       src/journal/*.cpp … && ./a.out -max_len=4096 corpus/
//
// Input: one byte for the length of the head, the head (sequence 1), the body.
#include <algorithm>

#include "base/assert.h"
#include "journal/entry_codec.h"
#include "journal/redaction.h"

namespace {

bool has_redacted(agglo::Entry const& entry) {
    return std::any_of(entry.changes.begin(), entry.changes.end(), [](auto const& change) {
        return std::any_of(change.fields.begin(), change.fields.end(),
                           [](auto const& field) { return field.redacted; });
    });
}

void check_writes_again(agglo::Entry const& entry) {
    if (has_redacted(entry)) return;
    auto const again =
        agglo::encode_entry(agglo::HashAlgorithm::kSha256, entry, agglo::EntrySecret{}, {});
    AGGLO_ASSERT(again.ok());
    AGGLO_ASSERT(agglo::decode_entry({1, again->head, again->body}).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    if (size == 0) return 0;
    std::string_view const input(reinterpret_cast<char const*>(data) + 1, size - 1);
    size_t const head_size = std::min<size_t>(data[0], input.size());
    agglo::EntryBytes const bytes{1, input.substr(0, head_size), input.substr(head_size)};
    auto const entry = agglo::decode_entry(bytes);
    auto const proof = agglo::prove_entry({}, bytes);
    AGGLO_ASSERT(entry.ok() == proof.ok());
    if (!entry.ok()) return 0;
    check_writes_again(*entry);
    auto const opened = agglo::open_body(bytes, [](auto, auto field) { return field == "reason"; });
    AGGLO_ASSERT(opened.ok());
    auto const proof_opened = agglo::prove_entry({}, {1, bytes.head, *opened});
    AGGLO_ASSERT(proof_opened.ok() && proof_opened->hash == proof->hash);
    return 0;
}
