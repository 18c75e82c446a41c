#include "feel/check/check.h"

#include "feel/builtins/builtin.h"
#include "feel/check/amount_text.h"
#include "feel/syntax/children.h"
#include "feel/syntax/name_text.h"
#include "feel/syntax/printer.h"

namespace agglo::feel {

namespace {

using K = Type::Kind;

/// Looks through a tree for what is allowed but cannot be meant.
class Inspector {
public:
    Inspector(Environment const& around, Checked& out) : around_(around), out_(out) {}

    void visit(Expression const& e) {
        std::visit([&](auto const& node) { look(node, e); }, e.node);
        for_each_child(e, [&](Expression const& child) { visit(child); });
    }

private:
    void note(Span span, ErrorCode code, std::vector<std::string> arguments) {
        out_.notices.push_back({span, Error(code, std::move(arguments))});
    }

    template <class Node>
    void look(Node const&, Expression const&) {}

    void look(Name const& name, Expression const& e) {
        if (name.depth < 0 && !name.builtin && !name.dynamic)
            note(e.span, ErrorCode::kFeelUnknownName, {name.text});
    }

    void look(Path const& path, Expression const& e) {
        auto const* type = path.source->type.get();
        while (type->kind == K::kList) type = type->element.get();
        if (type->kind == K::kContext && !type->members.empty() && !type->member(path.name))
            note(e.span, ErrorCode::kFeelNoSuchEntry, {path.name, to_text(*type)});
    }

    void look(If const& n, Expression const&) { must_be_boolean(*n.condition); }

    void look(Junction const& n, Expression const&) {
        for (auto const& term : n.terms) must_be_boolean(*term);
    }

    void must_be_boolean(Expression const& e) {
        if (e.type->kind != K::kAny && e.type->kind != K::kBoolean)
            note(e.span, ErrorCode::kFeelNotBoolean, {to_text(*e.type)});
    }

    void look(Binary const& n, Expression const& e) {
        auto const& left = *n.left->type;
        auto const& right = *n.right->type;
        bool const known = left.kind != K::kAny && right.kind != K::kAny;
        if (n.op >= Operator::kEqual) {
            amounts(*n.left, *n.right);
            amounts(*n.right, *n.left);
            if (known && !comparable(left, right))
                note(e.span, ErrorCode::kFeelNotComparable, {to_text(left), to_text(right)});
        } else if (known && e.type->kind == K::kAny) {
            constexpr char const* kSymbols[] = {"+", "-", "*", "/", "**"};
            note(e.span, ErrorCode::kFeelWrongOperand,
                 {kSymbols[static_cast<size_t>(n.op)], to_text(left), to_text(right)});
        }
    }

    static bool comparable(Type const& a, Type const& b) {
        bool const dates = (a.kind == K::kDate && b.kind == K::kDateTime) ||
                           (a.kind == K::kDateTime && b.kind == K::kDate);
        return a.kind == b.kind || a.kind == K::kNull || b.kind == K::kNull || dates;
    }

    void look(Between const& n, Expression const&) {
        amounts(*n.value, *n.low);
        amounts(*n.value, *n.high);
    }

    void look(In const& n, Expression const&) {
        for (auto const& test : n.tests.tests) {
            if (auto const* comparison = std::get_if<ComparisonTest>(&test->node))
                amounts(*n.value, *comparison->operand);
            else if (auto const* range = std::get_if<RangeLiteral>(&test->node))
                amounts(*n.value, *range->low), amounts(*n.value, *range->high);
            else
                amounts(*n.value, *test);
        }
    }

    void look(Invocation const& n, Expression const& e) {
        auto const* name = std::get_if<Name>(&n.callee->node);
        if (!name || !name->builtin) return;
        std::string forms;
        for (auto const& form : name->builtin->signatures) {
            if (takes(form, n.arguments.size())) return;
            forms += (forms.empty() ? "" : " | ") + std::string(form.text);
        }
        note(e.span, ErrorCode::kFeelArgumentCount,
             {std::string(name->builtin->name), std::to_string(n.arguments.size()), forms});
    }

