// if … then … else: each branch sees only its own rows.
#include "column/vector_arithmetic.h"
#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

class Choice : public ColumnNode {
public:
    Choice(ExpressionPtr expression, ColumnNodePtr condition, ColumnNodePtr then,
           ColumnNodePtr otherwise)
        : ColumnNode(std::move(expression), then->outcome(),
                     std::max(then->scale(), otherwise->scale())),
          condition_(std::move(condition)),
          then_(std::move(then)),
          otherwise_(std::move(otherwise)) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        auto const [first, second] = rows_of(batch, wanted);
        Truth out;
        add_truth(batch, *then_, first, out);
        add_truth(batch, *otherwise_, second, out);
        return out;
    }

    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        auto const [first, second] = rows_of(batch, wanted);
        if (!first.any()) return otherwise_->numbers(batch, second, out);
        if (!second.any()) return then_->numbers(batch, first, out);
        NumberVector a, b;
        then_->numbers(batch, first, a);
        otherwise_->numbers(batch, second, b);
        Mask present = a.present;
        out.present = b.present;
        (out.present &= second) |= present &= first;
        if (!a.whole() || !b.whole()) return decimals(batch, {first, second}, {a, b}, out);
        auto& integers = batch.scratch.integers();
        choose_numbers(first, a.integers, b.integers, batch.rows, integers.data());
        out.integers = integers.data();
        out.low = std::min(a.low, b.low);
        out.high = std::max(a.high, b.high);
    }

    void values(Batch& batch, Mask const& wanted, Values& out) const override {
        if (outcome() != Outcome::kValue) return ColumnNode::values(batch, wanted, out);
        auto const [first, second] = rows_of(batch, wanted);
        if (first.any()) then_->values(batch, first, out);
        if (second.any()) otherwise_->values(batch, second, out);
    }

    Cost cost() const override {
        return std::max({Cost::kArithmetic, condition_->cost(), then_->cost(), otherwise_->cost()});
    }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "按条件分行，两支各算各的行",
            "parts the rows by the condition; a branch sees its own");
        condition_->explain(lines, depth + 1);
        then_->explain(lines, depth + 1);
        otherwise_->explain(lines, depth + 1);
    }

private:
    struct Branches {
        Mask first, second;
    };
    /// What is not true takes the second branch.
    Branches rows_of(Batch& batch, Mask const& wanted) const {
        Mask first = condition_->truth(batch, wanted).yes;
        first &= wanted;
        Mask second = wanted;
        second.minus(first);
        return {first, second};
    }

    static void add_truth(Batch& batch, ColumnNode const& branch, Mask const& rows, Truth& out) {
        if (!rows.any()) return;
        auto found = branch.truth(batch, rows);
        out.yes |= found.yes &= rows;
        out.known |= found.known &= rows;
    }

    struct Pair {
        NumberVector const& a;
        NumberVector const& b;
    };
    void decimals(Batch& batch, Branches const& rows, Pair branches, NumberVector& out) const {
        auto& decimals = batch.scratch.decimals();
        auto const copy = [&](Mask const& from, NumberVector const& vector, int scale) {
            Mask present = vector.present;
            (present &= from).for_each([&](size_t row) {
                decimals[row] = decimal_at(vector, row, scale);
            });
        };
        copy(rows.first, branches.a, then_->scale());
        copy(rows.second, branches.b, otherwise_->scale());
        out.decimals = decimals.data();
    }

    ColumnNodePtr condition_;
    ColumnNodePtr then_;
    ColumnNodePtr otherwise_;
};

/// A null takes the other branch's outcome.
void agree(ColumnNodePtr& branch, ColumnNode const& other) {
    auto const* constant = dynamic_cast<Constant const*>(branch.get());
    if (constant && constant->is_null() && other.outcome() != Outcome::kValue)
        branch = null_node(branch->expression(), other.outcome(), other.scale());
}

}  // namespace

ColumnNodePtr choice_node(ExpressionPtr expression, ColumnNodePtr condition, ColumnNodePtr then,
                          ColumnNodePtr otherwise) {
    agree(then, *otherwise);
    agree(otherwise, *then);
    bool const alike =
        condition->outcome() == Outcome::kTruth && then->outcome() == otherwise->outcome();
    if (!alike) return nullptr;
    if (is_numeric(then->outcome())) {
        int const scale = std::max(then->scale(), otherwise->scale());
        then = at_scale(std::move(then), scale);
        otherwise = at_scale(std::move(otherwise), scale);
    }
    return std::make_unique<Choice const>(std::move(expression), std::move(condition),
                                          std::move(then), std::move(otherwise));
}

}  // namespace agglo::feel
