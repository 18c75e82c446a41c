#pragma once
// Business knowledge models, decision services and boxed functions as FEEL functions (DMN 1.5,
// 10.4: they are called from texts and invocations like any other).
#include <span>

#include "dmn/evaluate/around.h"

namespace agglo::dmn {

/// Fills in the function that the model keeps of it; it is valid as long as the model. `known` is
/// what it gives as far as that shows.
void prepare(BusinessKnowledgeModel& knowledge, Model const& model, feel::TypePtr known);
void prepare(DecisionService& service, Model const& model, feel::TypePtr known);

/// The value to give to who requires it; keeps the model alive.
feel::Value function_value(BusinessKnowledgeModel const& knowledge, Around const& around);
feel::Value function_value(DecisionService const& service, Around const& around);

/// A boxed function with what it sees around it.
feel::Value closure(FunctionForm const& form, Boxed const& boxed, std::string_view name,
                    std::vector<feel::Value> const& slots, Around const& around);

/// With the parameters' values in order.
feel::Value invoke(BusinessKnowledgeModel const& knowledge, std::span<feel::Value const> arguments,
                   Around const& around);

}  // namespace agglo::dmn
