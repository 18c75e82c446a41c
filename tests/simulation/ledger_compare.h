#pragma once
// A snapshot beside the model: where they differ, in words.
#include "ledger_model.h"
#include "query/difference.h"

namespace agglo {

/// Where a snapshot of the point `sequence` is not as the model has it.
std::optional<std::string> find_deviation(Snapshot const& snapshot, LedgerModel const& model,
                                          Sequence sequence);

/// "3 changed stage total, 4 created code, …": the difference of an entity between two points.
std::string shown(Difference const& difference, Snapshot const& to);
std::string difference_by_model(ModelState const& from, ModelState const& to,
                                std::string const& entity);

}  // namespace agglo
