// dmn_bench: decision tables of 1000 rules (UNIQUE) and 3000 rules (FIRST), and a model of eleven
// decisions, each read once and asked over and over with other inputs. Lines `name<TAB>value`.
#include <cstdio>
#include <cstdlib>

#include "dmn/compile/read_model.h"
#include "dmn/evaluate/session.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

using feel::Number;
using feel::Value;

std::string definitions(std::string const& body) {
    return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='bench' "
           "namespace='urn:bench'>" +
           body + "</definitions>";
}

std::string input_data(std::string const& name, std::string const& type) {
    return "<inputData id='" + name + "' name='" + name + "'><variable name='" + name +
           "' typeRef='" + type + "'/></inputData>";
}

std::string text(std::string const& tag, std::string const& feel) {
    return "<" + tag + "><text><![CDATA[" + feel + "]]></text></" + tag + ">";
}

std::string column(std::string const& name, std::string const& type) {
    return "<input><inputExpression typeRef='" + type + "'><text>" + name +
           "</text></inputExpression></input>";
}

std::string requires_(std::string const& kind, std::string const& id) {
    return "<informationRequirement><required" + kind + " href='#" + id +
           "'/></informationRequirement>";
}

/// Rules of an amount's interval, an industry and a stage; the amounts of twenty rules follow each
/// other, as the scales of policies do.
std::string table(char const* policy, int rules) {
    std::string xml = input_data("amount", "number") + input_data("industry", "string") +
                      input_data("stage", "number") + "<decision id='reward' name='reward'>" +
                      "<variable name='reward'/>" + requires_("Input", "amount") +
                      requires_("Input", "industry") + requires_("Input", "stage") +
                      "<decisionTable hitPolicy='" + policy + "'>" + column("amount", "number") +
                      column("industry", "string") + column("stage", "number") + "<output/>";
    for (int i = 0; i < rules; ++i) {
        auto const low = std::to_string(i % 20 * 1000);
        auto const high = std::to_string((i % 20 + 1) * 1000);
        xml += "<rule>" + text("inputEntry", "[" + low + ".." + high + ")") +
               text("inputEntry", "\"industry " + std::to_string(i / 20 % 10) + "\"") +
               text("inputEntry", std::to_string(i / 200)) +
               text("outputEntry", std::to_string(i)) + "</rule>";
    }
    return definitions(xml + "</decisionTable></decision>");
}

/// An input, nine decisions each of which stands on the one before and on the input, a small table
/// and a sum of all.
std::string eleven() {
    std::string xml = input_data("x", "number");
    std::string sum = "d0";
    for (int i = 0; i < 9; ++i) {
        auto const name = "d" + std::to_string(i);
        auto const before = "d" + std::to_string(i - 1);
        xml += "<decision id='" + name + "' name='" + name + "'><variable name='" + name +
               "' typeRef='number'/>" + requires_("Input", "x") +
               (i > 0 ? requires_("Decision", before) : "") +
               text("literalExpression", i > 0 ? "if " + before + " > 100 then x + " + before +
                                                     " / 2 else x * 2 + " + before
                                               : "x + 1") +
               "</decision>";
        if (i > 0) sum += " + " + name;
    }
    xml += "<decision id='grade' name='grade'><variable name='grade'/>" +
           requires_("Decision", "d8") + "<decisionTable>" + column("d8", "number") + "<output/>";
    for (auto const& [test, out] :
         {std::pair{"< 50", "\"c\""}, {"[50..200)", "\"b\""}, {">= 200", "\"a\""}})
        xml += "<rule>" + text("inputEntry", test) + text("outputEntry", out) + "</rule>";
    xml += "</decisionTable></decision><decision id='all' name='all'><variable name='all'/>";
    for (int i = 0; i < 9; ++i) xml += requires_("Decision", "d" + std::to_string(i));
    xml += requires_("Decision", "grade") +
           text("literalExpression", "{total: " + sum + ", grade: grade}") + "</decision>";
    return definitions(xml);
}

dmn::ModelPtr read(char const* name, std::string const& xml) {
    Stopwatch const watch;
    auto const model = dmn::read_model(xml);
    if (!model.ok() || !(*model)->problems.empty()) {
        std::fprintf(
            stderr, "%s: %s\n", name,
            (model.ok() ? (*model)->problems.front() : model.error()).message_en().c_str());
        std::exit(1);
    }
    std::printf("%s_read_ms\t%.1f\n", name, watch.seconds() * 1e3);
    return *model;
}

using Inputs = std::vector<Value>;

/// Microseconds of one asking; the best and the median of 7 runs over all inputs.
void asked(char const* name, dmn::Model const& model, char const* decision,
           std::vector<Inputs> const& all) {
    auto const wanted = *model.find_decision(decision);
    size_t nulls = 0;
    auto const timing = time_runs(7, [&] {
        for (auto const& inputs : all) {
            feel::Evaluation evaluation({});
            dmn::Session session({model, evaluation});
            for (size_t i = 0; i < inputs.size(); ++i) session.give_input(i, inputs[i]);
            nulls += session.decision(wanted).is_null();
        }
    });
    auto const us = 1e3 / static_cast<double>(all.size());
    std::printf("%s_us\t%.2f\n%s_least_us\t%.2f\n", name, timing.median_ms * us, name,
                timing.least_ms * us);
    if (nulls != 0) std::printf("%s_nulls\t%zu\n", name, nulls);
}

std::vector<Inputs> table_inputs(int stages) {
    std::vector<Inputs> all;
    for (int i = 0; i < 10'000; ++i)
        all.push_back({Value(Number(i * 7919 % 20'000)),
                       Value("industry " + std::to_string(i * 31 % 10)),
                       Value(Number(i % stages))});
    return all;
}

void tables() {
    auto const unique = read("dmn_1000_unique", table("UNIQUE", 1000));
    asked("dmn_1000_unique", *unique, "reward", table_inputs(5));
    auto const first = read("dmn_3000_first", table("FIRST", 3000));
    asked("dmn_3000_first", *first, "reward", table_inputs(15));
}

void model() {
    auto const model = read("dmn_11_decisions", eleven());
    std::vector<Inputs> all;
    for (int i = 0; i < 10'000; ++i) all.push_back({Value(Number(i % 97))});
    asked("dmn_11_decisions", *model, "all", all);
}

}  // namespace

}  // namespace agglo::bench

int main() {
    agglo::bench::tables();
    agglo::bench::model();
}
