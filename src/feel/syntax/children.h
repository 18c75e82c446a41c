#pragma once
// The parts of a node, for passes that treat most nodes alike.
//
//   for_each_child(expression, [&](Expression const& child) { … });
#include "feel/syntax/expression.h"

namespace agglo::feel {

template <class Visit>
struct ChildVisitor {
    Visit& visit;

    void child(ExpressionPtr const& each) const {
        if (each) visit(*each);
    }
    void children(std::vector<ExpressionPtr> const& all) const {
        for (auto const& each : all) child(each);
    }
    void iterators(std::vector<Iterator> const& all) const {
        for (auto const& each : all) child(each.domain), child(each.end);
    }

    void operator()(Literal const&) const {}
    void operator()(Name const&) const {}
    void operator()(ItemEntry const&) const {}
    void operator()(Negation const& n) const { child(n.operand); }
    void operator()(Binary const& n) const { child(n.left), child(n.right); }
    void operator()(Junction const& n) const { children(n.terms); }
    void operator()(Between const& n) const { child(n.value), child(n.low), child(n.high); }
    void operator()(ComparisonTest const& n) const { child(n.operand); }
    void operator()(UnaryTests const& n) const { children(n.tests); }
    void operator()(In const& n) const { child(n.value), children(n.tests.tests); }
    void operator()(InstanceOf const& n) const { child(n.value); }
    void operator()(Path const& n) const { child(n.source); }
    void operator()(Filter const& n) const { child(n.source), child(n.predicate); }
    void operator()(If const& n) const { child(n.condition), child(n.then), child(n.otherwise); }
    void operator()(For const& n) const { iterators(n.iterators), child(n.result); }
    void operator()(Quantified const& n) const { iterators(n.iterators), child(n.condition); }
    void operator()(FunctionDefinition const& n) const { child(n.body); }
    void operator()(Invocation const& n) const { child(n.callee), children(n.arguments); }
    void operator()(ListLiteral const& n) const { children(n.items); }
    void operator()(ContextLiteral const& n) const {
        for (auto const& [name, value] : n.entries) child(value);
    }
    void operator()(RangeLiteral const& n) const { child(n.low), child(n.high); }
};

/// In the order of the text.
template <class Visit>
void for_each_child(Expression const& expression, Visit visit) {
    std::visit(ChildVisitor<Visit>{visit}, expression.node);
}

}  // namespace agglo::feel
