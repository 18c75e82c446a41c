#pragma once
// Difference: what is not the same at two points of the ledger, record by record and field by
// field, for any filter.
//
//   auto difference = TRY(find_difference(*then, *now, viewer, query));
//   for (auto const& record : difference.records) { … }
//
// A record belongs to it when it meets the filter at either point and is not the same at both; one
// that was changed and changed back is the same. A viewer sees a record that lay in its scope at
// every point at which it was there, and fields of its classes at both.
#include "query/query.h"

namespace agglo {

enum class DifferenceKind : uint8_t { kCreated, kChanged, kDeleted };

std::string_view name_of(DifferenceKind kind);  ///< "created", "changed", "deleted"

struct Difference {
    static constexpr size_t kLimitDefault = 50;
    static constexpr size_t kEntriesMax = 50;

    struct FieldDifference {
        size_t field;  ///< of the later point's entity
        Value before;
        Value after;
    };
    struct Record {
        RecordId id;
        DifferenceKind kind;
        bool matched_before;
        bool matched_after;
        std::vector<FieldDifference> fields;
        /// Entries after the first point, up to the second, that touched the record; the newest
        /// kEntriesMax.
        std::vector<Sequence> entries;
    };

    size_t entity = 0;            ///< of the later point's model
    std::vector<Record> records;  ///< by id
    size_t created = 0;           ///< of all, not only of this page
    size_t changed = 0;
    size_t deleted = 0;
    RecordId next_id = 0;  ///< the page after this one begins after it; 0: this is the last

    size_t total() const { return created + changed + deleted; }
};

/// The query's entity, where, text and limit; `after_id` begins a later page. `from` must not be
/// later than `to`. Errors: as find_records; kBadPoint with path "from".
Result<Difference> find_difference(Snapshot const& from, Snapshot const& to, Viewer const& viewer,
                                   Query const& query, RecordId after_id = 0);

}  // namespace agglo
