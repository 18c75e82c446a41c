// The scalar evaluator: a walk over the tree, one record at a time. It is the slow twin that every
// faster evaluator is held against.
#include "feel/evaluate/forms.h"

namespace agglo::feel {

namespace {

/// The value of a literal or a plain variable where it lies; null for other nodes.
Value const* at_hand(Expression const& expression, Frame const& frame) {
    if (auto const* literal = std::get_if<Literal>(&expression.node)) return &literal->value;
    auto const* name = std::get_if<Name>(&expression.node);
    if (!name || name->depth != 0 || name->dynamic) return nullptr;
    return &frame.values[name->index];
}

/// A value that need not be copied to be looked at.
class Operand {
public:
    Operand(Expression const& expression, Frame const& frame, Evaluation& evaluation)
        : at_(at_hand(expression, frame)) {
        if (!at_) at_ = &(made_ = evaluate(expression, frame, evaluation));
    }
    Operand(Operand const&) = delete;
    Operand& operator=(Operand const&) = delete;
    Value const& operator*() const { return *at_; }

private:
    Value made_;
    Value const* at_;
};

struct Evaluator {
    Expression const& expression;
    Frame const& frame;
    Evaluation& evaluation;

    Span span() const { return expression.span; }
    Value of(ExpressionPtr const& child) const { return evaluate(*child, frame, evaluation); }

    Value operator()(Literal const& n) const { return n.value; }
    Value operator()(Name const& n) const { return evaluate_name(n, span(), frame, evaluation); }
    Value operator()(ItemEntry const& n) const {
        return evaluate_item_entry(n, span(), frame, evaluation);
    }
    Value operator()(Negation const& n) const { return negate(of(n.operand), span(), evaluation); }
    Value operator()(Binary const& n) const {
        Operand const left(*n.left, frame, evaluation);
        Operand const right(*n.right, frame, evaluation);
        return n.op < Operator::kEqual ? arithmetic(n.op, *left, *right, span(), evaluation)
                                       : compare(n.op, *left, *right, span(), evaluation);
    }
    Value operator()(Junction const& n) const { return evaluate_junction(n, frame, evaluation); }
    Value operator()(Between const& n) const {
        return evaluate_between(n, span(), frame, evaluation);
    }
    Value operator()(ComparisonTest const& n) const {
        return evaluate_comparison_test(n, frame, evaluation);
    }
    Value operator()(UnaryTests const& n) const {
        return evaluate_tests(n, frame.values.front(), *frame.parent, evaluation);
    }
    Value operator()(In const& n) const {
        return evaluate_tests(n.tests, of(n.value), frame, evaluation);
    }
    Value operator()(InstanceOf const& n) const {
        auto const value = of(n.value);
        if (evaluation.reckons_unknowns())
            if (auto unknown = unknown_of(value, {})) return *std::move(unknown);
        if (!evaluation.take_walk(parts_of(value).count)) return {};
        return Value(is_instance(value, *n.type));
    }
    Value operator()(Path const& n) const { return evaluate_path(n, span(), frame, evaluation); }
    Value operator()(Filter const& n) const {
        return evaluate_filter(n, span(), frame, evaluation);
    }
    Value operator()(If const& n) const {
        auto const condition = of(n.condition);
        if (condition.unknown()) return either(condition, of(n.then), of(n.otherwise));
        if (!condition.as<bool>() && !condition.is_null())
            evaluation.fail(n.condition->span, ErrorCode::kFeelNotBoolean, {kind_text(condition)});
        return of(condition.is_true() ? n.then : n.otherwise);
    }
    Value operator()(For const& n) const { return evaluate_for(n, frame, evaluation); }
    Value operator()(Quantified const& n) const {
        return evaluate_quantified(n, frame, evaluation);
    }
    Value operator()(FunctionDefinition const& n) const {
        return evaluate_definition(n, frame, evaluation);
    }
    Value operator()(Invocation const& n) const {
        return evaluate_invocation(n, span(), frame, evaluation);
    }
    Value operator()(ListLiteral const& n) const { return evaluate_list(n, frame, evaluation); }
    Value operator()(ContextLiteral const& n) const {
        return evaluate_context(n, span(), frame, evaluation);
    }
    Value operator()(RangeLiteral const& n) const {
        return evaluate_range(n, span(), frame, evaluation);
    }
};

/// The value, unless it has grown too deep or too large for walks over it.
Value within_limits(Value value, Span span, Evaluation& evaluation) {
    auto const& limits = evaluation.limits();
    auto const parts = parts_of(value);
    if (parts.depth > limits.value_depth_max)
        return evaluation.fail(span, ErrorCode::kFeelLimit,
                               {"depth", std::to_string(limits.value_depth_max)});
    if (parts.count > limits.parts_max)
        return evaluation.fail(span, ErrorCode::kFeelLimit,
                               {"items", std::to_string(limits.parts_max)});
    return value;
}

}  // namespace

Value evaluate(Expression const& expression, Frame const& frame, Evaluation& evaluation) {
    if (!evaluation.take(1) || evaluation.exhausted()) return {};
    if (evaluation.depth >= evaluation.limits().depth_max)
        return evaluation.fail(expression.span, ErrorCode::kFeelLimit,
                               {"depth", std::to_string(evaluation.limits().depth_max)});
    ++evaluation.depth;
    auto value = std::visit(Evaluator{expression, frame, evaluation}, expression.node);
    --evaluation.depth;
    if (value.kind() < Kind::kList) return value;
    return within_limits(std::move(value), expression.span, evaluation);
}

Value satisfies(Expression const& unary_tests, Value const& input, std::span<Value const> inputs,
                Evaluation& evaluation) {
    return evaluate_tests(std::get<UnaryTests>(unary_tests.node), input, Frame{inputs}, evaluation);
}

std::string kind_text(Value const& value) {
    constexpr uint64_t kPartsShown = 64;
    if (value.is_null()) return "null";
    if (parts_of(value).count <= kPartsShown || value.string()) return to_text(*type_of(value));
    return value.list() ? "list" : value.context() ? "context" : "range";
}

}  // namespace agglo::feel
