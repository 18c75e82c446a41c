#pragma once
// What an address such as /api/v1/project/7 names, and the filters of a list.
#include "api/ask.h"
#include "query/query.h"

namespace agglo {

struct RecordAddress {
    size_t entity = 0;
    RecordId id = 0;
    size_t row = 0;
};

/// The entity the first path parameter names, if the viewer may read it. Errors: kUnknownEntity,
/// kForbidden.
Result<size_t> find_entity(Ask const& ask, Snapshot const& snapshot);

/// The record the first two path parameters name, live and in the viewer's scope. Error:
/// kNoSuchRecord, and as above.
Result<RecordAddress> find_record(Ask const& ask, Snapshot const& snapshot);
/// Live or deleted.
Result<RecordAddress> find_record_even_deleted(Ask const& ask, Snapshot const& snapshot);

/// Live, whether the viewer may read it or not; for those who look after rights.
Result<RecordAddress> find_record_unseen(Ask const& ask, Snapshot const& snapshot);

/// `where`, `q` and `sort` of the address.
Result<Query> list_query(Ask const& ask);

}  // namespace agglo
