#pragma once
// The start of a ledger: its snapshot at the journal's head and the idempotency keys still kept,
// from the image where there is a good one and from the journal for the rest.
//
//   IdempotencyKeys keys;
//   auto const start = TRY(start_ledger(journal, image_path(db), keys));
//   start.report.image;   // 0: all was replayed
#include <optional>
#include <string>

#include "desk/desk.h"
#include "desk/idempotency.h"

namespace agglo {

struct LedgerStart {
    SnapshotPtr snapshot;
    StartReport report;
};

/// `image` is a path on `disk`; empty: none is looked for. Errors: kStorageFailed, kChainBroken,
/// kValidationFailed.
Result<LedgerStart> start_ledger(Journal const& journal, std::string const& image,
                                 IdempotencyKeys& keys, Disk& disk = system_disk());

}  // namespace agglo
