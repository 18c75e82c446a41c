#pragma once
// Image: a snapshot's columns and indexes in a file beside the journal, so that a start need not
// replay what the image already holds. It is disposable: whoever loads it compares it with the
// journal, and when anything is off the journal is replayed instead (docs/journal.md, "Image").
//
//   TRY(write_image(image_path(db), journal.identity(), {snapshot, commands}));
//   auto image = load_image(image_path(db), journal, model);
//   auto now = image.ok() ? replay_on(journal, image->snapshot, head) : replay(journal, model,
//   head);
//
// Measured with 1 M projects of 60 fields: docs/benchmarks.md.
#include "base/disk.h"
#include "state/snapshot.h"

namespace agglo {

struct Image {
    SnapshotPtr snapshot;
    /// What the desk wants to be given back: which commands were answered lately, in its own form.
    std::string commands;
};

/// data/zhaoqing.db has its image in data/zhaoqing.db.image.
std::string image_path(std::string const& db);

/// Writes beside `path`, makes it durable, then renames: a crash leaves the old image or none.
/// Readers and the writer of the ledger may go on meanwhile. Error: kStorageFailed.
Result<void> write_image(std::string const& path, LedgerIdentity const& identity,
                         Image const& image, Disk& disk = system_disk());

/// The image, when it is whole, of this ledger, of this layout of the model, and stands at a point
/// the journal has with the same hash. Errors: kFileNotFound; kBadFile with the reason.
Result<Image> load_image(std::string const& path, Journal const& journal,
                         std::shared_ptr<Model const> model, Disk& disk = system_disk());

/// The journal point that an image's header names, if the header is whole.
std::optional<Sequence> image_sequence(std::string const& path, Disk& disk = system_disk());

/// Takes the image away, if there is one, and what a crash left of writing one. Whoever erases
/// values from a journal takes the older ones away too (state/image_series.h).
void discard_image(std::string const& path, Disk& disk = system_disk());

}  // namespace agglo
