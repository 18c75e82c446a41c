#include "dmn/unknown/reckon_decision.h"

#include "dmn/evaluate/session.h"
#include "dmn/unknown/graph_uses.h"

namespace agglo::dmn {

using feel::Value;

namespace {

/// The inputs as slots of an environment, so that facts within them can be placed.
struct Inputs {
    feel::Environment around;
    std::vector<Value> values;

    Inputs(Model const& model, feel::Context const& given) {
        for (auto const* input : model.inputs) {
            auto const& name = input->variable_name();
            auto const* value = given.find(name);
            around.members.push_back({name, feel::any_type()});
            values.push_back(value ? *value : Value());
        }
    }
};

/// What is known of the values a whole input may have.
void constrain(Model const& model, std::vector<feel::MissingFact>& missing) {
    for (auto& fact : missing) {
        auto const input = model.find_input(fact.path);
        if (!input) continue;
        auto const& type = model.inputs[*input]->variable.type;
        if (!type.given()) continue;
        if (type.type->kind == feel::Type::Kind::kBoolean && fact.domain.empty())
            fact.domain = {Value(false), Value(true)};
        if (type.constraints && type.constraints->own.size() == 1 && !fact.allowed)
            fact.allowed = type.constraints->own.front().tests;
    }
}

}  // namespace

std::vector<feel::MissingFact> missing_inputs(Model const& model, size_t decision,
                                              feel::Context const& inputs) {
    std::vector<feel::MissingFact> missing;
    for (auto const& need : model.needs(decision)) {
        auto const* value = inputs.find(need.name);
        if (!value || value->is_null()) missing.push_back({need.name});
    }
    return missing;
}

feel::Reckoned reckon_decision(Model const& model, size_t decision, feel::Context const& inputs,
                               std::vector<feel::MissingFact> missing,
                               feel::Evaluation& evaluation) {
    evaluation.reckon_unknowns();
    constrain(model, missing);
    Inputs base(model, inputs);
    std::vector<std::string> names;
    for (auto const& fact : missing) names.push_back(fact.path);
    auto const ask = [&](std::span<Value const> facts) {
        auto values = base.values;
        for (size_t f = 0; f < missing.size(); ++f)
            feel::place_fact(values, base.around, missing[f].path, facts[f]);
        Session session({model, evaluation});
        for (size_t i = 0; i < values.size(); ++i) session.give_input(i, values[i]);
        return feel::small_outcome(session.decision(decision), names, evaluation);
    };
    std::vector<Value> unknown;
    for (auto const& fact : missing) unknown.push_back(feel::make_unknown({fact.path}));
    auto plain = ask(unknown);
    if (!feel::is_unknown(plain)) return {std::move(plain), {}};
    auto placed = base.values;
    for (size_t f = 0; f < missing.size(); ++f)
        feel::place_fact(placed, base.around, missing[f].path, unknown[f]);
    feel::FactUses uses(missing);
    gather_uses(model, decision, placed, uses, evaluation);
    std::vector<std::vector<Value>> cells;
    for (auto const& fact : missing) cells.push_back(uses.cells(fact, evaluation));
    auto reckoned = feel::reckon_worlds(missing, cells, ask);
    if (evaluation.exhausted()) return {Value(), names};  // not all worlds were seen
    return reckoned;
}

}  // namespace agglo::dmn
