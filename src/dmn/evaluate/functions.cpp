#include "dmn/evaluate/functions.h"

#include "dmn/evaluate/boxed_evaluator.h"
#include "dmn/evaluate/coerce.h"
#include "dmn/evaluate/session.h"

namespace agglo::dmn {

using feel::Value;

namespace {

std::vector<feel::Member> members_of(std::vector<Variable> const& variables) {
    std::vector<feel::Member> members;
    for (auto const& variable : variables) {
        members.push_back({variable.name, variable.type.type_or_any()});
    }
    return members;
}

/// The body with the parameters in the slots after those that `evaluator` has.
Value run(FunctionForm const& form, ItemType const& result, std::string_view name,
          std::span<Value const> arguments, BoxedEvaluator& evaluator) {
    auto const& around = evaluator.around();
    if (form.kind != FunctionKind::kFeel) return around.fail(ErrorCode::kFeelExternal);
    Inward const inward(around.evaluation);
    if (!inward.ok()) return {};
    Traced traced(around.tracer, TraceStep::Kind::kFunction, name, around.evaluation);
    for (size_t i = 0; i < form.parameters.size(); ++i) {
        auto const& parameter = form.parameters[i];
        auto value = i < arguments.size() ? arguments[i] : Value();
        if (parameter.type.constraints &&
            !allowed(value, *parameter.type.constraints, parameter.name, around)) {
            return {};
        }
        traced.used(parameter.name, value);
        evaluator.slots().push_back(std::move(value));
    }
    auto value = evaluator.evaluate(form.body, name);
    return traced.gives(coerce(std::move(value), result, name, around));
}

FunctionForm const* form_of(BusinessKnowledgeModel const& knowledge) {
    return knowledge.logic ? std::get_if<FunctionForm>(&knowledge.logic->form) : nullptr;
}

/// The function that calls through a tracer, while that lives.
template <class Call>
Value traced_function(feel::Function const& plain, Around const& around, Call call) {
    auto function = plain;
    auto& native = std::get<feel::Native>(function.is);
    native.evaluate = [call, model = around.model.shared_from_this(),
                       tracer = around.tracer->weak_from_this()](std::span<Value const> arguments,
                                                                 feel::Evaluation& evaluation) {
        return call(arguments, Around{*model, evaluation, tracer.lock().get()});
    };
    return Value(std::make_shared<feel::Function const>(std::move(function)));
}

}  // namespace

void prepare(BusinessKnowledgeModel& knowledge, Model const& model, feel::TypePtr known) {
    auto const* form = form_of(knowledge);
    feel::Native native;
    if (form) native.parameters = members_of(form->parameters);
    native.result = feel::any_type();
    native.known = std::move(known);
    native.evaluate = [&knowledge, &model](std::span<Value const> arguments,
                                           feel::Evaluation& evaluation) {
        return invoke(knowledge, arguments, Around{model, evaluation});
    };
    knowledge.function = {std::move(native), knowledge.name};
}

void prepare(DecisionService& service, Model const& model, feel::TypePtr known) {
    feel::Native native;
    for (auto const index : service.inputs) {
        auto const& input = *model.inputs[index];
        native.parameters.push_back({input.variable_name(), input.variable.type.type_or_any()});
    }
    for (auto const index : service.input_decisions) {
        auto const& decision = *model.decisions[index];
        native.parameters.push_back(
            {decision.variable_name(), decision.variable.type.type_or_any()});
    }
    native.result = feel::any_type();
    native.known = std::move(known);
    native.evaluate = [&service, &model](std::span<Value const> arguments,
                                         feel::Evaluation& evaluation) {
        return invoke(service, arguments, Around{model, evaluation});
    };
    service.function = {std::move(native), service.name};
}

Value function_value(BusinessKnowledgeModel const& knowledge, Around const& around) {
    if (around.tracer) {
        return traced_function(knowledge.function, around,
                               [&knowledge](std::span<Value const> arguments, Around const& with) {
                                   return invoke(knowledge, arguments, with);
                               });
    }
    return Value(feel::FunctionPtr(around.model.shared_from_this(), &knowledge.function));
}

Value function_value(DecisionService const& service, Around const& around) {
    if (around.tracer) {
        return traced_function(service.function, around,
                               [&service](std::span<Value const> arguments, Around const& with) {
                                   return invoke(service, arguments, with);
                               });
    }
    return Value(feel::FunctionPtr(around.model.shared_from_this(), &service.function));
}

Value closure(FunctionForm const& form, Boxed const& boxed, std::string_view name,
              std::vector<Value> const& slots, Around const& around) {
    if (!around.evaluation.take_bytes(slots.size() * sizeof(Value))) return {};
    feel::Native native;
    native.parameters = members_of(form.parameters);
    native.result = feel::any_type();
    native.known = boxed.known->result;
    native.evaluate =
        [&form, &boxed, slots, name = std::string(name), model = around.model.shared_from_this(),
         tracer = around.tracer ? around.tracer->weak_from_this() : std::weak_ptr<Tracer>()](
            std::span<Value const> arguments, feel::Evaluation& evaluation) {
            auto const kept = tracer.lock();
            Around const with{*model, evaluation, kept.get()};
            BoxedEvaluator evaluator(with);
            evaluator.slots() = slots;
            return run(form, boxed.type, name, arguments, evaluator);
        };
    return Value(std::make_shared<feel::Function const>(
        feel::Function{std::move(native), std::string(name)}));
}

Value invoke(BusinessKnowledgeModel const& knowledge, std::span<Value const> arguments,
             Around const& around) {
    auto const* form = form_of(knowledge);
    if (!form) return around.fail(ErrorCode::kDmnNoLogic, {knowledge.name});
    Inward const inward(around.evaluation);
    if (!inward.ok()) return {};
    BoxedEvaluator evaluator(around);
    for (auto const& source : knowledge.sources) {
        evaluator.slots().push_back(knowledge_value(source, around));
    }
    auto value = run(*form, knowledge.logic->type, knowledge.name, arguments, evaluator);
    // The variable's type is the function's, or, as most modellers write it, its result's.
    auto const& type = knowledge.variable.type;
    if (type.given() && type.type->kind == feel::Type::Kind::kFunction) {
        ItemType const result{type.type->any_function ? nullptr : type.type->result, {}};
        return coerce(std::move(value), result, knowledge.name, around);
    }
    return coerce(std::move(value), type, knowledge.name, around);
}

}  // namespace agglo::dmn
