// `agglo dmn eval` and `agglo dmn check`.
#include <cstdio>

#include "cli/console_io.h"
#include "cli/feel_io.h"
#include "dmn/analysis/analysis.h"
#include "dmn/compile/model_files.h"
#include "dmn/evaluate/declared_input.h"
#include "dmn/evaluate/session.h"
#include "dmn/unknown/reckon_decision.h"
#include "feel/value/value_text.h"

namespace agglo::cli {

namespace {

void print_problem(Error const& error) {
    std::printf("%s\n  %s\n  %s\n", error.path().c_str(), error.message_zh().c_str(),
                error.message_en().c_str());
}

/// All decisions of the document, or the one asked for, as one context or one value.
Result<feel::Value> answer(DmnOptions const& options, dmn::Session& session,
                           feel::Context const& inputs) {
    if (!options.decision.empty()) return dmn::ask(options.decision, inputs, session.around());
    feel::Context all;
    auto const& model = session.around().model;
    for (size_t i = 0; i < model.decisions.size(); ++i) {
        if (model.decisions[i]->document == 0) {
            all.set(model.decisions[i]->name, session.decision(i));
        }
    }
    return feel::Value(std::move(all));
}

/// Known outcomes as FEEL, the others with the inputs they hang on: a line each.
Result<void> print_reckoned(DmnOptions const& options, dmn::Model const& model,
                            feel::Context const& inputs) {
    auto const wanted = model.find_decision(options.decision);
    if (!options.decision.empty() && !wanted)
        return Error(ErrorCode::kDmnNoSuchDecision, {options.decision});
    for (size_t i = 0; i < model.decisions.size(); ++i) {
        if (wanted ? i != *wanted : model.decisions[i]->document != 0) continue;
        feel::Evaluation evaluation(system_clock());
        auto const reckoned = dmn::reckon_decision(
            model, i, inputs, dmn::missing_inputs(model, i, inputs), evaluation);
        std::string missing;
        for (auto const& fact : reckoned.missing) missing += (missing.empty() ? "" : ", ") + fact;
        std::printf("%s: %s\n", model.decisions[i]->name.c_str(),
                    reckoned.known() ? feel::to_feel(reckoned.value).c_str()
                                     : ("未定，尚缺 unknown, missing: " + missing).c_str());
    }
    return {};
}

}  // namespace

int run_dmn_eval(DmnOptions const& options) {
    auto const model = TRY_OR_EXIT(dmn::read_model_file(options.model));
    feel::Context inputs;
    if (!options.input.empty()) {
        inputs = dmn::as_declared(TRY_OR_EXIT(read_context(options.input)), *model);
    }
    if (options.unknown) {
        auto const printed = print_reckoned(options, *model, inputs);
        return printed.ok() ? kOk : report(printed.error());
    }
    auto const tracer = options.trace ? std::make_shared<dmn::Tracer>() : nullptr;
    feel::Evaluation evaluation(system_clock());
    evaluation.keep_causes();
    dmn::Session session({*model, evaluation, tracer.get()});
    for (auto const& [name, value] : inputs.entries()) {
        auto const given = session.give(name, value);
        if (!given.ok() && options.decision.empty()) return report(given.error());
    }
    auto const value = TRY_OR_EXIT(answer(options, session, inputs));
    if (tracer) {
        std::printf("%s", dmn::to_text(tracer->steps()).c_str());
    } else if (value.is_null()) {
        for (auto const& cause : evaluation.causes()) {
            std::fprintf(stderr, "%s\n  %s\n", cause.error.message_zh().c_str(),
                         cause.error.message_en().c_str());
        }
    }
    std::printf("%s\n", feel::to_feel(value).c_str());
    return kOk;
}

int run_dmn_check(DmnOptions const& options) {
    auto const model = TRY_OR_EXIT(dmn::read_model_file(options.model));
    for (auto const& problem : model->problems) print_problem(problem);
    bool sound = model->problems.empty();
    for (auto const& table : dmn::tables_of(*model)) {
        auto const analysis = dmn::analyse(*table.table);
        for (auto const& finding : analysis.findings) {
            std::printf("%s: %s\n", table.name.c_str(), to_text(finding).c_str());
            sound = sound && !finding.is_mistake;
        }
        if (!analysis.complete) {
            std::printf("%s: 表过大，分析未完 the table is too large to be analysed wholly\n",
                        table.name.c_str());
        }
    }
    if (sound) std::printf("无误 nothing wrong\n");
    return sound ? kOk : kNo;
}

}  // namespace agglo::cli
