#include "dmn/evaluate/session.h"

#include "dmn/evaluate/boxed_evaluator.h"
#include "dmn/evaluate/coerce.h"
#include "dmn/evaluate/functions.h"

namespace agglo::dmn {

using feel::Value;
using Kind = Source::Kind;

namespace {

/// A service's variable has the type of its function, or of what that gives.
Value as_result(Value value, DecisionService const& service, Around const& around) {
    auto const& type = service.variable.type;
    if (!type.given()) return value;
    if (type.type->kind != feel::Type::Kind::kFunction) {
        return coerce(std::move(value), type, service.name, around);
    }
    ItemType const result{type.type->any_function ? nullptr : type.type->result, {}};
    return coerce(std::move(value), result, service.name, around);
}

std::vector<Value> arguments_of(std::vector<feel::Member> const& parameters,
                                feel::Context const& inputs) {
    std::vector<Value> arguments;
    for (auto const& parameter : parameters) {
        auto const* value = inputs.find(parameter.name);
        arguments.push_back(value ? *value : Value());
    }
    return arguments;
}

/// Directly, not through feel::call: a value of the wrong type is null, not the whole.
template <class Invocable>
Value ask_invocable(Invocable const& invocable, feel::Context const& inputs, Around const& around) {
    auto const& parameters = std::get<feel::Native>(invocable.function.is).parameters;
    auto arguments = arguments_of(parameters, inputs);
    for (size_t i = 0; i < arguments.size(); ++i) {
        ItemType const type{parameters[i].type, {}};
        arguments[i] = coerce(std::move(arguments[i]), type, parameters[i].name, around);
    }
    return invoke(invocable, arguments, around);
}

}  // namespace

Session::Session(Around around)
    : around_(around),
      inputs_(around.model.inputs.size()),
      decisions_(around.model.decisions.size()) {}

void Session::give_input(size_t input, Value value) {
    auto const& declared = *around_.model.inputs[input];
    inputs_[input] = coerce(std::move(value), declared.variable.type, declared.name, around_);
}

void Session::give_decision(size_t decision, Value value) {
    auto const& declared = *around_.model.decisions[decision];
    decisions_[decision] = coerce(std::move(value), declared.variable.type, declared.name, around_);
}

Result<void> Session::give(std::string_view name, Value value) {
    if (auto const input = around_.model.find_input(name)) {
        give_input(*input, std::move(value));
        return {};
    }
    if (auto const decision = around_.model.find_decision(name)) {
        give_decision(*decision, std::move(value));
        return {};
    }
    for (auto const& import : around_.model.main().imports) {
        if (import.name != name || !value.context()) continue;
        for (auto const& [entry, part] : value.context()->entries()) {
            TRY(give(std::string(name) + '.' + entry, part));
        }
        return {};
    }
    return Error(ErrorCode::kDmnNoSuchInput, {std::string(name)});
}

Value Session::input(size_t input) {
    auto& value = inputs_[input];
    if (!value) {
        value = around_.fail(ErrorCode::kDmnNoInput, {around_.model.inputs[input]->name});
    }
    return *value;
}

Value Session::decision(size_t decision) {
    if (!decisions_[decision]) {
        auto value = evaluate(*around_.model.decisions[decision]);
        decisions_[decision] = std::move(value);
    }
    return *decisions_[decision];
}

Value Session::evaluate(Decision const& decision) {
    Inward const inward(around_.evaluation);
    if (!inward.ok()) return {};
    Traced traced(around_.tracer, TraceStep::Kind::kDecision, decision.name, around_.evaluation);
    if (decision.wrong) return around_.fail(*decision.wrong);
    if (!decision.logic) return around_.fail(ErrorCode::kDmnNoLogic, {decision.name});
    BoxedEvaluator evaluator(around_);
    auto& slots = evaluator.slots();
    slots.reserve(decision.sources.size() + 4);
    for (auto const& each : decision.sources) {
        slots.push_back(source(each));
        bool const told = each.kind == Kind::kInput || each.kind == Kind::kDecision;
        if (told) traced.used(each.name, slots.back());
    }
    auto value = evaluator.evaluate(decision.logic, decision.name);
    return traced.gives(coerce(std::move(value), decision.variable.type, decision.name, around_));
}

Value Session::source(Source const& source) {
    switch (source.kind) {
        case Kind::kInput: return input(source.index);
        case Kind::kDecision: return decision(source.index);
        case Kind::kGroup: break;
        default: return knowledge_value(source, around_);
    }
    feel::Context group;
    for (auto const& part : source.parts) group.set(part.name, this->source(part));
    return group;
}

Value knowledge_value(Source const& source, Around const& around) {
    if (source.kind == Kind::kKnowledge) {
        return function_value(*around.model.knowledge[source.index], around);
    }
    if (source.kind == Kind::kService) {
        return function_value(*around.model.services[source.index], around);
    }
    feel::Context group;
    for (auto const& part : source.parts) group.set(part.name, knowledge_value(part, around));
    return group;
}

Value invoke(DecisionService const& service, std::span<Value const> arguments,
             Around const& around) {
    Inward const inward(around.evaluation);
    if (!inward.ok()) return {};
    Traced traced(around.tracer, TraceStep::Kind::kService, service.name, around.evaluation);
    Session session(around);
    size_t next = 0;
    for (auto const input : service.inputs) {
        session.give_input(input, next < arguments.size() ? arguments[next] : Value());
        ++next;
    }
    for (auto const decision : service.input_decisions) {
        session.give_decision(decision, next < arguments.size() ? arguments[next] : Value());
        ++next;
    }
    Value value;
    if (service.outputs.size() == 1) {
        value = session.decision(service.outputs[0]);
    } else {
        feel::Context outputs;
        for (auto const output : service.outputs) {
            outputs.set(around.model.decisions[output]->variable_name(), session.decision(output));
        }
        value = std::move(outputs);
    }
    return traced.gives(as_result(std::move(value), service, around));
}

Result<Value> ask(std::string_view name, feel::Context const& inputs, Around const& around) {
    auto const& model = around.model;
    if (auto const decision = model.find_decision(name)) {
        Session session(around);
        for (auto const& [input, value] : inputs.entries()) (void)session.give(input, value);
        return session.decision(*decision);
    }
    return ask_function(name, inputs, around);
}

Result<Value> ask_function(std::string_view name, feel::Context const& inputs,
                           Around const& around) {
    auto const& model = around.model;
    if (auto const service = model.find_service(name)) {
        return ask_invocable(*model.services[*service], inputs, around);
    }
    if (auto const knowledge = model.find_knowledge(name)) {
        return ask_invocable(*model.knowledge[*knowledge], inputs, around);
    }
    return Error(ErrorCode::kDmnNoSuchDecision, {std::string(name)});
}

}  // namespace agglo::dmn
