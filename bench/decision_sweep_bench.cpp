// decision_sweep_bench DB: the shipped admission model, a table of 1000 rules, and what changes
// between two versions of it, over every project of a ledger (tools/bench makes one of a million).
#include <cstdio>
#include <cstdlib>

#include "dmn/compile/read_model.h"
#include "journal/sqlite_journal.h"
#include "query/decision_sweep.h"
#include "query/decisions.h"
#include "state/bootstrap.h"
#include "state/replay.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr int kRuns = 5;

std::string text(std::string const& tag, std::string const& feel) {
    return "<" + tag + "><text><![CDATA[" + feel + "]]></text></" + tag + ">";
}

std::string input(std::string const& name, std::string const& type) {
    return "<inputData id='" + name + "' name='" + name + "'><variable name='" + name +
           "' typeRef='" + type + "'/></inputData>";
}

/// Rules of twenty intervals of investment, ten of land and five of output; `shift` moves the
/// intervals of investment.
std::string rules(int shift) {
    std::string xml;
    for (int i = 0; i < 1000; ++i) {
        auto const interval = [](int number, int width, int from) {
            return "[" + std::to_string(from + number * width) + ".." +
                   std::to_string(from + (number + 1) * width) + ")";
        };
        xml += "<rule>" + text("inputEntry", interval(i % 20, 50'000'000, shift)) +
               text("inputEntry", interval(i / 20 % 10, 40'000, 0)) +
               text("inputEntry", interval(i / 200, 300'000'000, 0)) +
               text("outputEntry", std::to_string(i % 50)) + "</rule>";
    }
    return xml;
}

std::string table(int shift) {
    std::string xml =
        "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='bench' "
        "namespace='urn:bench'>";
    std::string clauses;
    std::string needs;
    for (std::string const name : {"total_investment", "land_area", "expected_output"}) {
        xml += input(name, "number");
        needs += "<informationRequirement><requiredInput href='#" + name +
                 "'/></informationRequirement>";
        clauses += "<input>" + text("inputExpression", name) + "</input>";
    }
    return xml + "<decision id='grade' name='grade'><variable name='grade'/>" + needs +
           "<decisionTable hitPolicy='UNIQUE'>" + clauses + "<output/>" + rules(shift) +
           "</decisionTable></decision></definitions>";
}

DecisionQuestion question_of(dmn::ModelPtr model, bool unknown = false) {
    DecisionQuestion question{std::move(model), 0, {}, unknown};
    question.decision = *decision_asked(*question.model, {});
    return question;
}

Result<dmn::ModelPtr> admission(Snapshot const& snapshot, Date on) {
    auto const fields = decision_fields(*snapshot.model);
    if (!fields) return Error(ErrorCode::kUnknownEntity, {"decision"});
    EntityAccess const access(snapshot, Viewer::owner("bench"), fields->entity);
    auto const row = TRY(decision_on(access, *fields, "ADMISSION", on));
    DecisionModels models;
    return models.of(EntityView(snapshot, fields->entity), *fields, row);
}

Result<void> measure(char const* name, Snapshot const& snapshot,
                     std::vector<DecisionQuestion> const& questions, SweepSetting setting,
                     int runs = kRuns) {
    Query query;
    query.entity = "project";
    auto const owner = Viewer::owner("bench");
    auto const answer = TRY(sweep(snapshot, owner, query, questions, setting));
    if (answer.total == 0) return Error(ErrorCode::kNoSuchRecord, {"project", ""});
    std::string const own(name);
    std::printf("%s_outcomes\t%zu\n%s_evaluated\t%zu\n", name, answer.cells.size(), name,
                answer.explanations[0].evaluated);
    print(own, time_runs(runs, [&] { (void)sweep(snapshot, owner, query, questions, setting); }));
    std::fflush(stdout);
    return {};
}

Result<void> run(std::string const& db) {
    auto const journal = TRY(SqliteJournal::open_to_read(db));
    auto const definitions = TRY(definitions_at_head(*journal));
    auto const model = TRY(model_of(definitions));
    auto const snapshot = TRY(replay(*journal, model, journal->head().sequence));
    auto const on = Date::parse("2026-01-01").value();
    std::printf("sweep_projects\t%zu\n",
                snapshot->entities[*model->entity_index("project")].table->live_rows());
    auto const shipped = TRY(admission(*snapshot, on));
    auto const before = TRY(dmn::read_model(table(0)));
    auto const after = TRY(dmn::read_model(table(5'000'000)));
    using Path = DecisionProgram::Path;
    TRY(measure("sweep_admission_1", *snapshot, {question_of(shipped)}, {.on = on, .threads = 1}));
    TRY(measure("sweep_admission_2", *snapshot, {question_of(shipped)}, {.on = on, .threads = 2}));
    TRY(measure("sweep_table_1", *snapshot, {question_of(before)}, {.on = on, .threads = 1}));
    TRY(measure("sweep_table_2", *snapshot, {question_of(before)}, {.on = on, .threads = 2}));
    TRY(measure("sweep_compare_2", *snapshot, {question_of(before), question_of(after)},
                {.on = on, .threads = 2}));
    TRY(measure("sweep_table_unknown_2", *snapshot, {question_of(before, true)},
                {.on = on, .threads = 2}));
    TRY(measure("sweep_admission_rows_2", *snapshot, {question_of(shipped)},
                {.on = on, .path = Path::kRows, .threads = 2}, 1));
    return measure("sweep_table_rows_2", *snapshot, {question_of(before)},
                   {.on = on, .path = Path::kRows, .threads = 2}, 1);
}

}  // namespace

}  // namespace agglo::bench

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto const done = agglo::bench::run(argv[1]);
    if (done.ok()) return EXIT_SUCCESS;
    std::fprintf(stderr, "%s\n", done.error().message_en().c_str());
    return EXIT_FAILURE;
}
