#include "query/feel_filter.h"

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
    RowBudget budget_;
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
    return Predicate::test(row_by_row(std::move(expression), on));
}

}  // namespace agglo
