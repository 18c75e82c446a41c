#pragma once
// verify: whether an export is what it says it is, from the first frame to the last.
//
//   std::ifstream file(path, std::ios::binary);
//   auto const verdict = verify(file, {.checkpoints = {*checkpoint}, .keys = {key}});
//   if (verdict.finding) …
//
// An export proves itself only as far as it hangs together. That it is the ledger's own history,
// and all of it, is proved by a checkpoint that comes from elsewhere.
#include <istream>
#include <vector>

#include "verifier/checkpoint.h"
#include "verifier/export_stream.h"

namespace agglo::verifier {

struct Evidence {
    std::vector<Checkpoint> checkpoints = {};
    std::vector<std::string> keys = {};  ///< public; with any, every checkpoint must be signed
};

struct Verdict {
    bool is_export = false;
    std::optional<Finding> finding;  ///< the first
    Header header;
    uint64_t entries = 0;
    uint64_t shown = 0;
    uint64_t withheld = 0;
    uint64_t erasures = 0;
    uint64_t last = 0;          ///< sequence of the last entry
    std::string hash;           ///< its hash
    uint64_t proved_up_to = 0;  ///< sequence of the latest checkpoint that stands; 0: none
};

Verdict verify(std::istream& in, Evidence const& evidence);

}  // namespace agglo::verifier
