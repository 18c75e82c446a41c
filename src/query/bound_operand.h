#pragma once
// BoundOperand: what a key, a measure or an order is about, bound to columns: a path of fields, or
// the column of a FEEL expression's answers.
#include "query/derived_column.h"
#include "query/field_path.h"
#include "query/query.h"

namespace agglo {

class BoundOperand {
public:
    ColumnSource const& source() const { return source_; }
    /// nullptr: FEEL.
    Field const* field() const { return path_ ? &path_->field() : nullptr; }
    FieldPath const* path() const { return path_ ? &*path_ : nullptr; }
    /// nullptr: a field.
    DerivedColumn const* column() const { return column_ ? &*column_ : nullptr; }
    Operand const& operand() const { return operand_; }

    bool is_number() const;
    /// A number held whole: its sums are sums of integers, exactly.
    bool sums_whole() const { return is_number() && (!column_ || column_->holds_whole()); }
    /// Of a number held whole.
    int scale() const { return column_ ? column_->scale : path_->field().scale; }
    feel::Number number(int64_t wide) const;
    GroupValue value(int64_t wide) const;

    /// The end of the range of values when it is known, else 0 (GroupKey::limit).
    size_t limit(Snapshot const& snapshot) const;
    /// Places of dictionary codes in the order of the values; empty: that of the integers.
    std::vector<uint32_t> places(Snapshot const& snapshot) const;

private:
    friend class OperandBinder;
    Operand operand_;
    ColumnSource source_;
    std::optional<FieldPath> path_;
    std::optional<DerivedColumn> column_;
};

/// Binds the operands of one question.
class OperandBinder {
public:
    /// `rows`: those that expressions are answered for.
    OperandBinder(std::shared_ptr<EntityAccess const> access, Viewer const& viewer, size_t entity,
                  Predicate rows, Date on)
        : access_(std::move(access)),
          viewer_(viewer),
          entity_(entity),
          rows_(std::move(rows)),
          on_(on) {}

    Snapshot const& snapshot() const { return access_->snapshot(); }
    Table const& table() const { return *snapshot().entities[entity_].table; }
    Predicate const& rows() const { return rows_; }

    /// Errors: kUnknownField; those of a FEEL text, at "feel".
    Result<BoundOperand> bind(Operand const& operand) const;
    /// Error beside: kWrongType.
    Result<BoundOperand> bind_number(Operand const& operand) const;
    /// The rows that a FEEL condition is true for as well, looked for when they are asked for.
    Result<Predicate> rows_where(std::string const& condition) const;

private:
    std::shared_ptr<EntityAccess const> access_;
    Viewer const& viewer_;
    size_t entity_;
    Predicate rows_;
    Date on_;
};

}  // namespace agglo
