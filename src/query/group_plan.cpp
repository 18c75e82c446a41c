#include "query/group_plan.h"

#include <algorithm>

#include "query/check_query.h"
#include "query/condition.h"
#include "query/row_selection.h"

namespace agglo {

namespace {

Result<BoundKey> bind_key(OperandBinder const& binder, GroupItem const& item) {
    BoundKey key{item.name, {}, DatePart::kNone};
    auto const colon = item.of.field.find(':');
    key.of = TRY(binder.bind({item.of.field.substr(0, colon), item.of.feel}));
    if (colon == std::string::npos) return key;
    auto const part = date_part_named(item.of.field.substr(colon + 1));
    if (!part || !key.of.field()->is_date())
        return Error(ErrorCode::kUnknownField, {item.of.field});
    key.part = *part;
    return key;
}

bool measures_numbers(Aggregate aggregate) {
    switch (aggregate) {
        case Aggregate::kSum:
        case Aggregate::kRatio:
        case Aggregate::kAverage:
        case Aggregate::kPercentile:
        case Aggregate::kDeviation: return true;
        default: return false;
    }
}

Result<BoundMeasure> bind_measure(OperandBinder const& binder, Measure const& measure) {
    BoundMeasure bound{&measure, {}, {}};
    if (!measure.of.empty()) {
        auto of = measures_numbers(measure.aggregate) ? binder.bind_number(measure.of)
                                                      : binder.bind(measure.of);
        bound.of = TRY(std::move(of).at("1"));
    }
    if (measure.aggregate == Aggregate::kRatio)
        bound.denominator = TRY(binder.bind_number(measure.denominator).at("2"));
    return bound;
}

/// Whether the rows are gone through more than once.
bool looks_again(Query const& query) {
    bool again = query.top.has_value();
    for (auto const& item : query.group) again = again || !item.of.feel.empty();
    for (auto const& measure : query.measures) {
        bool const feel = !measure.of.feel.empty() || !measure.denominator.feel.empty();
        again = again || feel || !measure.condition.empty() ||
                measure.aggregate >= Aggregate::kPercentile;
    }
    return again;
}

/// Conditions of the same text look at the same rows.
class Conditions {
public:
    Conditions(OperandBinder const& binder, GroupPlan& plan, RowsFound found)
        : binder_(binder), plan_(plan), found_(found) {}

    Result<size_t> rows_of(std::string const& condition) {
        if (condition.empty()) return size_t{0};
        auto const found = std::find(texts_.begin(), texts_.end(), condition);
        auto const at = static_cast<size_t>(found - texts_.begin()) + 1;
        if (found != texts_.end()) return at;
        auto rows = TRY(binder_.rows_where(condition).at("if"));
        if (found_ == RowsFound::kOnce) rows = TRY(select_once(binder_.table(), rows).at("if"));
        plan_.rows.push_back(std::move(rows));
        texts_.push_back(condition);
        return at;
    }

private:
    OperandBinder const& binder_;
    GroupPlan& plan_;
    RowsFound found_;
    std::vector<std::string> texts_;
};

Result<void> bind_outputs(OperandBinder const& binder, Query const& query, GroupPlan& plan,
                          RowsFound found) {
    for (size_t i = 0; i < query.group.size(); ++i) {
        auto key = bind_key(binder, query.group[i]);
        plan.keys.push_back(TRY(std::move(key).at(std::to_string(i)).at("group")));
    }
    Conditions conditions(binder, plan, found);
    for (size_t i = 0; i < query.measures.size(); ++i) {
        auto const step = std::to_string(i);
        auto measure = bind_measure(binder, query.measures[i]);
        auto bound = TRY(std::move(measure).at(step).at("measures"));
        auto rows = conditions.rows_of(query.measures[i].condition);
        bound.rows = TRY(std::move(rows).at(step).at("measures"));
        plan.measures.push_back(std::move(bound));
    }
    return {};
}

}  // namespace

GroupKey BoundKey::column(Snapshot const& snapshot) const {
    GroupKey column{of.source(), {}, 0};
    if (part == DatePart::kNone) {
        column.limit = of.limit(snapshot);
    } else {
        column.transform = [part = part](int64_t days) { return date_part(part, days); };
    }
    return column;
}

GroupValue BoundKey::value(std::optional<int64_t> number) const {
    if (!number) return {};
    return part == DatePart::kNone ? of.value(*number) : GroupValue{date_part_value(part, *number)};
}

bool BoundMeasure::folds() const {
    switch (measure->aggregate) {
        case Aggregate::kSum:
        case Aggregate::kAverage: return of->sums_whole();
        case Aggregate::kRatio: return of->sums_whole() && denominator->sums_whole();
        case Aggregate::kPercentile:
        case Aggregate::kDeviation: return false;
        default: return true;
    }
}

Fold BoundMeasure::fold() const {
    switch (measure->aggregate) {
        case Aggregate::kDistinct: return Fold::kDistinct;
        case Aggregate::kSum:
        case Aggregate::kAverage: return Fold::kSum;
        case Aggregate::kMin: return Fold::kMin;
        case Aggregate::kMax: return Fold::kMax;
        case Aggregate::kRatio: return Fold::kSumPair;
        default: return of ? Fold::kCount : Fold::kRows;
    }
}

Field const* BoundMeasure::field() const {
    switch (measure->aggregate) {
        case Aggregate::kSum:
        case Aggregate::kMin:
        case Aggregate::kMax: return of->field();
        default: return nullptr;
    }
}

std::vector<GroupKey> GroupPlan::key_columns(Snapshot const& snapshot) const {
    std::vector<GroupKey> columns;
    for (auto const& key : keys) columns.push_back(key.column(snapshot));
    return columns;
}

Result<GroupPlan> plan_groups(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                              Predicate filter, RowsFound found) {
    GroupPlan plan;
    plan.entity = *snapshot.model->entity_index(query.entity);
    Table const& table = *snapshot.entities[plan.entity].table;
    if (found == RowsFound::kOnce && looks_again(query)) filter = TRY(select_once(table, filter));
    plan.rows.push_back(filter);
    auto access = std::make_shared<EntityAccess const>(snapshot, viewer, plan.entity);
    OperandBinder const binder(std::move(access), viewer, plan.entity, filter, query.day());
    TRY(bind_outputs(binder, query, plan, found));
    return plan;
}

Result<GroupPlan> plan_question(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                                RowsFound found) {
    auto const entity = snapshot.model->entity_index(query.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {query.entity}).at("entity");
    TRY(check_limit(query));
    auto const filter = TRY(bind_filter(snapshot, viewer, *entity, query));
    return plan_groups(snapshot, viewer, query, filter, found);
}

}  // namespace agglo
