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

#include "base/decimal128.h"
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

/// What a key, a measure or an order is about: a path of fields, or FEEL over the record.
struct Operand {
    std::string field;  ///< "region.code"; a key may add a part of a date: "signed_on:month"
    std::string feel;   ///< "total - offer"

    bool empty() const { return field.empty() && feel.empty(); }
};

struct GroupItem {
    Operand of;
    std::string name;  ///< of the output
};

enum class Aggregate : uint8_t {
    kCount,
    kDistinct,
    kSum,
    kMin,
    kMax,
    kRatio,
    kAverage,
    kPercentile,  ///< the median too
    kDeviation,   ///< of a sample
};

struct Measure {
    Aggregate aggregate = Aggregate::kCount;
    Operand of;
    Operand denominator;    ///< ratio only
    Decimal fraction;       ///< percentile only: 0 to 1
    std::string condition;  ///< FEEL: only rows it is true for are measured
    std::string name;       ///< of the output
};

struct SortKey {
    Operand of;  ///< its field is the name of an output when grouped
    bool descending = false;
};

/// The first records of each group.
struct TopRecords {
    static constexpr size_t kLimitMax = 100;
    static constexpr size_t kRecordsMax = 10'000;  ///< of all groups together

    size_t limit = 0;
    std::vector<SortKey> sort;
};

struct Query {
    static constexpr size_t kLimitMax = 500;
    static constexpr size_t kGroupedLimitMax = 10'000;
    static constexpr size_t kConditionsMax = 50;
    static constexpr size_t kGroupKeysMax = 8;
    static constexpr size_t kMeasuresMax = 32;
    static constexpr size_t kInValuesMax = 10'000;
    static constexpr size_t kPeriodsMax = 100'000;  ///< rows, once empty periods are filled in

    std::string entity;
    Action action = Action::kRead;  ///< that the rows must allow the viewer, beside reading
    std::vector<Condition> where;
    std::string filter;  ///< FEEL: true for the rows wanted (query/feel_filter.h)
    std::string text;    ///< `q`: substring of any searched field
    std::vector<GroupItem> group;
    std::vector<Measure> measures;
    std::optional<TopRecords> top;
    std::vector<std::string> running;  ///< measures to be added up period by period
    std::string compare;               ///< the key whose periods are set beside the year before's
    bool drill = false;                ///< say how to ask for the records behind each cell
    std::vector<SortKey> sort;
    std::optional<size_t> limit;
    std::string cursor;
    bool missing = false;    ///< the records that `filter` is unknown for (query/unknown_rows.h)
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

/// A cell of a grouped answer.
struct GroupValue {
    Value value;  ///< of a number below: rounded to nine decimals, null when it does not fit then
    std::optional<Decimal128> number = {};  ///< where more digits are known than a column holds

    bool is_null() const { return value.is_null() && !number; }
};

/// What, put in the place of a query's own `where` and `filter`, finds the records behind a cell.
struct DrillFilter {
    std::vector<Condition> where;
    std::string filter;
};

/// The answer to a grouped query.
struct GroupTable {
    struct Column {
        std::string name;
        Field const* field = nullptr;  ///< what the cells are values of; nullptr: plain values
    };
    std::vector<Column> columns;
    std::vector<std::vector<GroupValue>> rows;
    size_t total = 0;

    /// By row, when asked for: rows of the entity that come first in the group.
    std::vector<std::vector<size_t>> top;
    struct RowDrill {
        DrillFilter row;
        /// By name: measures that look at fewer records than the row holds.
        std::vector<std::pair<std::string, DrillFilter>> measures;
    };
    std::vector<RowDrill> drills;  ///< by row, when asked for
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
/// Errors: with the path of what is wrong, as "group/0/feel".
Result<GroupTable> group_records(Snapshot const& snapshot, Viewer const& viewer,
                                 Query const& query);

class GroupCache;

/// Runs either kind and writes `{"rows":[…],"total":N,"as_of":…,"on":…}`; a grouped one by a cache
/// (query/group_cache.h) if there is one.
Result<std::string> run_query_json(Snapshot const& snapshot, Viewer const& viewer,
                                   Query const& query, GroupCache* cache = nullptr);

}  // namespace agglo
