#pragma once
// ShownSnapshots: snapshots with their derived columns, made when asked for and kept by use.
//
//   ShownSnapshots shown;
//   SnapshotPtr now = shown.of(desk.snapshot(), on);
//
// A snapshot is made from the nearest one that is kept, so that after a write only what hangs on
// the changed records is worked out anew. Askers of one snapshot wait for one making.
#include <future>
#include <list>
#include <mutex>

#include "query/derived/derived_columns.h"

namespace agglo {

class ShownSnapshots {
public:
    static constexpr size_t kKeptMax = 8;

    /// `on` is what today() is. A model that derives nothing: the facts themselves.
    SnapshotPtr of(SnapshotPtr const& facts, Date on);
    /// Forgets everything (erasure, new definitions).
    void clear();
    size_t kept() const;

private:
    using Future = std::shared_future<std::shared_ptr<DerivedSnapshot const>>;
    struct Kept {
        SnapshotPtr facts;
        Date on;
        Future made;
    };

    std::list<Kept>::iterator find(SnapshotPtr const& facts, Date on);
    std::shared_ptr<DerivedSnapshot const> nearest(SnapshotPtr const& facts, Date on) const;

    mutable std::mutex mutex_;
    std::list<Kept> kept_;  // newest use first
};

}  // namespace agglo
