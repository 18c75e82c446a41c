// Unary tests and `in`: DMN 1.5, 7.3.? and 10.3.2.13, table 55.
#include "feel/evaluate/forms.h"
#include "feel/value/compare.h"

namespace agglo::feel {

namespace {

using Truth = std::optional<bool>;

Range::Form form_of(Operator op) {
    switch (op) {
        case Operator::kLess: return Range::Form::kLess;
        case Operator::kLessOrEqual: return Range::Form::kLessOrEqual;
        case Operator::kGreater: return Range::Form::kGreater;
        case Operator::kGreaterOrEqual: return Range::Form::kGreaterOrEqual;
        case Operator::kNotEqual: return Range::Form::kNotEqual;
        default: return Range::Form::kEqual;
    }
}

/// Equal to the list, or among its items, or in a range among them.
Truth is_among(List const& list, Value const& input) {
    for (auto const& item : list) {
        auto const* range = item.range();
        if (range ? contains(*range, input).value_or(false) : same(item, input)) return true;
    }
    if (auto const* own = input.list())
        if (own->size() == list.size()) return same(make_list(list), input);
    return false;
}

/// What a test's value says of the input, when the test did not look at it itself.
Truth agrees(Expression const& test, Value const& value, Value const& input) {
    if (auto const* range = value.range(); range && !input.range()) return contains(*range, input);
    if (auto const* list = value.list()) return is_among(*list, input);
    // A condition about other things; `true` as written is a value to be equal to.
    bool const written = std::holds_alternative<Literal>(test.node);
    if (value.as<bool>() && !input.as<bool>() && !written) return value.is_true();
    return equals(value, input);
}

/// True, false, null, or Unknown.
Value passes(Expression const& test, Value const& input, Frame const& frame,
             Evaluation& evaluation) {
    auto const value = evaluate(test, frame, evaluation);
    bool const own_outcome = test.reads_input &&
                             !std::holds_alternative<ComparisonTest>(test.node) &&
                             !std::holds_alternative<Name>(test.node);
    if (own_outcome) return value.as<bool>() || value.unknown() ? value : Value();
    if (!evaluation.take_walk(parts_of(value).count + parts_of(input).count)) return {};
    auto const truth = agrees(test, value, input);
    if (evaluation.reckons_unknowns() && !(truth && *truth && value.list()))
        if (auto unknown = unknown_of(value, input)) return *std::move(unknown);
    return of_truth(truth);
}

}  // namespace

Value evaluate_comparison_test(ComparisonTest const& node, Frame const& frame,
                               Evaluation& evaluation) {
    return Value(make_range(form_of(node.op), evaluate(*node.operand, frame, evaluation)));
}

Value evaluate_tests(UnaryTests const& node, Value const& input, Frame const& frame,
                     Evaluation& evaluation) {
    if (node.any) return Value(true);
    Frame const inner{{&input, 1}, &frame};
    bool unknown = false;
    Value hangs;  // on facts
    for (auto const& test : node.tests) {
        auto const truth = passes(*test, input, inner, evaluation);
        if (truth.is_true()) return Value(!node.negated);
        if (truth.unknown())
            hangs = *unknown_of(hangs, truth);
        else
            unknown |= truth.is_null();
    }
    if (hangs.unknown()) return hangs;
    return unknown ? Value() : Value(node.negated);
}

}  // namespace agglo::feel
