// Grouping records: keys and measures bound to columns, groups folded, cells turned back into
// values.
#include <algorithm>
#include <limits>

#include "base/text.h"
#include "query/condition.h"
#include "query/query.h"
#include "state/cell.h"

namespace agglo {

namespace {

constexpr size_t kGroupsMax = 1'000'000;
constexpr int kRatioScale = 6;

enum class DatePart : uint8_t { kNone, kYear, kQuarter, kMonth };

struct BoundKey {
    std::string name;
    FieldPath path;
    DatePart part = DatePart::kNone;
};

struct BoundMeasure {
    Measure const* measure;
    std::optional<FieldPath> path;
    std::optional<FieldPath> denominator;
};

int64_t date_part(DatePart part, int64_t days) {
    auto const [year, month, day] = Date{static_cast<int32_t>(days)}.civil();
    switch (part) {
        case DatePart::kYear: return year;
        case DatePart::kQuarter: return year * 4 + (month - 1) / 3;
        case DatePart::kMonth: return year * 12 + month - 1;
        case DatePart::kNone: break;
    }
    return days;
}

std::string two_digits(int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

Value date_part_value(DatePart part, int64_t number) {
    if (part == DatePart::kQuarter)
        return std::to_string(number / 4) + "Q" + std::to_string(number % 4 + 1);
    if (part == DatePart::kMonth)
        return std::to_string(number / 12) + "-" + two_digits(number % 12 + 1);
    return number;
}

Result<BoundKey> bind_key(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                          std::string const& text) {
    size_t const colon = text.find(':');
    BoundKey key{text, TRY(FieldPath::resolve(snapshot, viewer, entity, text.substr(0, colon))),
                 DatePart::kNone};
    if (colon == std::string::npos) return key;
    auto const part = text.substr(colon + 1);
    key.part = part == "year"      ? DatePart::kYear
               : part == "quarter" ? DatePart::kQuarter
               : part == "month"   ? DatePart::kMonth
                                   : DatePart::kNone;
    if (key.part == DatePart::kNone || !key.path.field().is_date())
        return Error(ErrorCode::kUnknownField, {text});
    return key;
}

Result<FieldPath> number_path(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                              std::string const& text) {
    auto path = TRY(FieldPath::resolve(snapshot, viewer, entity, text));
    if (!path.field().is_number())
        return Error(ErrorCode::kWrongType, {"数字字段 (a number field)", text});
    return path;
}

Result<BoundMeasure> bind_measure(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                  Measure const& measure) {
    BoundMeasure bound{&measure, {}, {}};
    if (measure.aggregate == Aggregate::kSum || measure.aggregate == Aggregate::kRatio) {
        bound.path = TRY(number_path(snapshot, viewer, entity, measure.field).at("1"));
    } else if (!measure.field.empty()) {
        bound.path = TRY(FieldPath::resolve(snapshot, viewer, entity, measure.field).at("1"));
    }
    if (measure.aggregate == Aggregate::kRatio) {
        bound.denominator = TRY(number_path(snapshot, viewer, entity, measure.denominator).at("2"));
    }
    return bound;
}

/// Places of dictionary codes for minimum and maximum: the enumeration's order, or that of the
/// texts' bytes.
std::vector<uint32_t> places(Snapshot const& snapshot, FieldPath const& path) {
    if (path.last_table().storage(path.last_column()) != Storage::kCode32) return {};
    Dictionary const& dictionary = path.last_table().dictionary(path.last_column());
    std::vector<uint32_t> order(dictionary.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    auto const* enumeration = path.field().enumeration
                                  ? &snapshot.model->enumerations[*path.field().enumeration]
                                  : nullptr;
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        if (enumeration)
            return enumeration->find(dictionary.at(a)) < enumeration->find(dictionary.at(b));
        return dictionary.at(a) < dictionary.at(b);
    });
    std::vector<uint32_t> place(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    return place;
}

Fold fold_of(Measure const& measure) {
    switch (measure.aggregate) {
        case Aggregate::kCount: return measure.field.empty() ? Fold::kRows : Fold::kCount;
        case Aggregate::kDistinct: return Fold::kDistinct;
        case Aggregate::kSum: return Fold::kSum;
        case Aggregate::kMin: return Fold::kMin;
        case Aggregate::kMax: return Fold::kMax;
        case Aggregate::kRatio: return Fold::kSumPair;
    }
    return Fold::kRows;
}

GroupKey column_key(Snapshot const& snapshot, BoundKey const& key) {
    GroupKey column{key.path.source(snapshot), {}, 0};
    Table const& table = key.path.last_table();
    size_t const at = key.path.last_column();
    if (key.part != DatePart::kNone) {
        column.transform = [part = key.part](int64_t days) { return date_part(part, days); };
    } else if (table.storage(at) == Storage::kCode32) {
        column.limit = table.dictionary(at).size();
    } else if (table.storage(at) == Storage::kBool8) {
        column.limit = 2;
    } else if (key.path.field().type == FieldType::kReference) {
        column.limit = snapshot.entities[*key.path.field().target].table->rows() + 1;
    }
    return column;
}

Result<Value> number_value(int128 sum, int scale) {
    if (sum > std::numeric_limits<int64_t>::max() || sum < std::numeric_limits<int64_t>::min()) {
        return Error(ErrorCode::kOutOfRange, {decimal_digits(sum, scale)});
    }
    if (scale == 0) return Value(static_cast<int64_t>(sum));
    return Value(Decimal{static_cast<int64_t>(sum), scale});
}

Result<Value> cell_value(BoundMeasure const& bound, GroupCell const& cell) {
    auto const& path = bound.path;
    switch (bound.measure->aggregate) {
        case Aggregate::kCount:
        case Aggregate::kDistinct: return Value(cell.count);
        case Aggregate::kSum:
            return cell.count == 0 ? Value() : TRY(number_value(cell.value, path->field().scale));
        case Aggregate::kMin:
        case Aggregate::kMax:
            if (cell.count == 0) return Value();
            return value_of_wide(path->last_table(), path->last_column(), path->field(),
                                 static_cast<int64_t>(cell.value));
        case Aggregate::kRatio: {
            if (cell.count == 0) return Value();
            int128 const numerator = cell.value * power_of_ten(bound.denominator->field().scale);
            int128 const denominator = cell.second * power_of_ten(path->field().scale);
            auto const ratio = divide_rounded(numerator, denominator, kRatioScale);
            return ratio ? Value(*ratio) : Value();
        }
    }
    return Value();
}

/// What a cell is ordered by: a number or date itself, an enumeration's place, the collation key of
/// a text, code and collation key of a record referred to.
Value order_value(Snapshot const& snapshot, Field const* field, Value const& value) {
    if (auto const* text = value.get<std::string>()) {
        if (!field || !field->enumeration) return collation_key(*text);
        auto const& enumeration = snapshot.model->enumerations[*field->enumeration];
        auto const place = enumeration.find(*text).value_or(enumeration.values.size());
        return static_cast<int64_t>(place);
    }
    if (auto const* reference = value.get<Reference>()) {
        EntityView const view(snapshot, *field->target);
        auto const row = view.row_of(reference->id);
        return row ? view.code(*row) + "\n" + collation_key(view.label(*row)) : std::string();
    }
    return value;
}

template <class T>
std::optional<int> order_of(Value const& a, Value const& b) {
    auto const* x = a.get<T>();
    auto const* y = b.get<T>();
    if (!x || !y) return std::nullopt;
    return *x < *y ? -1 : *y < *x ? 1 : 0;
}

/// Order values of one column; missing ones come last whichever way.
int compare(Value const& a, Value const& b, bool descending) {
    if (a.is_null() || b.is_null())
        return static_cast<int>(a.is_null()) - static_cast<int>(b.is_null());
    auto order = order_of<int64_t>(a, b);
    if (!order) order = order_of<Decimal>(a, b);
    if (!order) order = order_of<std::string>(a, b);
    if (!order) order = order_of<Date>(a, b);
    if (!order) order = order_of<Instant>(a, b);
    if (!order) order = order_of<bool>(a, b);
    return descending ? -order.value_or(0) : order.value_or(0);
}

struct OutputSort {
    size_t column;
    bool descending;
};

/// The asked order, then the keys ascending.
Result<std::vector<OutputSort>> output_sort(Query const& query, GroupTable const& table) {
    std::vector<OutputSort> order;
    for (size_t i = 0; i < query.sort.size(); ++i) {
        auto const& wanted = query.sort[i];
        auto const found =
            std::find_if(table.columns.begin(), table.columns.end(),
                         [&](auto const& column) { return column.name == wanted.field; });
        if (found == table.columns.end()) {
            return Error(ErrorCode::kUnknownField, {wanted.field}).at(std::to_string(i)).at("sort");
        }
        order.push_back({static_cast<size_t>(found - table.columns.begin()), wanted.descending});
    }
    for (size_t key = 0; key < query.group.size(); ++key) order.push_back({key, false});
    return order;
}

/// Each row's order values are worked out once, not in every comparison.
void sort_rows(Snapshot const& snapshot, std::vector<OutputSort> const& order, GroupTable& table) {
    struct Ranked {
        std::vector<Value> ranks;
        std::vector<Value> row;
    };
    std::vector<Ranked> ranked;
    for (auto& row : table.rows) {
        std::vector<Value> ranks;
        for (auto const& sort : order) {
            Field const* const field = table.columns[sort.column].field;
            ranks.push_back(order_value(snapshot, field, row[sort.column]));
        }
        ranked.push_back({std::move(ranks), std::move(row)});
    }
    std::stable_sort(ranked.begin(), ranked.end(), [&](Ranked const& a, Ranked const& b) {
        for (size_t i = 0; i < order.size(); ++i) {
            int const difference = compare(a.ranks[i], b.ranks[i], order[i].descending);
            if (difference != 0) return difference < 0;
        }
        return false;
    });
    for (size_t i = 0; i < ranked.size(); ++i) table.rows[i] = std::move(ranked[i].row);
}

Field const* output_field(BoundMeasure const& bound) {
    bool const counts = bound.measure->aggregate == Aggregate::kCount ||
                        bound.measure->aggregate == Aggregate::kDistinct;
    bool const ratio = bound.measure->aggregate == Aggregate::kRatio;
    return counts || ratio || !bound.path ? nullptr : &bound.path->field();
}

struct BoundQuery {
    std::vector<BoundKey> keys;
    std::vector<BoundMeasure> measures;
};

Result<BoundQuery> bind_outputs(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                Query const& query) {
    BoundQuery bound;
    for (size_t i = 0; i < query.group.size(); ++i) {
        auto key = bind_key(snapshot, viewer, entity, query.group[i]);
        bound.keys.push_back(TRY(std::move(key).at(std::to_string(i)).at("group")));
    }
    for (size_t i = 0; i < query.measures.size(); ++i) {
        auto measure = bind_measure(snapshot, viewer, entity, query.measures[i]);
        bound.measures.push_back(TRY(std::move(measure).at(std::to_string(i)).at("measures")));
    }
    return bound;
}

GroupOutcome fold_groups(Snapshot const& snapshot, size_t entity, Predicate const& filter,
                         BoundQuery const& bound) {
    std::vector<GroupKey> keys;
    for (auto const& key : bound.keys) keys.push_back(column_key(snapshot, key));
    std::vector<GroupMeasure> measures;
    for (auto const& [measure, path, denominator] : bound.measures) {
        GroupMeasure column{fold_of(*measure), {}, {}, {}};
        if (path) column.value = path->source(snapshot);
        if (denominator) column.second = denominator->source(snapshot);
        bool const extreme = column.fold == Fold::kMin || column.fold == Fold::kMax;
        if (extreme) column.rank = places(snapshot, *path);
        measures.push_back(std::move(column));
    }
    return group_rows(*snapshot.entities[entity].table, filter, keys, measures);
}

Value key_value(BoundKey const& key, std::optional<int64_t> number) {
    if (!number) return Value();
    if (key.part != DatePart::kNone) return date_part_value(key.part, *number);
    return value_of_wide(key.path.last_table(), key.path.last_column(), key.path.field(), *number);
}

}  // namespace

Result<GroupTable> group_records(Snapshot const& snapshot, Viewer const& viewer,
                                 Query const& query) {
    auto const entity = snapshot.model->entity_index(query.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {query.entity}).at("entity");
    size_t const limit = query.limit.value_or(Query::kGroupedLimitMax);
    if (limit > Query::kGroupedLimitMax) {
        return Error(ErrorCode::kTooLarge, {"limit", std::to_string(Query::kGroupedLimitMax)})
            .at("limit");
    }
    auto const filter = TRY(bind_filter(snapshot, viewer, *entity, query));
    auto const bound = TRY(bind_outputs(snapshot, viewer, *entity, query));
    auto const outcome = fold_groups(snapshot, *entity, filter, bound);
    TRY(filter.outcome());
    if (outcome.groups.size() > kGroupsMax)
        return Error(ErrorCode::kTooLarge, {"groups", std::to_string(kGroupsMax)});

    GroupTable table;
    for (auto const& key : bound.keys) {
        table.columns.push_back(
            {key.name, key.part == DatePart::kNone ? &key.path.field() : nullptr});
    }
    for (auto const& measure : bound.measures)
        table.columns.push_back({measure.measure->name, output_field(measure)});
    for (auto const& group : outcome.groups) {
        std::vector<Value> row;
        for (size_t k = 0; k < bound.keys.size(); ++k)
            row.push_back(key_value(bound.keys[k], group.keys[k]));
        for (size_t m = 0; m < bound.measures.size(); ++m) {
            row.push_back(TRY(cell_value(bound.measures[m], group.cells[m])));
        }
        table.rows.push_back(std::move(row));
    }
    table.total = table.rows.size();
    sort_rows(snapshot, TRY(output_sort(query, table)), table);
    if (table.rows.size() > limit) table.rows.resize(limit);
    return table;
}

}  // namespace agglo
