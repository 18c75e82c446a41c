#pragma once
// BoxedEvaluator: boxed expressions to values (DMN 1.5, 10.2.2 and 10.4), one function a form. Its
// slots are the frame that the compiler gave names to (model/boxed.h).
#include "dmn/evaluate/around.h"
#include "dmn/model/decision_table.h"

namespace agglo::dmn {

class BoxedEvaluator {
public:
    explicit BoxedEvaluator(Around const& around) : around_(around) {}

    std::vector<feel::Value>& slots() { return slots_; }

    /// Null for no expression. `name` is what is being evaluated, for causes and the trace.
    feel::Value evaluate(BoxedPtr const& boxed, std::string_view name);
    /// A text in the present scope.
    feel::Value evaluate(FeelText const& text);
    /// Whether a value passes tests; those that are not there or are `-` it does.
    bool passes(FeelText const& tests, feel::Value const& value);
    /// The same as true, false, null or Unknown.
    feel::Value asked(FeelText const& tests, feel::Value const& value);

    Around const& around() const { return around_; }

private:
    friend struct FormEvaluator;

    feel::Value context(ContextForm const& form);
    feel::Value relation(RelationForm const& form);
    feel::Value list(ListForm const& form);
    feel::Value invocation(InvocationForm const& form, std::string_view name);
    feel::Value function(FunctionForm const& form, Boxed const& boxed, std::string_view name);
    feel::Value conditional(ConditionalForm const& form);
    feel::Value filter(FilterForm const& form);
    feel::Value filter_items(FilterForm const& form, feel::Value const& source);
    feel::Value iteration(IterationForm const& form);
    feel::Value for_each(IterationForm const& form, feel::List const& items);
    feel::Value quantified(IterationForm const& form, feel::List const& items);

    Around const& around_;
    std::vector<feel::Value> slots_;
};

/// Chapter 8; table_evaluator.cpp.
feel::Value evaluate_table(DecisionTable const& table, std::string_view name,
                           BoxedEvaluator& evaluator);

/// The table's value when an input is Unknown, or hangs on one; unknown/table_worlds.cpp.
feel::Value evaluate_table_worlds(DecisionTable const& table, std::span<feel::Value const> inputs,
                                  BoxedEvaluator& evaluator);

/// The rules that match, in their order: through the index where the table has one. With
/// `Scan::kYes` one by one, which is the index's slow twin.
enum class Scan : bool { kNo, kYes };
std::vector<size_t> matching_rules(DecisionTable const& table, std::span<feel::Value const> inputs,
                                   BoxedEvaluator& evaluator, Scan scan = Scan::kNo);

}  // namespace agglo::dmn
