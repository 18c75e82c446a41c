#pragma once
// Past: snapshots of earlier points, made when asked for and kept by use within a limit of bytes.
//
//   Past past(journal);
//   SnapshotPtr then = TRY(past.at(now, sequence));
//
// A point is reached backward by `before` values from now or from a kept point after it, or forward
// from a kept point, an image or nothing before it: whichever is reckoned cheapest (PastWay). By
// every way it shares with now each chunk that holds the same. A past snapshot has the model of its
// point, so what has another is no place to begin.
#include <future>
#include <list>
#include <map>
#include <mutex>
#include <optional>

#include "state/image_series.h"
#include "state/snapshot.h"

namespace agglo {

/// A way to a past point, and its cost: in record changes folded forward.
struct PastWay {
    enum class Kind { kBack, kForward, kImage, kNothing };
    Kind kind = Kind::kNothing;
    double cost = 0;
    SnapshotPtr from = {};   ///< kBack, kForward
    std::string image = {};  ///< kImage: its path
};

class Past {
public:
    /// Bytes of chunks that the kept snapshots do not share with now.
    static constexpr size_t kBytesMax = size_t{512} << 20;
    static constexpr size_t kSnapshotsMax = 64;

    /// What other work costs in changes folded forward (docs/benchmarks.md): a change undone, and
    /// loading so many bytes of an image.
    static constexpr double kCostOfUndoing = 2;
    static constexpr double kImageBytesPerCost = 1'000;

    /// `images` to begin from, if there are any.
    explicit Past(Journal const& journal, ImageSeries images = {}, size_t bytes_max = kBytesMax,
                  double image_bytes_per_cost = kImageBytesPerCost)
        : journal_(journal),
          images_(std::move(images)),
          bytes_max_(bytes_max),
          image_bytes_per_cost_(image_bytes_per_cost) {}

    /// The ledger as it was after the entry `sequence`. Askers of one point wait for one making;
    /// askers of others do not wait. Errors: kBadPoint (after now), kStorageFailed, kChainBroken.
    Result<SnapshotPtr> at(SnapshotPtr const& now, Sequence sequence);

    /// Forgets everything: the journal's past values have changed (erasure). Nobody may ask
    /// meanwhile.
    void clear();

    /// The ways there are to a point whose model is `model`, the cheapest first; that from nothing
    /// is always there.
    std::vector<PastWay> ways(SnapshotPtr const& now, Sequence sequence,
                              std::shared_ptr<Model const> const& model) const;

    bool keeps(SnapshotPtr const& snapshot) const;
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
    std::pair<SnapshotPtr, SnapshotPtr> kept_around(
        SnapshotPtr const& now, Sequence sequence, std::shared_ptr<Model const> const& model) const;
    std::optional<ImageSeries::Member> image_before(Sequence sequence) const;
    Result<SnapshotPtr> go(PastWay const& way, SnapshotPtr const& now, Sequence sequence,
                           std::shared_ptr<Model const> const& model) const;
    void keep(SnapshotPtr const& now, SnapshotPtr const& made);

    Journal const& journal_;
    ImageSeries images_;
    size_t bytes_max_;
    double image_bytes_per_cost_;
    mutable std::mutex mutex_;
    std::list<Kept> kept_;  // newest use first
    std::map<Sequence, Future> making_;
};

}  // namespace agglo
