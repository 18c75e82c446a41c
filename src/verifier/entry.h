#pragma once
// Entry: one entry of an export, its head understood and its hash recomputed (docs/journal.md,
// "Entry format 1").
#include <string>
#include <string_view>
#include <variant>

#include "verifier/finding.h"
#include "verifier/hash.h"

namespace agglo::verifier {

/// As it stands in the export.
struct Frame {
    uint64_t sequence = 0;
    int64_t recorded_at_us = 0;
    std::string hash;
    std::string head;
    std::string body;
};

/// What recomputing gave.
struct Recomputed {
    Algorithm algorithm = Algorithm::kSha256;
    int64_t recorded_at_us = 0;
    std::string hash;
    uint64_t shown = 0;     ///< values whose digest was recomputed
    uint64_t withheld = 0;  ///< values of which only the digest is there
    uint64_t erasures = 0;  ///< records of the entity "erasure" that it creates
};

/// kHead, kOutOfPlace or kBody when it cannot.
std::variant<Recomputed, Fault> recompute(std::string_view previous_hash, Frame const& frame);

/// The hash before the first entry of a ledger.
std::string first_hash(Algorithm algorithm, std::string_view ledger);

}  // namespace agglo::verifier
