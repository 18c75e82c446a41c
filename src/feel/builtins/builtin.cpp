#include "feel/builtins/builtin.h"

#include <algorithm>

#include "feel/builtins/fit.h"
#include "feel/evaluate/brief.h"

namespace agglo::feel {

namespace {

std::string forms_text(Builtin const& builtin) {
    std::string out;
    for (auto const& form : builtin.signatures)
        out += (out.empty() ? "" : "; ") + std::string(builtin.name) + std::string(form.text);
    return out;
}

std::vector<std::string> describe(Misfit const& misfit, Builtin const& builtin, size_t count) {
    std::string const name(builtin.name);
    switch (misfit.code) {
        case ErrorCode::kFeelArgumentCount:
            return {name, std::to_string(count), forms_text(builtin)};
        case ErrorCode::kFeelNoSuchParameter:
            return {name, std::string(misfit.name), forms_text(builtin)};
        case ErrorCode::kFeelNullArgument: return {name, misfit.parameter->name};
        default:
            return {name, misfit.parameter->name, to_text(*misfit.parameter->type),
                    brief(*misfit.value)};
    }
}

/// The form whose arguments need no conversion goes first; of misfits, the one that came furthest
/// says why.
struct Choice {
    Signature const* form = nullptr;
    std::optional<Misfit> misfit = {};
};

Choice choose(Builtin const& builtin, GivenArguments given, std::vector<Value>& fitted) {
    if (builtin.signatures.size() > 1)
        for (auto const& form : builtin.signatures)
            if (!fit(form, given, Strictness::kAsTheyAre, fitted)) return {&form};
    Choice none;
    for (auto const& form : builtin.signatures) {
        auto const misfit = fit(form, given, Strictness::kConverted, fitted);
        if (!misfit) return {&form};
        if (!none.misfit || misfit->reached > none.misfit->reached) none.misfit = misfit;
    }
    return none;
}

}  // namespace

Value BuiltinCall::refuse(size_t i, std::string_view expected) const {
    if (!evaluation.keeps_causes()) return {};
    auto const& parameter = parameters[std::min(i, parameters.size() - 1)];
    return fail(ErrorCode::kFeelBadArgument, {std::string(builtin.name), parameter.name,
                                              std::string(expected), brief(arguments[i])});
}

Value call_builtin(Builtin const& builtin, std::span<Value const> arguments,
                   std::span<std::string const> names, Span span, Evaluation& evaluation) {
    uint64_t parts = 0;
    for (auto const& argument : arguments) parts += parts_of(argument).count;
    if (!evaluation.take_walk(parts / 4)) return {};  // many do not look at all of them
    std::vector<Value> fitted;
    auto const choice = choose(builtin, {arguments, names}, fitted);
    if (choice.form)
        return choice.form->function({evaluation, fitted, builtin, choice.form->parameters, span});
    if (!evaluation.keeps_causes()) return {};
    return evaluation.fail(span, choice.misfit->code,
                           describe(*choice.misfit, builtin, arguments.size()));
}

}  // namespace agglo::feel
