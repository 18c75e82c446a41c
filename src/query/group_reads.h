#pragma once
// GroupReads: what a grouped question reads beside the rows of its own entity, so that an answer
// can be told from its snapshot's chunks to hold still.
//
// Where a question reads another entity, any change of that entity's records counts, as does any
// change of those of its derived fields that the question may look at. What it reads of its own
// entity by other records (`partner.total`) makes `self`: then a row's part hangs on other rows.
#include <map>
#include <optional>
#include <set>

#include "query/query.h"

namespace agglo {

/// What is read of another entity: the numbers of records alone, or facts and some derived fields.
struct OtherRead {
    bool facts = false;
    std::set<size_t> derived = {};
};

struct GroupReads {
    /// By entity. What rows are chosen, keyed and measured by; and what the answer is laid out by.
    std::map<size_t, OtherRead> rows;
    std::map<size_t, OtherRead> layout;
    bool self = false;
};

/// Nothing: the question cannot be asked.
std::optional<GroupReads> group_reads(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                      Query const& query);

/// Columns that change whenever a record of the entity does, or one of the derived fields.
std::vector<size_t> columns_that_tell(Entity const& entity, std::set<size_t> const& derived);
std::set<size_t> derived_fields(Entity const& entity);

}  // namespace agglo
