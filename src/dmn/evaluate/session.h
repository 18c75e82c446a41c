#pragma once
// Session: one asking of a model: the inputs given, each decision evaluated once at most, when it
// is needed (DMN 1.5, 6.1 and 10.4). Inputs not given are null. A decision may be given too: then
// it is not evaluated.
//
//   feel::Evaluation evaluation({.now = …});
//   Session session({*model, evaluation});
//   session.give_input(*model->find_input("Age"), feel::Number(30));
//   auto const value = session.decision(*model->find_decision("Eligible"));
#include "base/result.h"
#include "dmn/evaluate/around.h"

namespace agglo::dmn {

class Session {
public:
    explicit Session(Around around);

    /// Takes on the declared type, or is null with a cause.
    void give_input(size_t input, feel::Value value);
    void give_decision(size_t decision, feel::Value value);
    /// By name: an input, or else a decision. Entries of a context may bear an import's name.
    Result<void> give(std::string_view name, feel::Value value);

    feel::Value input(size_t input);
    feel::Value decision(size_t decision);
    Around const& around() const { return around_; }

private:
    feel::Value evaluate(Decision const& decision);
    feel::Value source(Source const& source);

    Around around_;
    /// Nothing: not given, or not evaluated yet.
    std::vector<std::optional<feel::Value>> inputs_;
    std::vector<std::optional<feel::Value>> decisions_;
};

/// Of a source that is no input and no decision.
feel::Value knowledge_value(Source const& source, Around const& around);

/// A service in a session of its own (10.4, 6.3.10): the values of its input data, then of its
/// input decisions. One output decision: its value; several: a context of them.
feel::Value invoke(DecisionService const& service, std::span<feel::Value const> arguments,
                   Around const& around);

/// By name, a decision, a service or a business knowledge model, with inputs (parameters) by name;
/// others are passed over. Error: kDmnNoSuchDecision.
Result<feel::Value> ask(std::string_view name, feel::Context const& inputs, Around const& around);
/// A service or a business knowledge model alone.
Result<feel::Value> ask_function(std::string_view name, feel::Context const& inputs,
                                 Around const& around);

}  // namespace agglo::dmn
