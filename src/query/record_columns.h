#pragma once
// Record columns: where the fields that an expression names lie, for column programs.
#include "feel/columns/column_program.h"
#include "query/record_expression.h"

namespace agglo {

class RecordColumns : public feel::ColumnBinding {
public:
    /// A column of more distinct values than this, and than a quarter of the rows, is no domain.
    static constexpr size_t kDomainMax = 1 << 16;

    explicit RecordColumns(RecordExpression const& expression);

    Table const& table() const override;
    size_t members() const override { return records_->environment().members.size(); }
    std::optional<feel::BoundColumn> column(size_t member) const override;
    std::optional<feel::BoundColumn> entry(size_t member, std::string_view name) const override;
    std::optional<Domain> domain(size_t member) const override;
    feel::Value value_at(size_t member, int64_t wide) const override;
    feel::Value value(size_t member, size_t row) const override;

private:
    Field const& field_of(size_t member) const;
    bool is_small(size_t size) const;

    std::shared_ptr<EntityAccess const> access_;
    std::shared_ptr<RecordEnvironment const> records_;
    size_t entity_;
};

/// An expression compiled for one snapshot, viewer and day, with what it stands on.
class RecordProgram {
public:
    RecordProgram(RecordExpression const& expression, Date on)
        : columns_(expression), program_(expression.pointer(), columns_, clock_on(on)) {}
    RecordProgram(RecordProgram const&) = delete;  // the program refers to its columns
    RecordProgram& operator=(RecordProgram const&) = delete;

    feel::ColumnProgram const& operator*() const { return program_; }
    feel::ColumnProgram const* operator->() const { return &program_; }

private:
    RecordColumns columns_;
    feel::ColumnProgram program_;
};

}  // namespace agglo
