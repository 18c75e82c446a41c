#pragma once
// By which later batches an import batch was undone, read from what they did: whoever put its
// records back to what they were before it has undone it, through `undo_batch` or not.
//
//   auto const undone = TRY(undone_by(journal, now, access, entry));
//   undone.is_whole;       // every record that the viewer may read went back
//   undone.by[0].batch;
//
// That an undoing was itself undone is said of the undoing, which is a batch too.
#include "journal/journal.h"
#include "query/access.h"

namespace agglo {

struct UndoneBy {
    /// Batches looked at for one: the first that touched its records afterwards.
    static constexpr size_t kLaterMax = 8;

    struct Batch {
        int64_t batch = 0;
        Sequence sequence = 0;
        size_t records = 0;  ///< that it put back, wholly or in some fields
    };
    std::vector<Batch> by;
    bool is_whole = false;
};

/// Errors: kStorageFailed, kChainBroken.
Result<UndoneBy> undone_by(Journal const& journal, Snapshot const& now, EntityAccess const& access,
                           Entry const& entry);

}  // namespace agglo
