// From the tree of an expression to nodes, bottom up. A part becomes, in this order: a constant,
// when it names no variable; a node of its own kind; a lookup, when it hangs on one variable of few
// values; or row by row.
#include "feel/columns/compile.h"

#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/syntax/children.h"

namespace agglo::feel {

namespace {

/// Variables that a part may read. Names of frames within it are told from them by their depth.
struct Uses {
    std::vector<size_t> members;  ///< ascending
    bool dynamic = false;         ///< reads what only the scalar evaluator can find
};

class UseFinder {
public:
    Uses find(Expression const& expression) {
        visit(expression, 0);
        std::sort(uses_.members.begin(), uses_.members.end());
        uses_.members.erase(std::unique(uses_.members.begin(), uses_.members.end()),
                            uses_.members.end());
        return std::move(uses_);
    }

private:
    static bool opens_frame(Expression const& expression) {
        return std::holds_alternative<UnaryTests>(expression.node) ||
               std::holds_alternative<Filter>(expression.node) ||
               std::holds_alternative<For>(expression.node) ||
               std::holds_alternative<Quantified>(expression.node) ||
               std::holds_alternative<FunctionDefinition>(expression.node) ||
               std::holds_alternative<ContextLiteral>(expression.node);
    }

    /// `frames` are open at most: parts of a node that opens one may stand inside or outside of it.
    void visit(Expression const& expression, int32_t frames) {
        if (auto const* name = std::get_if<Name>(&expression.node)) {
            uses_.dynamic |= name->dynamic;
            // With every depth up to the open frames, it may be a variable: read it then too.
            if (name->depth >= 0 && name->depth <= frames) uses_.members.push_back(name->index);
        }
        bool const opens = opens_frame(expression) || std::holds_alternative<In>(expression.node);
        for_each_child(expression,
                       [&](Expression const& child) { visit(child, opens ? frames + 1 : frames); });
    }

    Uses uses_;
};

/// A name of the outermost frame, seen from it.
std::optional<size_t> variable(Expression const& expression) {
    auto const* name = std::get_if<Name>(&expression.node);
    if (!name || name->depth != 0 || name->dynamic) return std::nullopt;
    return name->index;
}

/// Why a part that no lookup answers has no node.
Reason reason_of(Expression const& expression) {
    if (auto const* call = std::get_if<Invocation>(&expression.node)) {
        auto const* name = std::get_if<Name>(&call->callee->node);
        auto const called = name ? name->text : std::string("…");
        return {"函数 " + called + " 没有列运算", "the function " + called + " has no column form"};
    }
    if (std::holds_alternative<Binary>(expression.node))
        return {"两边的类型没有列运算", "no column operation for operands of these types"};
    if (std::holds_alternative<Name>(expression.node) ||
        std::holds_alternative<Path>(expression.node))
        return {"取整条记录、列表或多步引用", "a whole record, a list or a longer path is read"};
    return {"这种形式没有列运算", "this form has no column operation"};
}

class Compiler {
public:
    explicit Compiler(Scalar scalar) : scalar_(scalar) {}

    ColumnNodePtr compile(ExpressionPtr const& expression) {
        auto uses = UseFinder().find(*expression);
        std::erase_if(uses.members,
                      [&](size_t member) { return member >= scalar_.binding.members(); });
        if (uses.members.empty() && !uses.dynamic) return constant(expression);
        if (auto node = std::visit([&](auto const& form) { return native(expression, form); },
                                   expression->node))
            return node;
        if (auto node = looked_up(expression, uses)) return node;
        return row_node(expression, scalar_, std::move(uses.members), reason_of(*expression));
    }

private:
    ColumnNodePtr constant(ExpressionPtr const& expression) {
        std::vector<Value> const inputs(scalar_.binding.members());
        Evaluation evaluation(scalar_.clock, scalar_.budget.limits());
        auto value = evaluate(*expression, inputs, evaluation);
        scalar_.budget.take(evaluation);
        return constant_node(expression, std::move(value));
    }

    ColumnNodePtr looked_up(ExpressionPtr const& expression, Uses const& uses) {
        if (uses.dynamic || uses.members.size() != 1) return nullptr;
        auto domain = scalar_.binding.domain(uses.members.front());
        if (!domain) return nullptr;
        return lookup_node(expression, scalar_, uses.members.front(), *std::move(domain));
    }

