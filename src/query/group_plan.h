#pragma once
// GroupPlan: a grouped query with its keys and measures bound to columns.
#include "column/aggregate.h"
#include "query/bound_operand.h"
#include "query/date_part.h"

namespace agglo {

class GroupParts;

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

/// Rows that are gone through more than once are found beforehand, unless only few of them are
/// going to be asked for.
enum class RowsFound : uint8_t { kOnce, kWhenAsked };

/// Of the entity's rows that `filter` is true for. Errors: those of OperandBinder, with the path in
/// the query.
Result<GroupPlan> plan_groups(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                              Predicate filter, RowsFound found = RowsFound::kOnce);
/// Of the rows the query asks for. Errors: as group_records.
Result<GroupPlan> plan_question(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                                RowsFound found = RowsFound::kOnce);

/// The answer to a plan of the query; `parts`: of the plan's groups, kept from before (GroupCache).
/// Errors: as group_records.
Result<GroupTable> answer_groups(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                                 GroupPlan const& plan, GroupParts* parts = nullptr);

}  // namespace agglo
