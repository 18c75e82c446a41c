#include "query/record_decision.h"

#include <algorithm>

#include "dmn/unknown/reckon_decision.h"
#include "feel/value/value_text.h"

namespace agglo {

namespace {

bool is_required(dmn::Model const& model, size_t decision) {
    for (auto const* other : model.decisions) {
        for (auto const& source : other->sources) {
            bool const is = source.kind == dmn::Source::Kind::kDecision && source.index == decision;
            if (is) return true;
        }
    }
    return false;
}

DecisionOutcome known_outcome(feel::Value value) {
    auto text = feel::to_feel(value, DecisionOutcome::kBytesMax);
    return {std::move(text), std::move(value), {}, {}};
}

DecisionOutcome unknown_outcome(std::vector<std::string> missing) {
    std::sort(missing.begin(), missing.end());
    std::string text = "unknown:";
    for (auto const& fact : missing) text += (text.ends_with(':') ? " " : ", ") + fact;
    return {std::move(text), {}, std::move(missing), {}};
}

}  // namespace

Result<size_t> decision_asked(dmn::Model const& model, std::string_view name) {
    if (!name.empty()) {
        auto const named = model.find_decision(name);
        if (named) return *named;
        return Error(ErrorCode::kDmnNoSuchDecision, {std::string(name)});
    }
    std::optional<size_t> top;
    for (size_t i = 0; i < model.decisions.size(); ++i) {
        if (model.decisions[i]->document != 0 || is_required(model, i)) continue;
        if (top) return Error(ErrorCode::kRequired, {"decision"});
        top = i;
    }
    if (!top) return Error(ErrorCode::kRequired, {"decision"});
    return *top;
}

RecordDecision::RecordDecision(DecisionQuestion const& question, RecordEnvironment const& records,
                               Date on, feel::Budget& budget)
    : question_(question), records_(records), clock_(clock_on(on)), budget_(budget) {
    for (auto const& need : question_.model->needs(question_.decision)) {
        auto const* input = question_.model->inputs[need.index];
        if (question_.given.find(input->name)) continue;
        if (auto const member = records_.member_named(input->name))
            bound_.push_back({need.index, *member});
        else
            unbound_.push_back(need.index);
    }
}

feel::Evaluation RecordDecision::evaluation() const {
    return feel::Evaluation(clock_, budget_.limits());
}

dmn::Session RecordDecision::session(size_t row, feel::Evaluation& evaluation) const {
    dmn::Session session({*question_.model, evaluation});
    for (auto const& [name, value] : question_.given.entries()) (void)session.give(name, value);
    for (auto const& each : bound_) {
        auto value = records_.input(row, each.member);
        if (!value.is_null()) session.give_input(each.input, std::move(value));
    }
    return session;
}

/// Nothing when no fact is missing.
std::optional<DecisionOutcome> RecordDecision::reckon(size_t row) const {
    auto const& model = *question_.model;
    auto inputs = question_.given;
    for (auto const& each : bound_) {
        auto value = records_.input(row, each.member);
        if (!value.is_null()) inputs.set(model.inputs[each.input]->name, std::move(value));
    }
    auto missing = dmn::missing_inputs(model, question_.decision, inputs);
    if (missing.empty()) return std::nullopt;
    auto worlds = evaluation();
    auto reckoned =
        dmn::reckon_decision(model, question_.decision, inputs, std::move(missing), worlds);
    budget_.take_steps(worlds.steps());  // out of steps is unknown, not wrong
    if (reckoned.known()) return known_outcome(std::move(reckoned.value));
    return unknown_outcome(std::move(reckoned.missing));
}

DecisionOutcome RecordDecision::ask(size_t row) const {
    if (question_.unknown) {
        if (auto reckoned = reckon(row)) return *std::move(reckoned);
    }
    auto evaluation = this->evaluation();
    evaluation.keep_causes();
    auto outcome = known_outcome(session(row, evaluation).decision(question_.decision));
    bool const told = outcome.value.is_null() && !evaluation.causes().empty();
    if (told) outcome.cause = evaluation.causes().front().error;
    budget_.take(evaluation);
    return outcome;
}

}  // namespace agglo
