#include "desk/ledger_start.h"

#include <chrono>

#include "state/bootstrap.h"
#include "state/fold.h"
#include "state/image.h"
#include "state/replay.h"

namespace agglo {

namespace {

using Clock = std::chrono::steady_clock;

/// The image's snapshot with its keys; without a good image the empty snapshot, and why.
SnapshotPtr begin_from(Result<Image> image, std::string const& path,
                       std::shared_ptr<Model const> const& model, IdempotencyKeys& keys,
                       StartReport& report) {
    if (image.ok() && !keys.restore(image->commands))
        image = Error(ErrorCode::kBadFile, {path + ": its idempotency keys are damaged"});
    if (image.ok()) {
        report.image = image->snapshot->point.sequence;
        return std::move(image->snapshot);
    }
    if (image.error().code() != ErrorCode::kFileNotFound) report.image_refused = image.error();
    return empty_snapshot(model, {});
}

}  // namespace

Result<LedgerStart> start_ledger(Journal const& journal, std::string const& image,
                                 IdempotencyKeys& keys, Disk& disk) {
    auto const began = Clock::now();
    auto const definitions = TRY(definitions_at_head(journal));
    auto const model = TRY(model_of(definitions));
    StartReport report;
    auto found = image.empty() ? Result<Image>(Error(ErrorCode::kFileNotFound, {image}))
                               : load_image(image, journal, model, disk);
    auto from = begin_from(std::move(found), image, model, keys, report);
    auto const oldest = Instant::now().us - IdempotencyKeys::kKeptUs;
    auto snapshot = TRY(replay_on(journal, std::move(from), journal.head().sequence,
                                  [&](ReplayedEntry const& entry) {
                                      ++report.entries;
                                      report.changes += entry.changes;
                                      if (entry.recorded_at.us >= oldest) keys.remember(entry);
                                  }));
    report.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    return LedgerStart{std::move(snapshot), std::move(report)};
}

}  // namespace agglo
