#pragma once
// GroupPlan: a grouped query with its keys and measures bound to columns.
#include "column/aggregate.h"
#include "query/bound_operand.h"
#include "query/date_part.h"

namespace agglo {

struct BoundKey {
    std::string name;
    BoundOperand of;
    DatePart part = DatePart::kNone;

    GroupKey column(Snapshot const& snapshot) const;
    GroupValue value(std::optional<int64_t> number) const;
    /// What the cells are values of; nullptr: plain values.
    Field const* field() const { return part == DatePart::kNone ? of.field() : nullptr; }
};

struct BoundMeasure {
    Measure const* measure;
    std::optional<BoundOperand> of;
    std::optional<BoundOperand> denominator;
    size_t rows = 0;  ///< which of the plan's predicates it looks at

    /// Whether it can be added up without looking at the rows of a group together.
    bool folds() const;
    Fold fold() const;
    Field const* field() const;
};

struct GroupPlan {
    size_t entity = 0;
    std::vector<BoundKey> keys;
    std::vector<BoundMeasure> measures;
    /// The query's rows, then those of each different condition.
    std::vector<Predicate> rows;

    std::vector<GroupKey> key_columns(Snapshot const& snapshot) const;
};

/// Of the entity's rows that `filter` is true for. Errors: those of OperandBinder, with the path in
/// the query.
Result<GroupPlan> plan_groups(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                              Predicate filter);

/// The answer to a plan of the query. Errors: as group_records.
Result<GroupTable> answer_groups(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                                 GroupPlan const& plan);

}  // namespace agglo
