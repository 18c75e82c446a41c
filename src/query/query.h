#pragma once
// Query: a question over one entity, and its answer. The JSON form is described in docs/api.md.
//
//   Query query = TRY(parse_query(json));
//   std::string answer = TRY(run_query_json(*snapshot, viewer, query));
//
// A viewer sees only rows of its scope and fields of its classes; a hidden field answers like an
// unknown one.
#include <optional>
#include <string>
#include <vector>

#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

enum class Operator : uint8_t { kEq, kNe, kIn, kLt, kLe, kGt, kGe, kBetween, kContains, kNull };

std::string_view name_of(Operator op);
std::optional<Operator> operator_named(std::string_view name);

/// `[field, op, value]`. `field` may follow references ("region.code"). For `in` and `between` the
/// value is a list. Values are raw (as JSON gave them): binding settles them by the field's type.
struct Condition {
    std::string field;
    Operator op = Operator::kEq;
    Value value;
};

enum class Aggregate : uint8_t { kCount, kDistinct, kSum, kMin, kMax, kRatio };

struct Measure {
    Aggregate aggregate = Aggregate::kCount;
    std::string field;
    std::string denominator;  ///< ratio only
    std::string name;         ///< of the output
};

struct SortKey {
    std::string field;  ///< of the entity, or the name of an output when grouped
    bool descending = false;
};

struct Query {
    static constexpr size_t kLimitMax = 500;
    static constexpr size_t kGroupedLimitMax = 10'000;
    static constexpr size_t kConditionsMax = 50;
    static constexpr size_t kGroupKeysMax = 8;
    static constexpr size_t kMeasuresMax = 32;
    static constexpr size_t kInValuesMax = 10'000;

    std::string entity;
    std::vector<Condition> where;
    std::string filter;              ///< FEEL: true for the rows wanted (query/feel_filter.h)
    std::string text;                ///< `q`: substring of any searched field
    std::vector<std::string> group;  ///< "region", "signed_on:year"
    std::vector<Measure> measures;
    std::vector<SortKey> sort;
    std::optional<size_t> limit;
    std::string cursor;
    std::string as_of;       ///< as written: a sequence or an instant; resolved by the caller
                             ///< (Desk::snapshot_at)
    std::optional<Date> on;  ///< business date; default today in Shanghai

    /// The day that the question is asked for.
    Date day() const;
    bool grouped() const { return !group.empty() || !measures.empty(); }
};

/// The answer to a query without groups: rows of the entity, to be encoded by query/record_json.h.
struct RecordPage {
    size_t entity = 0;
    std::vector<size_t> rows;
    size_t total = 0;
    std::string next_cursor;  ///< empty: the last page
};

/// The answer to a grouped query.
struct GroupTable {
    struct Column {
        std::string name;
        Field const* field =
            nullptr;  ///< what the cells are values of; nullptr: plain numbers (counts)
    };
    std::vector<Column> columns;
    std::vector<std::vector<Value>> rows;
    size_t total = 0;
};

/// Reads the JSON body of `/query`. Errors with paths: kMalformed, kUnknownOperator, kTooLarge …
Result<Query> parse_query(std::string_view json);
/// `where` alone, as it stands in a URL.
Result<std::vector<Condition>> parse_where(std::string_view json);
/// "-total_investment,code" as it stands in a URL.
std::vector<SortKey> parse_sort(std::string_view text);

Result<RecordPage> find_records(Snapshot const& snapshot, Viewer const& viewer, Query const& query);
/// All matching rows in order, for exports. Error: kTooLarge above `rows_max`.
Result<std::vector<size_t>> find_all(Snapshot const& snapshot, Viewer const& viewer,
                                     Query const& query, size_t rows_max);
Result<GroupTable> group_records(Snapshot const& snapshot, Viewer const& viewer,
                                 Query const& query);

/// Runs either kind and writes `{"rows":[…],"total":N,"as_of":…,"on":…}`.
Result<std::string> run_query_json(Snapshot const& snapshot, Viewer const& viewer,
                                   Query const& query);

}  // namespace agglo
