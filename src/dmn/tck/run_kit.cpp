#include "dmn/tck/run_kit.h"

#include <algorithm>
#include <map>

#include "dmn/compile/model_files.h"
#include "dmn/evaluate/session.h"
#include "dmn/tck/case_file.h"
#include "dmn/xml/document.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

namespace fs = std::filesystem;
using feel::Value;

namespace {

class CaseRunner {
public:
    CaseRunner(Model const& model, feel::Clock const& clock) : model_(model), clock_(clock) {}

    void run(TestCase const& test, Outcome& outcome) {
        feel::Evaluation evaluation(clock_);
        evaluation.keep_causes();
        Around const around{model_, evaluation};
        Session session(around);
        give(test, session);
        for (auto const& expected : test.results) {
            auto const got = answer(test, expected, session);
            if (agrees(expected.error ? Value() : expected.value, got)) continue;
            outcome.kind = Outcome::Kind::kFailed;
            outcome.notes.push_back(expected.name + ": expected " + feel::to_feel(expected.value) +
                                    ", got " + feel::to_feel(got));
        }
        finish(evaluation, outcome);
    }

private:
    void give(TestCase const& test, Session& session) const {
        for (auto const& input : test.inputs) {
            if (auto const at = model_.find_input(input.name, input.ns)) {
                session.give_input(*at, input.value);
            } else if (auto const decision = model_.find_decision(input.name, input.ns)) {
                session.give_decision(*decision, input.value);
            }
        }
    }

    Value answer(TestCase const& test, ExpectedResult const& expected, Session& session) const {
        if (!test.invocable_name.empty()) return invoked(test, expected, session.around());
        if (auto const decision = model_.find_decision(expected.name)) {
            return session.decision(*decision);
        }
        return invoked(test, expected, session.around());
    }

    Value invoked(TestCase const& test, ExpectedResult const& expected,
                  Around const& around) const {
        auto const& name = test.invocable_name.empty() ? expected.name : test.invocable_name;
        feel::Context inputs;
        for (auto const& input : test.inputs) inputs.set(input.name, input.value);
        auto const answer = ask_function(name, inputs, around);
        if (!answer.ok()) return around.fail(answer.error());
        auto const service = model_.find_service(name);
        bool const several = service && model_.services[*service]->outputs.size() > 1;
        if (several && expected.name != name && answer->context()) {
            auto const* entry = answer->context()->find(expected.name);
            return entry ? *entry : Value();
        }
        return *answer;
    }

    static void finish(feel::Evaluation const& evaluation, Outcome& outcome) {
        bool external = false;
        for (auto const& cause : evaluation.causes()) {
            external |= cause.error.code() == ErrorCode::kFeelExternal;
            if (outcome.kind == Outcome::Kind::kFailed) {
                outcome.notes.push_back("cause: " + cause.error.message_en());
            }
        }
        if (external && outcome.kind == Outcome::Kind::kFailed) {
            outcome.kind = Outcome::Kind::kSkipped;
        }
    }

    Model const& model_;
    feel::Clock clock_;
};

void fail_all(CaseFile const& file, std::string const& path, Error const& error,
              FolderReport& report) {
    for (auto const& test : file.cases) {
        report.outcomes.push_back({Outcome::Kind::kFailed,
                                   test.expects_null(),
                                   path,
                                   test.id,
                                   {error.message_en() + ' ' + error.path()}});
    }
}

Result<void> run_file(fs::path const& path, feel::Clock const& clock, FolderReport& report) {
    auto const text = TRY(read_text_file(path, XmlDocument::kBytesMax));
    if (text.find("testCases") == std::string::npos) return {};
    auto const file = TRY(read_case_file(text).at(path.filename().string()));
    auto const name = path.filename().string();
    auto const model = read_model_file(path.parent_path() / file.model_name);
    if (!model.ok()) {
        fail_all(file, name, model.error(), report);
        return {};
    }
    CaseRunner runner(**model, clock);
    for (auto const& test : file.cases) {
        Outcome outcome{Outcome::Kind::kPassed, test.expects_null(), name, test.id, {}};
        runner.run(test, outcome);
        report.outcomes.push_back(std::move(outcome));
    }
    return {};
}

}  // namespace

size_t FolderReport::count(Outcome::Kind kind, bool expects_null) const {
    return static_cast<size_t>(
        std::count_if(outcomes.begin(), outcomes.end(), [&](auto const& outcome) {
            return outcome.kind == kind && outcome.expects_null == expects_null;
        }));
}

Result<std::vector<FolderReport>> run_kit(fs::path const& folder, feel::Clock const& clock) {
    std::error_code problem;
    if (!fs::is_directory(folder, problem)) {
        return Error(ErrorCode::kFileNotFound, {folder.string()});
    }
    std::map<std::string, std::vector<fs::path>> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder, problem)) {
        if (entry.path().extension() != ".xml") continue;
        files[fs::relative(entry.path().parent_path(), folder).string()].push_back(entry.path());
    }
    std::vector<FolderReport> reports;
    for (auto& [name, paths] : files) {
        std::sort(paths.begin(), paths.end());
        FolderReport report{name, {}};
        for (auto const& path : paths) TRY(run_file(path, clock, report));
        if (!report.outcomes.empty()) reports.push_back(std::move(report));
    }
    if (reports.empty()) return Error(ErrorCode::kDmnBadCase, {folder.string()});
    return reports;
}

}  // namespace agglo::dmn
