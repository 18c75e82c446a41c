#include "query/feel_filter.h"

#include "query/record_columns.h"

namespace agglo {

namespace {

class RowByRow : public RowTest {
public:
    RowByRow(RecordExpression expression, Date on)
        : expression_(std::move(expression)), clock_(clock_on(on)) {}

    Truth evaluate(size_t group, Mask const& wanted) const override {
        Truth truth;
        wanted.for_each([&](size_t in_group) {
            auto const found = evaluate_row(group * kChunkRows + in_group);
            if (found != Predicate::RowTruth::kUnknown) truth.known.set(in_group);
            if (found == Predicate::RowTruth::kTrue) truth.yes.set(in_group);
        });
        return truth;
    }

    Predicate::RowTruth evaluate_row(size_t row) const override {
        if (!budget_.open()) return Predicate::RowTruth::kUnknown;
        feel::Evaluation evaluation(clock_, budget_.limits());
        auto const value = expression_.evaluate(row, evaluation);
        budget_.take(evaluation);
        auto const* truth = value.as<bool>();
        if (!truth) return Predicate::RowTruth::kUnknown;
        return *truth ? Predicate::RowTruth::kTrue : Predicate::RowTruth::kFalse;
    }

    Result<void> outcome() const override { return budget_.outcome(); }

private:
    RecordExpression expression_;
    feel::Clock clock_;
    mutable feel::Budget budget_;
};

class ByColumns : public RowTest {
public:
    ByColumns(RecordExpression const& expression, Date on) : program_(expression, on) {}

    Truth evaluate(size_t group, Mask const& wanted) const override {
        return program_->truth(group, wanted);
    }
    Predicate::RowTruth evaluate_row(size_t row) const override {
        Mask wanted;
        wanted.set(row % kChunkRows);
        auto const truth = program_->truth(row / kChunkRows, wanted);
        if (!truth.known.any()) return Predicate::RowTruth::kUnknown;
        return truth.yes.any() ? Predicate::RowTruth::kTrue : Predicate::RowTruth::kFalse;
    }
    Result<void> outcome() const override { return program_->check(); }

private:
    RecordProgram program_;
};

}  // namespace

std::shared_ptr<RowTest const> row_by_row(RecordExpression expression, Date on) {
    return std::make_shared<RowByRow>(std::move(expression), on);
}

Result<Predicate> feel_filter(std::shared_ptr<EntityAccess const> access, size_t entity,
                              std::string_view text, Date on) {
    auto expression = TRY(RecordExpression::parse(std::move(access), entity, text));
    auto const kind = expression.expression().type->kind;
    bool const may_be_true = kind == feel::Type::Kind::kBoolean || kind == feel::Type::Kind::kAny;
    if (!may_be_true)
        return Error(ErrorCode::kFeelNotBoolean, {to_text(*expression.expression().type)});
    return Predicate::test(std::make_shared<ByColumns const>(expression, on));
}

}  // namespace agglo
