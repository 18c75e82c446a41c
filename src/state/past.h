#pragma once
// Past: snapshots of earlier points, made when asked for and kept by use within a limit of bytes.
//
//   Past past(journal);
//   SnapshotPtr then = TRY(past.at(now, sequence));
//
// A point is reached backward by `before` values from now or from a kept point, whichever is
// nearest after it, sharing every chunk that did not change; or forward from nothing when that is
// the shorter way, or when the schema was another then: a past snapshot has the model of its point.
#include <future>
#include <list>
#include <map>
#include <mutex>

#include "state/snapshot.h"

namespace agglo {

class Past {
public:
    /// Bytes of chunks that the kept snapshots do not share with now.
    static constexpr size_t kBytesMax = size_t{512} << 20;
    static constexpr size_t kSnapshotsMax = 64;

    explicit Past(Journal const& journal, size_t bytes_max = kBytesMax)
        : journal_(journal), bytes_max_(bytes_max) {}

    /// The ledger as it was after the entry `sequence`. Askers of one point wait for one making;
    /// askers of others do not wait. Errors: kBadPoint (after now), kStorageFailed, kChainBroken.
    Result<SnapshotPtr> at(SnapshotPtr const& now, Sequence sequence);

    /// Forgets everything: the journal's past values have changed (erasure). Nobody may ask
    /// meanwhile.
    void clear();

    size_t kept() const;
    size_t bytes() const;

private:
    using Future = std::shared_future<Result<SnapshotPtr>>;
    struct Kept {
        SnapshotPtr snapshot;
        size_t bytes;
    };

    Result<SnapshotPtr> make(SnapshotPtr const& now, Sequence sequence) const;
    Result<std::shared_ptr<Model const>> model_at(SnapshotPtr const& now, Sequence sequence) const;
    SnapshotPtr nearest_after(SnapshotPtr const& now, Sequence sequence,
                              std::shared_ptr<Model const> const& model) const;
    void keep(SnapshotPtr const& now, SnapshotPtr const& made);

    Journal const& journal_;
    size_t bytes_max_;
    mutable std::mutex mutex_;
    std::list<Kept> kept_;  // newest use first
    std::map<Sequence, Future> making_;
};

}  // namespace agglo
