#pragma once
// Desk: the one door for writes. A single writer thread takes all commands waiting, checks each
// against the working snapshot, appends the good ones in one transaction with one fsync, publishes
// the new snapshot and answers.
//
//   auto desk = TRY(Desk::open(std::move(journal)));
//   auto receipt = TRY(desk->execute(command));             // waits for the fsync
//   desk->submit(command, [](Result<Receipt> receipt) { … });  // answered from the writer thread
#include <functional>
#include <memory>
#include <string>

#include "desk/command.h"
#include "state/snapshot.h"

namespace agglo {

/// Told of every published entry, in order, from the writer thread; must be quick.
using EntryListener = std::function<void(Entry const&, SnapshotPtr const&)>;

class Desk {
public:
    static constexpr size_t kCommandsWaitingMax = 10'000;
    static constexpr size_t kBatchCommandsMax = 1'000;

    /// Reads the definitions and replays the journal.
    static Result<std::unique_ptr<Desk>> open(std::unique_ptr<Journal> journal);
    virtual ~Desk() = default;

    virtual SnapshotPtr snapshot() const = 0;
    /// What the ledger knew at an earlier point. Error: kBadPoint.
    virtual Result<SnapshotPtr> snapshot_at(Sequence sequence) const = 0;
    virtual Journal const& journal() const = 0;

    /// Errors (in the answer): kOverloaded when too many wait, kShuttingDown, or what is wrong with
    /// the command.
    virtual void submit(Command command, std::function<void(Result<Receipt>)> answer) = 0;
    virtual Result<Receipt> execute(Command command) = 0;

    /// Returns a number to unlisten with.
    virtual uint64_t listen(EntryListener listener) = 0;
    virtual void unlisten(uint64_t number) = 0;
};

}  // namespace agglo
