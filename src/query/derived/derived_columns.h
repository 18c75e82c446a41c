#pragma once
// Derived columns: a snapshot whose columns of computed fields and roll-ups are filled in, so that
// all that reads columns reads them like any other field.
//
//   DerivedSnapshot now = derive_all(facts, on);
//   DerivedSnapshot next = derive_on(later_facts, on, now);   // only what may differ
//
// The ledger's own line of snapshots leaves these columns empty: they are never journalled.
#include <optional>

#include "state/snapshot.h"

namespace agglo {

struct DerivedSnapshot {
    SnapshotPtr facts;  ///< the ledger's own
    SnapshotPtr shown;  ///< the same with derived columns
    Date on;            ///< what today() is
};

/// From nothing: the slow twin.
DerivedSnapshot derive_all(SnapshotPtr const& facts, Date on);

/// From another point of the same ledger, earlier or later, or another day: works out the values
/// anew that hang on a record changed between the points. Exact. As derive_all when `known` is of
/// another model or shares no dictionaries.
DerivedSnapshot derive_on(SnapshotPtr const& facts, Date on, DerivedSnapshot const& known);

/// Rows whose record differs between two points of the ledger, also those that only one has;
/// ascending.
std::vector<size_t> changed_rows(Snapshot const& before, Snapshot const& after, size_t entity);

/// Whether any field hangs on the day.
bool asks_day(Model const& model);

}  // namespace agglo
