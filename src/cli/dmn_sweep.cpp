// `agglo dmn sweep` and `agglo dmn compare`: decisions over all records of a ledger.
#include <cstdio>

#include "cli/console_io.h"
#include "query/decision_sweep.h"
#include "query/decisions.h"

namespace agglo::cli {

namespace {

/// The ledger as it is, and the decisions in it.
struct Opened {
    std::unique_ptr<Desk> desk;
    SnapshotPtr snapshot;
    DecisionFields fields;
    Date on;
};

Result<Date> day_of(std::string const& text) {
    if (text.empty()) return Query().day();
    return Date::parse(text);
}

Result<Opened> open(DmnSweepOptions const& options) {
    auto const on = TRY(day_of(options.on));
    auto desk = TRY(open_desk_to_read(options.db));
    auto snapshot = TRY(shown_at(*desk, options.as_of, on));
    auto const fields = decision_fields(*snapshot->model);
    if (!fields) return Error(ErrorCode::kUnknownEntity, {std::string(kDecisionEntity)});
    return Opened{std::move(desk), std::move(snapshot), *fields, on};
}

Result<dmn::ModelPtr> model_on(Opened const& opened, std::string const& code, Date on) {
    EntityAccess const access(*opened.snapshot, Viewer::owner("cli"), opened.fields.entity);
    auto const row = TRY(decision_on(access, opened.fields, code, on));
    DecisionModels models;
    return models.of({*opened.snapshot, opened.fields.entity}, opened.fields, row);
}

Result<DecisionQuestion> question_of(DmnSweepOptions const& options, dmn::ModelPtr model) {
    DecisionQuestion question{std::move(model), 0, {}, options.unknown};
    question.decision = TRY(decision_asked(*question.model, options.asked).at("asked"));
    return question;
}

/// The model to compare with: a file, or the decision of another code or day.
Result<dmn::ModelPtr> other_model(DmnSweepOptions const& options, Opened const& opened) {
    if (!options.model.empty()) return compile_decision(TRY(read_file(options.model)));
    if (options.after_code.empty() && options.after_on.empty())
        return Error(ErrorCode::kRequired, {"--model"});
    auto const& code = options.after_code.empty() ? options.decision : options.after_code;
    auto const on = options.after_on.empty() ? opened.on : TRY(Date::parse(options.after_on));
    return model_on(opened, code, on);
}

Result<SweepAnswer> answer_of(DmnSweepOptions const& options, Opened const& opened,
                              std::vector<DecisionQuestion> const& questions) {
    Query query;
    query.entity = options.entity;
    query.filter = options.filter;
    query.on = opened.on;
    return sweep(*opened.snapshot, Viewer::owner("cli"), query, questions, {.on = opened.on});
}

void print_cell(SweepAnswer const& answer, SweepCell const& cell, EntityView const& view) {
    std::printf("%zu\t%s", cell.count, answer.outcome(cell, 0).text.c_str());
    if (answer.outcomes.size() > 1)
        std::printf("\t%s %s", answer.changes(cell) ? "→" : "=",
                    answer.outcome(cell, 1).text.c_str());
    for (auto const row : cell.rows) {
        auto const code = view.code(row);
        auto const name = code.empty() ? "#" + std::to_string(row + 1) : code;
        std::printf("%s%s", row == cell.rows.front() ? "\t" : " ", name.c_str());
    }
    std::printf("\n");
}

void explain(SweepExplanation const& told) {
    std::fprintf(stderr, "%s%s%s, evaluated %zu\n", told.path.c_str(), told.why.empty() ? "" : ": ",
                 told.why.c_str(), told.evaluated);
    for (auto const& input : told.inputs)
        std::fprintf(stderr, "  %s\t%s\t%s %zu\n", input.name.c_str(), input.field.c_str(),
                     input.lookup.c_str(), input.classes);
}

int print(DmnSweepOptions const& options, Opened const& opened,
          std::vector<DecisionQuestion> const& questions) {
    auto const answer = TRY_OR_EXIT(answer_of(options, opened, questions));
    EntityView const view(*opened.snapshot, answer.entity);
    for (auto const& cell : answer.cells) print_cell(answer, cell, view);
    for (size_t d = 0; options.explain && d < questions.size(); ++d)
        explain(answer.explanations[d]);
    return kOk;
}

}  // namespace

int run_dmn_sweep(DmnSweepOptions const& options) {
    auto const opened = TRY_OR_EXIT(open(options));
    auto model = TRY_OR_EXIT(model_on(opened, options.decision, opened.on));
    std::vector<DecisionQuestion> questions;
    questions.push_back(TRY_OR_EXIT(question_of(options, std::move(model))));
    return print(options, opened, questions);
}

int run_dmn_compare(DmnSweepOptions const& options) {
    auto const opened = TRY_OR_EXIT(open(options));
    auto before = TRY_OR_EXIT(model_on(opened, options.decision, opened.on));
    auto after = TRY_OR_EXIT(other_model(options, opened));
    std::vector<DecisionQuestion> questions;
    for (auto* model : {&before, &after})
        questions.push_back(TRY_OR_EXIT(question_of(options, std::move(*model))));
    return print(options, opened, questions);
}

}  // namespace agglo::cli
