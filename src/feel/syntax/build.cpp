#include "feel/syntax/build.h"

#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/syntax/children.h"

namespace agglo::feel {

namespace {

using K = Type::Kind;

bool is_temporal(K kind) {
    return kind == K::kDate || kind == K::kTime || kind == K::kDateTime;
}

bool is_duration(K kind) {
    return kind == K::kDaysDuration || kind == K::kMonthsDuration;
}

/// What + - * / ** make of two types (10.3.2.13, tables 57 – 60); Any when that is not known.
TypePtr arithmetic_type(Operator op, TypePtr const& a, TypePtr const& b) {
    if (a->kind == K::kNumber && b->kind == K::kNumber) return a;
    if (a->kind == K::kString && b->kind == K::kString && op == Operator::kAdd) return a;
    if (is_duration(a->kind) && a->kind == b->kind)
        return op == Operator::kDivide ? number_type() : a;
    if (is_duration(a->kind) && b->kind == K::kNumber) return a;
    if (is_duration(b->kind) && a->kind == K::kNumber && op == Operator::kMultiply) return b;
    if (is_temporal(a->kind) && is_duration(b->kind)) return a;
    if (is_duration(a->kind) && is_temporal(b->kind)) return b;
    if (is_temporal(a->kind) && is_temporal(b->kind)) return days_duration_type();
    return any_type();
}

/// The entry of a context, or of each of a list of contexts (10.3.2.5).
TypePtr path_type(Type const& source, std::string const& name) {
    if (source.kind == K::kList) return list_of(path_type(*source.element, name));
    if (source.kind != K::kContext) return any_type();
    auto const* member = source.member(name);
    return member ? member->type : any_type();
}

TypePtr result_type(Expression const& callee) {
    if (auto const* name = std::get_if<Name>(&callee.node); name && name->builtin) {
        auto const& forms = name->builtin->signatures;
        TypePtr common = forms.front().result;
        for (auto const& form : forms) common = common_type(common, form.result);
        return common;
    }
    auto const& type = *callee.type;
    return type.kind == K::kFunction && type.result ? type.result : any_type();
}

TypePtr filter_type(Filter const& filter) {
    auto const item = item_type(*filter.source->type);
    if (filter.predicate->type->kind == K::kNumber) return item;
    return filter.predicate->type->kind == K::kBoolean ? list_of(item) : any_type();
}

struct TypeOfNode {
    TypePtr operator()(Literal const& n) const { return type_of(n.value); }
    TypePtr operator()(Name const&) const { return any_type(); }
    TypePtr operator()(ItemEntry const&) const { return any_type(); }
    TypePtr operator()(Negation const& n) const { return n.operand->type; }
    TypePtr operator()(Binary const& n) const {
        if (n.op >= Operator::kEqual) return boolean_type();
        return arithmetic_type(n.op, n.left->type, n.right->type);
    }
    TypePtr operator()(Junction const&) const { return boolean_type(); }
    TypePtr operator()(Between const&) const { return boolean_type(); }
    TypePtr operator()(ComparisonTest const& n) const { return range_of(n.operand->type); }
    TypePtr operator()(UnaryTests const&) const { return boolean_type(); }
    TypePtr operator()(In const&) const { return boolean_type(); }
    TypePtr operator()(InstanceOf const&) const { return boolean_type(); }
    TypePtr operator()(Path const& n) const { return path_type(*n.source->type, n.name); }
    TypePtr operator()(Filter const& n) const { return filter_type(n); }
    TypePtr operator()(If const& n) const { return common_type(n.then->type, n.otherwise->type); }
    TypePtr operator()(For const& n) const { return list_of(n.result->type); }
    TypePtr operator()(Quantified const&) const { return boolean_type(); }
    TypePtr operator()(FunctionDefinition const& n) const {
        std::vector<TypePtr> parameters;
        for (auto const& each : n.parameters) parameters.push_back(each.type);
        return function_of(std::move(parameters), n.result ? n.result : n.body->type);
    }
    TypePtr operator()(Invocation const& n) const { return result_type(*n.callee); }
    TypePtr operator()(ListLiteral const& n) const {
        if (n.items.empty()) return list_of(any_type());
        TypePtr common = n.items.front()->type;
        for (auto const& item : n.items) common = common_type(common, item->type);
        return list_of(common);
    }
    TypePtr operator()(ContextLiteral const& n) const {
        std::vector<Member> members;
        for (auto const& [name, value] : n.entries) members.push_back({name, value->type});
        return context_of(std::move(members));
    }
    TypePtr operator()(RangeLiteral const& n) const {
        if (!n.low || !n.high) return range_of((n.low ? n.low : n.high)->type);
        return range_of(common_type(n.low->type, n.high->type));
    }
};

/// Tests have a `?` of their own: only the value they are asked of can read the one outside.
bool reads_input(Node const& node, Expression const& expression) {
    if (auto const* name = std::get_if<Name>(&node)) return name->text == "?";
    if (auto const* in = std::get_if<In>(&node)) return in->value->reads_input;
    if (std::holds_alternative<UnaryTests>(node)) return false;
    bool reads = false;
    for_each_child(expression, [&](Expression const& child) { reads |= child.reads_input; });
    return reads;
}

}  // namespace

TypePtr item_type(Type const& type) {
    if (type.kind == K::kList || type.kind == K::kRange) return type.element;
    return std::make_shared<Type const>(type);
}

ExpressionPtr make_expression(Node node, Span span, TypePtr type) {
    auto made = std::make_shared<Expression>();
    made->node = std::move(node);
    made->span = span;
    made->type = std::move(type);
    for_each_child(*made, [&](Expression const& child) {
        made->depth = std::max(made->depth, child.depth + 1);
    });
    made->reads_input = reads_input(made->node, *made);
    return made;
}

ExpressionPtr make_expression(Node node, Span span) {
    auto type = std::visit(TypeOfNode(), node);
    return make_expression(std::move(node), span, std::move(type));
}

}  // namespace agglo::feel
