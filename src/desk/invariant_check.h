#pragma once
// Invariants as they are written: what the schema says must hold of every record that a command
// creates, changes or restores, as the command would leave it.
#include <span>
#include <utility>
#include <vector>

#include "journal/entry.h"
#include "state/snapshot.h"

namespace agglo {

/// Broken invariants, each with the number of its change; paths begin with the invariant's first
/// field, "/fields/…". All are kInvariantBroken.
struct BrokenInvariants {
    std::vector<std::pair<size_t, Error>> errors;
    std::vector<std::pair<size_t, Error>> warnings;
};

/// `on` is what today() is. An invariant that is null, for want of facts, is not broken.
BrokenInvariants broken_invariants(Snapshot const& snapshot, std::span<RecordChange const> changes,
                                   Date on);

}  // namespace agglo
