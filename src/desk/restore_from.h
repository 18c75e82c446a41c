#pragma once
// Restoring from a point: what a record, or some of its fields, was then becomes an ordinary change
// now.
//
//   auto const then = TRY(desk.snapshot_at(sequence));
//   command.changes.push_back(
//       TRY(restore_from(*then, *desk.snapshot(), viewer, "project", 7, {"total_investment"})));
#include "desk/command.h"
#include "state/snapshot.h"

namespace agglo {

/// A change of the record to its values at `then`: of `fields`, or of every field when none is
/// named; a record deleted since is brought back. It has the version the record has in `now`, and
/// no facts when nothing differs. A field the schema got after `then` is left as it is. Errors:
/// kNoSuchRecord (not there then, or not readable), kUnknownField with path "fields/0".
Result<CommandChange> restore_from(Snapshot const& then, Snapshot const& now, Viewer const& viewer,
                                   std::string_view entity, RecordId id,
                                   std::vector<std::string> const& fields);

}  // namespace agglo