    template <class Form>
    ColumnNodePtr native(ExpressionPtr const&, Form const&) {
        return nullptr;
    }

    ColumnNodePtr native(ExpressionPtr const& expression, Name const&) {
        auto const member = variable(*expression);
        auto column = member ? scalar_.binding.column(*member) : std::nullopt;
        return column ? plain_column(expression, *std::move(column)) : nullptr;
    }

    ColumnNodePtr native(ExpressionPtr const& expression, Path const& path) {
        auto const member = variable(*path.source);
        auto column = member ? scalar_.binding.entry(*member, path.name) : std::nullopt;
        return column ? plain_column(expression, *std::move(column)) : nullptr;
    }

    /// Through references of few records a lookup is as good and needs no following.
    ColumnNodePtr plain_column(ExpressionPtr const& expression, BoundColumn column) {
        if (column.kind == ColumnKind::kOther) return nullptr;
        if (!column.source.direct()) {
            auto uses = UseFinder().find(*expression);
            if (auto node = looked_up(expression, uses)) return node;
        }
        return plain_node(expression, std::move(column));
    }

    ColumnNodePtr native(ExpressionPtr const& expression, Negation const& negation) {
        auto zero = constant_node(expression, Value(Number(0)));
        auto operand = compile(negation.operand);
        if (operand->outcome() != Outcome::kNumber) return nullptr;
        return arithmetic_node(expression, Operator::kSubtract, std::move(zero),
                               std::move(operand));
    }

    ColumnNodePtr native(ExpressionPtr const& expression, Binary const& binary) {
        bool const equality = binary.op == Operator::kEqual || binary.op == Operator::kNotEqual;
        if (equality) {
            if (auto node = equality_node(expression, binary)) return node;
        }
        auto left = compile(binary.left);
        auto right = compile(binary.right);
        return binary.op < Operator::kEqual
                   ? arithmetic_node(expression, binary.op, std::move(left), std::move(right))
                   : comparison_node(expression, binary.op, std::move(left), std::move(right));
    }

    /// With a constant text, truth or null.
    ColumnNodePtr equality_node(ExpressionPtr const& expression, Binary const& binary) {
        auto const* written = &binary.right;
        auto const* other = &binary.left;
        if (UseFinder().find(**other).members.empty()) std::swap(written, other);
        auto uses = UseFinder().find(**written);
        if (!uses.members.empty() || uses.dynamic) return nullptr;
        auto const value = constant_value(*written);
        bool const equal = binary.op == Operator::kEqual;
        auto const column = column_of(**other);
        if (value.is_null() && column) return presence_node(expression, column->source, !equal);
        if (auto const* text = value.string(); text && column && column->kind == ColumnKind::kText)
            return text_equality(expression, column->source, *text, equal);
        if (!value.as<bool>()) return nullptr;
        auto operand = compile(*other);
        if (operand->outcome() != Outcome::kTruth) return nullptr;
        return truth_equality(expression, std::move(operand), value.is_true(), equal);
    }

    Value constant_value(ExpressionPtr const& expression) {
        auto const node = constant(expression);
        return dynamic_cast<Constant const&>(*node).value();
    }

    std::optional<BoundColumn> column_of(Expression const& expression) {
        if (auto const member = variable(expression)) return scalar_.binding.column(*member);
        auto const* path = std::get_if<Path>(&expression.node);
        auto const member = path ? variable(*path->source) : std::nullopt;
        return member ? scalar_.binding.entry(*member, path->name) : std::nullopt;
    }

    ColumnNodePtr native(ExpressionPtr const& expression, Junction const& junction) {
        std::vector<ColumnNodePtr> terms;
        for (auto const& term : junction.terms) {
            auto node = compile(term);
            if (node->outcome() != Outcome::kTruth) node = null_truth(std::move(node));
            if (!node) return nullptr;
            terms.push_back(std::move(node));
        }
        return junction_node(expression, junction.conjunction, std::move(terms));
    }

    /// A constant that is no boolean counts as null among truths.
    static ColumnNodePtr null_truth(ColumnNodePtr node) {
        auto const* constant = dynamic_cast<Constant const*>(node.get());
        return constant ? null_node(node->expression(), Outcome::kTruth, 0) : nullptr;
    }

