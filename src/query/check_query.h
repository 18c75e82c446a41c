#pragma once
// Whether a query could be asked, without asking it: of no rows at all.
#include "query/query.h"

namespace agglo {

/// Errors: those of find_records and group_records that do not come of the rows.
Result<void> check_query(Snapshot const& snapshot, Viewer const& viewer, Query const& query);

/// Error: kTooLarge, at "limit".
Result<void> check_limit(Query const& query);

}  // namespace agglo
