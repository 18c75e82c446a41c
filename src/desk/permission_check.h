#pragma once
// Whether a viewer may make a change: judged on the record as it was and as it will be.
#include "desk/changed_facts.h"
#include "query/access.h"

namespace agglo {

/// What a kind of change needs; bringing a deleted record back needs what deleting does.
Action action_of(ChangeKind kind);

/// A record is created where a grant creates, and changed where a grant changes, before and after;
/// conditions count as the record was, for what is created as it will be. Each field set must be
/// one that such a grant sets. Reading rights are asked elsewhere. Error: kForbidden at
/// "fields/<name>" or "id".
Result<void> check_permitted(EntityAccess const& access, ChangedFacts const& after,
                             RecordChange const& change);

}  // namespace agglo
