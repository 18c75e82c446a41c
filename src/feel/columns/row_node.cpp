// A part of an expression that is evaluated row by row, by the scalar evaluator.
#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

class RowNode : public ColumnNode {
public:
    RowNode(ExpressionPtr expression, Scalar scalar, std::vector<size_t> members, Reason why)
        : ColumnNode(expression, outcome_of(*expression->type)),
          scalar_(scalar),
          members_(std::move(members)),
          why_(std::move(why)) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        Truth found;
        each_value(batch, wanted,
                   [&](size_t row, Value const& value) { note_truth(value, row, found); });
        return found;
    }

    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        auto& decimals = batch.scratch.decimals();
        each_value(batch, wanted, [&](size_t row, Value const& value) {
            auto const number = number_of(value, outcome());
            if (!number) return;
            decimals[row] = *number;
            out.present.set(row);
        });
        out.decimals = decimals.data();
        if (outcome() != Outcome::kNumber) make_whole(batch, out);
    }

    void values(Batch& batch, Mask const& wanted, Values& out) const override {
        wanted.for_each([&](size_t row) { out[row] = Value(); });
        each_value(batch, wanted, [&](size_t row, Value value) { out[row] = std::move(value); });
    }

    Cost cost() const override { return Cost::kRowByRow; }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "逐行计算：" + why_.zh, "row by row: " + why_.en);
    }

private:
    template <class Use>
    void each_value(Batch const& batch, Mask const& wanted, Use use) const {
        std::vector<Value> inputs(scalar_.binding.members());
        wanted.for_each([&](size_t row) {
            if (!scalar_.budget.open()) return;
            for (auto const member : members_)
                inputs[member] = scalar_.binding.value(member, batch.group * kChunkRows + row);
            Evaluation evaluation(scalar_.clock, scalar_.budget.limits());
            auto value = evaluate(*expression(), inputs, evaluation);
            scalar_.budget.take(evaluation);
            use(row, std::move(value));
        });
    }

    /// Days always are.
    static void make_whole(Batch& batch, NumberVector& out) {
        auto& integers = batch.scratch.integers();
        integers.fill(0);
        out.present.for_each([&](size_t row) {
            integers[row] = out.decimals[row].to_int64().value_or(0);
            out.low = std::min(out.low, integers[row]);
            out.high = std::max(out.high, integers[row]);
        });
        out.integers = integers.data();
    }

    Scalar scalar_;
    std::vector<size_t> members_;
    Reason why_;
};

}  // namespace

ColumnNodePtr row_node(ExpressionPtr expression, Scalar scalar, std::vector<size_t> members,
                       Reason why) {
    return std::make_unique<RowNode const>(std::move(expression), scalar, std::move(members),
                                           std::move(why));
}

}  // namespace agglo::feel