    ColumnNodePtr native(ExpressionPtr const& expression, If const& choice) {
        auto condition = compile(choice.condition);
        if (condition->outcome() != Outcome::kTruth) return nullptr;
        return choice_node(expression, std::move(condition), compile(choice.then),
                           compile(choice.otherwise));
    }

    ColumnNodePtr native(ExpressionPtr const& expression, Between const& between) {
        std::vector<ColumnNodePtr> terms;
        terms.push_back(comparison_node(expression, Operator::kGreaterOrEqual,
                                        compile(between.value), compile(between.low)));
        terms.push_back(comparison_node(expression, Operator::kLessOrEqual, compile(between.value),
                                        compile(between.high)));
        if (!terms[0] || !terms[1]) return nullptr;
        return junction_node(expression, true, std::move(terms));
    }

    ColumnNodePtr native(ExpressionPtr const& expression, Invocation const& call) {
        auto const* name = std::get_if<Name>(&call.callee->node);
        bool const negates = name && name->builtin && name->builtin->name == "not" &&
                             call.arguments.size() == 1 && call.names.empty();
        if (!negates) return nullptr;
        auto operand = compile(call.arguments.front());
        if (operand->outcome() != Outcome::kTruth) return nullptr;
        return not_node(expression, std::move(operand));
    }

    /// value in (constants): each test a term of its own.
    ColumnNodePtr native(ExpressionPtr const& expression, In const& in) {
        auto const probe = compile(in.value);
        if (!is_numeric(probe->outcome()) || in.tests.any) return nullptr;
        std::vector<ColumnNodePtr> terms;
        for (auto const& test : in.tests.tests) {
            auto node = numeric_test(in.value, test);
            if (!node) return nullptr;
            terms.push_back(std::move(node));
        }
        auto any = junction_node(expression, false, std::move(terms));
        return in.tests.negated ? not_node(expression, std::move(any)) : std::move(any);
    }

    ColumnNodePtr numeric_test(ExpressionPtr const& value, ExpressionPtr const& test) {
        auto const uses = UseFinder().find(*test);
        if (test->reads_input || !uses.members.empty() || uses.dynamic) return nullptr;
        std::vector<Value> const inputs(scalar_.binding.members());
        Frame const outer{inputs};
        Value const none;
        Frame const inner{{&none, 1}, &outer};
        Evaluation evaluation(scalar_.clock, scalar_.budget.limits());
        auto const bound = evaluate(*test, inner, evaluation);
        if (auto const* range = bound.range()) return range_test(value, test, *range);
        return against(value, test, Operator::kEqual, bound);
    }

    ColumnNodePtr against(ExpressionPtr const& value, ExpressionPtr const& test, Operator op,
                          Value const& bound) {
        return comparison_node(test, op, compile(value), constant_node(test, bound));
    }

    ColumnNodePtr range_test(ExpressionPtr const& value, ExpressionPtr const& test,
                             Range const& range) {
        if (range.form == Range::Form::kEqual)
            return against(value, test, Operator::kEqual, range.low);
        if (range.form == Range::Form::kNotEqual)
            return against(value, test, Operator::kNotEqual, range.low);
        bool const half = range.low.is_null() || range.high.is_null();
        if (half && range.form == Range::Form::kInterval) return nullptr;
        std::vector<ColumnNodePtr> ends;
        if (!range.low.is_null())
            ends.push_back(against(
                value, test, range.low_included ? Operator::kGreaterOrEqual : Operator::kGreater,
                range.low));
        if (!range.high.is_null())
            ends.push_back(against(value, test,
                                   range.high_included ? Operator::kLessOrEqual : Operator::kLess,
                                   range.high));
        if (ends.empty() || std::any_of(ends.begin(), ends.end(), [](auto& end) { return !end; }))
            return nullptr;
        return junction_node(test, true, std::move(ends));
    }

    Scalar scalar_;
};

}  // namespace

ColumnNodePtr compile_columns(ExpressionPtr const& expression, Scalar scalar) {
    return Compiler(scalar).compile(expression);
}

}  // namespace agglo::feel