    static bool takes(Signature const& form, size_t count) {
        size_t least = 0;
        bool variadic = false;
        for (auto const& parameter : form.parameters) {
            variadic |= parameter.variadic;
            if (!parameter.optional && !parameter.variadic) ++least;
        }
        return count >= least && (variadic || count <= form.parameters.size());
    }

    Member const* member_of(Expression const& e) const {
        if (auto const* name = std::get_if<Name>(&e.node)) {
            bool const ours = name->depth >= 0 && name->index < around_.members.size() &&
                              around_.members[name->index].name == name->text;
            return ours ? &around_.members[name->index] : nullptr;
        }
        auto const* path = std::get_if<Path>(&e.node);
        return path ? path->source->type->member(path->name) : nullptr;
    }

    /// A number beside a field that has a unit; what it was written with (亿元(1)) is evaluated.
    void amounts(Expression const& field, Expression const& amount) {
        auto const* member = member_of(field);
        if (!member || member->unit.empty() || amount.type->kind != K::kNumber) return;
        if (!is_constant(amount)) return;
        Evaluation evaluation({}, {.steps_max = 1000});
        auto const value = evaluate(amount, std::span<Value const>(), evaluation);
        if (!value.as<Number>()) return;
        auto const text = amount_text(*value.as<Number>(), member->unit);
        out_.amounts.push_back({amount.span, text.zh, text.en});
        if (member->usual) unlikely(*value.as<Number>(), *member, amount.span);
    }

    static bool is_constant(Expression const& e) {
        if (auto const* name = std::get_if<Name>(&e.node)) return name->builtin != nullptr;
        if (std::holds_alternative<ItemEntry>(e.node)) return false;
        bool constant = true;
        for_each_child(e, [&](Expression const& child) { constant &= is_constant(child); });
        return constant;
    }

    void unlikely(Number amount, Member const& member, Span span) {
        constexpr int kTimes = 100;
        auto const& [low, high] = *member.usual;
        auto const far_below = multiply(amount.magnitude(), kTimes);
        auto const far_above = multiply(high.magnitude(), kTimes);
        bool const likely = !far_below || !far_above || amount.is_zero() ||
                            (*far_below >= low.magnitude() && amount.magnitude() <= *far_above);
        if (likely) return;
        auto const text = amount_text(amount, member.unit);
        auto const from = amount_text(low, member.unit);
        auto const to = amount_text(high, member.unit);
        auto const zh = member.label_zh.empty() ? member.name : member.label_zh;
        auto const en = member.label_en.empty() ? member.name : member.label_en;
        note(span, ErrorCode::kFeelUnlikelyAmount,
             {text.zh, zh, from.zh, to.zh, text.en, en, from.en, to.en});
    }

    Environment const& around_;
    Checked& out_;
};

/// The place that a syntax error tells of by line and column, as bytes.
Span place_of(std::string_view text, Error const& error) {
    if (error.code() != ErrorCode::kFeelSyntax) return {0, static_cast<uint32_t>(text.size())};
    auto line = std::stoul(error.arguments()[0]);
    auto column = std::stoul(error.arguments()[1]);
    size_t at = 0;
    for (; line > 1 && at < text.size(); ++at) line -= text[at] == '\n';
    for (; column > 1 && at < text.size(); --column) at += code_point_at(text, at).bytes;
    auto const found = error.arguments()[4].size();
    auto const end = std::min(text.size(), at + found);
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(std::max(at, end))};
}

Checked checked(std::string_view text, Environment const& around, Result<ExpressionPtr> parsed) {
    Checked out;
    if (!parsed.ok()) {
        out.mistake = Notice{place_of(text, parsed.error()), parsed.error()};
        return out;
    }
    out.expression = *parsed;
    out.stored = print(*out.expression, around, Wording::kStored);
    out.shown_zh = print(*out.expression, around, Wording::kChinese);
    out.shown_en = print(*out.expression, around, Wording::kEnglish);
    Inspector(around, out).visit(*out.expression);
    return out;
}

}  // namespace

Checked check_expression(std::string_view text, Environment const& around) {
    return checked(text, around, parse_expression(text, around));
}

Checked check_unary_tests(std::string_view text, Environment const& around, TypePtr input) {
    return checked(text, around, parse_unary_tests(text, around, std::move(input)));
}

}  // namespace agglo::feel
