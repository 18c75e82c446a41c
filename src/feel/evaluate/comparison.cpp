// Comparisons and logic: DMN 1.5, 10.3.2.13, tables 50 – 56.
#include <algorithm>

#include "feel/evaluate/forms.h"
#include "feel/value/compare.h"

namespace agglo::feel {

namespace {

bool holds(Operator op, std::strong_ordering order) {
    switch (op) {
        case Operator::kLess: return order < 0;
        case Operator::kLessOrEqual: return order <= 0;
        case Operator::kGreater: return order > 0;
        default: return order >= 0;
    }
}

Value incomparable(Value const& a, Value const& b, Span span, Evaluation& evaluation) {
    if (!evaluation.keeps_causes()) return {};
    return evaluation.fail(span, ErrorCode::kFeelNotComparable, {kind_text(a), kind_text(b)});
}

}  // namespace

Value compare(Operator op, Value const& a, Value const& b, Span span, Evaluation& evaluation) {
    if (evaluation.reckons_unknowns())
        if (auto unknown = unknown_of(a, b)) return *std::move(unknown);
    if (!evaluation.take_walk(std::min(parts_of(a).count, parts_of(b).count))) return {};
    if (op == Operator::kEqual || op == Operator::kNotEqual) {
        auto const equal = equals(a, b);
        if (!equal) return incomparable(a, b, span, evaluation);
        return Value(*equal == (op == Operator::kEqual));
    }
    auto const found = order(a, b);
    return found ? Value(holds(op, *found)) : incomparable(a, b, span, evaluation);
}

Value evaluate_between(Between const& node, Span span, Frame const& frame, Evaluation& evaluation) {
    auto const value = evaluate(*node.value, frame, evaluation);
    auto const low = evaluate(*node.low, frame, evaluation);
    auto const high = evaluate(*node.high, frame, evaluation);
    auto const above = compare(Operator::kGreaterOrEqual, value, low, span, evaluation);
    auto const below = compare(Operator::kLessOrEqual, value, high, span, evaluation);
    if (above.is_false() || below.is_false()) return Value(false);
    if (evaluation.reckons_unknowns())
        if (auto unknown = unknown_of(above, below)) return *std::move(unknown);
    return above.is_true() && below.is_true() ? Value(true) : Value();
}

/// Ends at the first term that decides; what is not a boolean counts as null (table 50).
Value evaluate_junction(Junction const& node, Frame const& frame, Evaluation& evaluation) {
    bool unknown = false;
    Value hangs;  // on facts
    for (auto const& term : node.terms) {
        auto const value = evaluate(*term, frame, evaluation);
        if (node.conjunction ? value.is_false() : value.is_true()) return value;
        if (value.as<bool>()) continue;
        if (value.unknown()) {
            hangs = *unknown_of(hangs, value);
            continue;
        }
        unknown = true;
        if (!value.is_null())
            evaluation.fail(term->span, ErrorCode::kFeelNotBoolean, {kind_text(value)});
    }
    if (hangs.unknown()) return hangs;
    return unknown ? Value() : Value(node.conjunction);
}

}  // namespace agglo::feel
