// and, or, not: three-valued (DMN 1.5, 10.3.2.13, table 50). A term is only asked for the rows that
// the terms before it left open, so the cheap ones come first: the outcome does not depend on the
// order.
#include <algorithm>

#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

class JunctionNode : public ColumnNode {
public:
    JunctionNode(ExpressionPtr expression, bool conjunction, std::vector<ColumnNodePtr> terms)
        : ColumnNode(std::move(expression), Outcome::kTruth),
          conjunction_(conjunction),
          terms_(std::move(terms)) {
        std::stable_sort(
            terms_.begin(), terms_.end(),
            [](ColumnNodePtr const& a, ColumnNodePtr const& b) { return a->cost() < b->cost(); });
    }

    Truth truth(Batch& batch, Mask const& wanted) const override {
        Mask open = wanted;  // not decided by any term yet
        Mask known = wanted;
        for (auto const& term : terms_) {
            if (!open.any()) break;
            auto const found = term->truth(batch, open);
            Mask deciding = found.known;
            conjunction_ ? deciding.minus(found.yes) : deciding &= found.yes;
            Mask unknown = open;
            known.minus(unknown.minus(found.known));
            open.minus(deciding);
        }
        Mask decided = wanted;
        decided.minus(open);
        known |= decided;
        if (!conjunction_) return {decided, known};
        Mask yes = open;
        return {yes &= known, known};
    }

    Cost cost() const override {
        Cost most = Cost::kScan;
        for (auto const& term : terms_) most = std::max(most, term->cost());
        return most;
    }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        conjunction_ ? say(lines, depth, "依次收窄：后面的条件只看前面留下的行",
                           "narrows: a term sees only rows that those before it left")
                     : say(lines, depth, "依次补上：后面的条件只看前面未命中的行",
                           "widens: a term sees only rows that those before it did not take");
        for (auto const& term : terms_) term->explain(lines, depth + 1);
    }

private:
    bool conjunction_;
    std::vector<ColumnNodePtr> terms_;
};

class NotNode : public ColumnNode {
public:
    NotNode(ExpressionPtr expression, ColumnNodePtr operand)
        : ColumnNode(std::move(expression), Outcome::kTruth), operand_(std::move(operand)) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        auto const found = operand_->truth(batch, wanted);
        Mask yes = found.known;
        return {yes.minus(found.yes), found.known};
    }
    Cost cost() const override { return operand_->cost(); }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "取反", "negates");
        operand_->explain(lines, depth + 1);
    }

private:
    ColumnNodePtr operand_;
};

class TruthEquality : public ColumnNode {
public:
    TruthEquality(ExpressionPtr expression, ColumnNodePtr operand, bool wanted, bool equal)
        : ColumnNode(std::move(expression), Outcome::kTruth),
          operand_(std::move(operand)),
          wanted_(wanted),
          equal_(equal) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        auto const found = operand_->truth(batch, wanted);
        Mask same = found.known;
        wanted_ ? same &= found.yes : same.minus(found.yes);
        Mask yes = wanted;
        equal_ ? yes &= same : yes.minus(same);
        return {yes, wanted};
    }
    Cost cost() const override { return operand_->cost(); }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "与真假值比较", "compares with a truth");
        operand_->explain(lines, depth + 1);
    }

private:
    ColumnNodePtr operand_;
    bool wanted_;
    bool equal_;
};

}  // namespace

ColumnNodePtr junction_node(ExpressionPtr expression, bool conjunction,
                            std::vector<ColumnNodePtr> terms) {
    return std::make_unique<JunctionNode const>(std::move(expression), conjunction,
                                                std::move(terms));
}

ColumnNodePtr not_node(ExpressionPtr expression, ColumnNodePtr operand) {
    return std::make_unique<NotNode const>(std::move(expression), std::move(operand));
}

ColumnNodePtr truth_equality(ExpressionPtr expression, ColumnNodePtr operand, bool wanted,
                             bool equal) {
    return std::make_unique<TruthEquality const>(std::move(expression), std::move(operand), wanted,
                                                 equal);
}

}  // namespace agglo::feel
