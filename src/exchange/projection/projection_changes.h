#pragma once
// Which rows of a projection the tail of the journal may have changed.
//
//   auto changes = TRY(changes_since(journal, *snapshot, viewer, layout, state.sequence));
//
// Every record an entry touches is one of them. A record that nobody touched can still enter or
// leave the scope of a role by region, when a reference on its way to a region changed (its project
// moved, a region got another parent); then its whole table is to be written again.
#include "exchange/projection/projection_target.h"

namespace agglo {

/// Changes between the entry `since` and the snapshot's point, by table. Errors: kStorageFailed,
/// kChainBroken.
Result<std::vector<TableChange>> changes_since(Journal const& journal, Snapshot const& snapshot,
                                               Viewer const& viewer, ProjectionLayout const& layout,
                                               Sequence since);

}  // namespace agglo
