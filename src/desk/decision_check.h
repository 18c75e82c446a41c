#pragma once
// Decisions as they are written: a model must read and compile, and the days for which models of
// one code are valid may not overlap.
#include <span>
#include <utility>
#include <vector>

#include "journal/entry.h"
#include "state/snapshot.h"

namespace agglo {

/// Decisions that one command may write.
constexpr size_t kDecisionChangesMax = 1'000;

/// What is wrong with the decisions as they would be after `changes`, each with the number of its
/// change; paths begin with "/fields/…". Errors: kDuplicateValue (days that overlap),
/// kBelowMinimum (ends before it begins), those of compile_decision, kTooLarge.
std::vector<std::pair<size_t, Error>> decision_mistakes(Snapshot const& snapshot,
                                                        std::span<RecordChange const> changes);

}  // namespace agglo
