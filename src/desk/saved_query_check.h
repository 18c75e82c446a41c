#pragma once
// Saved queries as they are written: the body must be one that could be asked, and only the owner
// (or an administrator) writes it.
#include <span>
#include <utility>
#include <vector>

#include "journal/entry.h"
#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

/// Saved queries that one command may write.
constexpr size_t kSavedQueryChangesMax = 1'000;

/// What is wrong with the queries as they would be after `changes`, each with the number of its
/// change; paths begin with "/fields/…". Errors: those of check_saved_query, kTooLarge; kForbidden
/// at the owner; kNotInEnumeration for roles there are not.
std::vector<std::pair<size_t, Error>> saved_query_mistakes(Snapshot const& snapshot,
                                                           Viewer const& viewer,
                                                           std::span<RecordChange const> changes);

}  // namespace agglo
