#pragma once
// One function a form of expression; evaluate.cpp chooses among them. Three-valued logic is
// std::optional<bool>, null being nothing (DMN 1.5, 10.3.2.10).
#include "feel/evaluate/evaluation.h"
#include "feel/evaluate/function.h"
#include "feel/value/unknown.h"

namespace agglo::feel {

// name.cpp
Value evaluate_name(Name const& name, Span span, Frame const& frame, Evaluation& evaluation);
Value evaluate_item_entry(ItemEntry const& entry, Span span, Frame const& frame,
                          Evaluation& evaluation);
FunctionPtr builtin_function(Builtin const& builtin);

// arithmetic.cpp
Value arithmetic(Operator op, Value const& a, Value const& b, Span span, Evaluation& evaluation);
Value negate(Value const& value, Span span, Evaluation& evaluation);

// comparison.cpp
Value compare(Operator op, Value const& a, Value const& b, Span span, Evaluation& evaluation);
Value evaluate_between(Between const& node, Span span, Frame const& frame, Evaluation& evaluation);
Value evaluate_junction(Junction const& node, Frame const& frame, Evaluation& evaluation);

// tests.cpp
Value evaluate_comparison_test(ComparisonTest const& node, Frame const& frame,
                               Evaluation& evaluation);
Value evaluate_tests(UnaryTests const& node, Value const& input, Frame const& frame,
                     Evaluation& evaluation);

// path.cpp
Value evaluate_path(Path const& node, Span span, Frame const& frame, Evaluation& evaluation);
Value entry_of(Value const& source, std::string const& name, Span span, Evaluation& evaluation);

// filter.cpp
Value evaluate_filter(Filter const& node, Span span, Frame const& frame, Evaluation& evaluation);

// loops.cpp
Value evaluate_for(For const& node, Frame const& frame, Evaluation& evaluation);
Value evaluate_quantified(Quantified const& node, Frame const& frame, Evaluation& evaluation);

// literals.cpp
Value evaluate_list(ListLiteral const& node, Frame const& frame, Evaluation& evaluation);
Value evaluate_context(ContextLiteral const& node, Span span, Frame const& frame,
                       Evaluation& evaluation);
Value evaluate_range(RangeLiteral const& node, Span span, Frame const& frame,
                     Evaluation& evaluation);

// functions.cpp
Value evaluate_definition(FunctionDefinition const& node, Frame const& frame,
                          Evaluation& evaluation);
Value evaluate_invocation(Invocation const& node, Span span, Frame const& frame,
                          Evaluation& evaluation);

inline Value of_truth(std::optional<bool> truth) {
    return truth ? Value(*truth) : Value();
}
inline std::optional<bool> truth_of(Value const& value) {
    return value.as<bool>() ? std::optional(*value.as<bool>()) : std::nullopt;
}

/// "list<number>", for messages.
std::string kind_text(Value const& value);

}  // namespace agglo::feel
