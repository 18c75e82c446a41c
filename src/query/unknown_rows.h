#pragma once
// Unknown rows: the records that a FEEL filter leaves out because its outcome is unknown, with the
// facts that each lacks.
//
//   Query query{.entity = "project", .filter = "land_area > 30 and total_investment > 亿元(1)"};
//   auto unknown = TRY(find_unknown(*snapshot, viewer, query));
//   unknown.total;               // records for which the filter is null
//   unknown.rows[0].missing;     // {"land_area"}: with it, the outcome would be known
//
// A record is unknown when the filter is null for it. The columns say for which it is; each of
// these is then asked with every empty field standing for any value (feel/unknown): what its
// outcome hangs on is missing. Where it hangs on nothing, `settled` is what it comes to whatever
// the facts are: true or false (`land > 5 or land <= 5`), or nothing when no fact would help (a
// division by zero).
//
// A viewer's own fields only: what it may not read is no name in the text, and a record referred to
// that it may not read is missing as a whole, whether it has the fact or not.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "query/query.h"

namespace agglo {

struct UnknownRow {
    size_t row = 0;
    std::vector<std::string> missing = {};  ///< paths, ascending
    std::optional<bool> settled = {};
};

struct UnknownRows {
    /// Records asked what they lack, for the counts of facts and sets.
    static constexpr size_t kExaminedMax = 20'000;
    static constexpr size_t kSetsMax = 200;
    static constexpr size_t kLimitDefault = 50;

    struct Set {
        UnknownRow like;  ///< `row`: the first
        size_t count = 0;
    };
    struct Fact {
        size_t count = 0;  ///< records whose outcome hangs on it
        size_t alone = 0;  ///< of these, those that hang on nothing else
    };

    size_t entity = 0;
    size_t total = 0;     ///< records for which the filter is null
    size_t examined = 0;  ///< of these, the first so many are in `sets` and `facts`
    std::vector<UnknownRow> rows;
    std::string next_cursor;            ///< empty: the last page
    std::vector<Set> sets;              ///< largest first; empty on later pages
    std::map<std::string, Fact> facts;  ///< by path; empty on later pages
};

/// By id, of the records of `where`, `text` and the viewer's scope; `query.filter` must be given,
/// groups and orders are none of its business. Errors: those of find_records; kRequired.
Result<UnknownRows> find_unknown(Snapshot const& snapshot, Viewer const& viewer,
                                 Query const& query);

/// "rows","facts","sets","others","total","examined","next_cursor" (docs/api.md).
Result<void> write_unknown(JsonWriter& json, Snapshot const& snapshot, Viewer const& viewer,
                           Query const& query);

}  // namespace agglo
