// range(from): DMN 1.5, 10.3.4.1. The text is a range of FEEL whose ends are literals, or calls of
// date, time, date and time and duration with literals: nothing that depends on what is around.
#include <algorithm>

#include "feel/builtins/temporal_call.h"
#include "feel/syntax/parser.h"
#include "feel/value/compare.h"

namespace agglo::feel {
namespace {

constexpr size_t kRangeTextMax = 4096;

bool is_literal(Expression const& expression) {
    auto const* literal = std::get_if<Literal>(&expression.node);
    return literal && !literal->value.is_null();
}

bool is_temporal_constructor(Expression const& callee) {
    auto const* name = std::get_if<Name>(&callee.node);
    if (!name || !name->builtin) return false;
    auto const builtin = name->builtin->name;
    return builtin == "date" || builtin == "time" || builtin == "date and time" ||
           builtin == "duration";
}

bool is_literal_call(Expression const& expression) {
    auto const* call = std::get_if<Invocation>(&expression.node);
    return call && is_temporal_constructor(*call->callee) &&
           std::ranges::all_of(call->arguments, [](auto const& each) { return is_literal(*each); });
}

bool is_end(Expression const& expression) {
    auto const* negation = std::get_if<Negation>(&expression.node);
    return is_literal(negation ? *negation->operand : expression) || is_literal_call(expression);
}

/// Nothing unless its ends are of one kind and in order.
std::optional<Range> range_of_literals(RangeLiteral const& literal, Evaluation& evaluation) {
    if (!literal.low || !literal.high || !is_end(*literal.low) || !is_end(*literal.high))
        return std::nullopt;
    auto low = evaluate(*literal.low, std::span<Value const>(), evaluation);
    auto high = evaluate(*literal.high, std::span<Value const>(), evaluation);
    auto const ordered = low.kind() == high.kind() ? order(low, high) : std::nullopt;
    if (!ordered || *ordered > 0) return std::nullopt;
    return Range{std::move(low), std::move(high), literal.low_included, literal.high_included};
}

}  // namespace

Value range_from_text(BuiltinCall const& call) {
    auto const& text = call.string(0);
    if (text.size() > kRangeTextMax || !call.evaluation.take(text.size()))
        return refuse_text(call, "range");
    auto const parsed = parse_expression(text, {});
    if (!parsed.ok()) return refuse_text(call, "range");
    auto const* literal = std::get_if<RangeLiteral>(&(*parsed)->node);
    auto range = literal ? range_of_literals(*literal, call.evaluation) : std::nullopt;
    return range ? Value(*std::move(range)) : refuse_text(call, "range");
}

}  // namespace agglo::feel
