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

struct ProjectionChanges {
    std::vector<TableChange> tables;
    /// A value was erased from the journal meanwhile: a row that is written over or removed leaves
    /// its bytes in the target's files, so that only making it anew takes them out.
    bool erases = false;
};

/// Changes between the entry `since` and the snapshot's point, by table. Errors: kStorageFailed,
/// kChainBroken.
Result<ProjectionChanges> changes_since(Journal const& journal, Snapshot const& snapshot,
                                        Viewer const& viewer, ProjectionLayout const& layout,
                                        Sequence since);

}  // namespace agglo
