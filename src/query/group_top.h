#pragma once
// The first records of each group.
#include "query/group_fold.h"

namespace agglo {

/// By line: rows of the entity. Errors: those of RowOrder::bind, at "top"; kTooLarge.
Result<std::vector<std::vector<size_t>>> top_records(Snapshot const& snapshot, Viewer const& viewer,
                                                     Query const& query, GroupPlan const& plan,
                                                     std::vector<GroupLine> const& lines);

}  // namespace agglo
