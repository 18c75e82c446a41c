#pragma once
// Desk: the one door for writes. A single writer thread takes all commands waiting, checks each
// against the working snapshot, appends the good ones in one transaction with one fsync, publishes
// the new snapshot and answers.
//
//   auto desk = TRY(Desk::open(std::move(journal), {.image = image_path(db)}));
//   auto receipt = TRY(desk->execute(command));             // waits for the fsync
//   desk->submit(command, [](Result<Receipt> receipt) { … });  // answered from the writer thread
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/disk.h"
#include "desk/command.h"
#include "query/group_cache.h"
#include "state/snapshot.h"

namespace agglo {

/// Told of every published entry, in order, from the writer thread; must be quick.
using EntryListener = std::function<void(Entry const&, SnapshotPtr const&)>;

struct DeskOptions {
    std::string image = {};       ///< path of the image beside the journal; empty: none
    bool keep_image = false;      ///< writes it too, in the background and at the end
    Disk* disk = &system_disk();  ///< that it and the older ones stand on
};

/// How the ledger came into memory.
struct StartReport {
    Sequence image = 0;                  ///< where the image stood; 0: none was used
    std::optional<Error> image_refused;  ///< why the image that is there was not used
    size_t entries = 0;                  ///< replayed
    size_t changes = 0;                  ///< of records, in these entries
    double seconds = 0;
};

/// The newest image that this desk wrote or started from, and how often writing one failed.
struct ImageState {
    Sequence sequence = 0;
    uint64_t failures = 0;
};

class Desk {
public:
    static constexpr size_t kCommandsWaitingMax = 10'000;
    static constexpr size_t kBatchCommandsMax = 1'000;

    /// Reads the definitions, and the image or the whole journal.
    static Result<std::unique_ptr<Desk>> open(std::unique_ptr<Journal> journal,
                                              DeskOptions options = {});
    virtual ~Desk() = default;

    virtual SnapshotPtr snapshot() const = 0;
    /// What the ledger knew at an earlier point. Error: kBadPoint.
    virtual Result<SnapshotPtr> snapshot_at(Sequence sequence) const = 0;
    /// A snapshot of this ledger with its computed fields and roll-ups filled in, for readers; `on`
    /// is what today() is. The ledger's own snapshots leave them empty.
    virtual SnapshotPtr shown(SnapshotPtr const& snapshot, Date on) const = 0;
    /// Answers to grouped questions about the newest snapshot, kept as it moves on.
    virtual GroupCache& groups() const = 0;
    virtual Journal const& journal() const = 0;

    virtual StartReport const& started() const = 0;
    virtual ImageState image_state() const = 0;
    /// Writes an image of the ledger as it stands; DeskOptions::keep_image must be set. Error:
    /// kStorageFailed.
    virtual Result<void> write_image() = 0;

    /// Errors (in the answer): kOverloaded when too many wait, kShuttingDown, or what is wrong with
    /// the command.
    virtual void submit(Command command, std::function<void(Result<Receipt>)> answer) = 0;
    virtual Result<Receipt> execute(Command command) = 0;

    /// Returns a number to unlisten with.
    virtual uint64_t listen(EntryListener listener) = 0;
    virtual void unlisten(uint64_t number) = 0;
};

}  // namespace agglo
