#include "dmn/unknown/reckon_decision.h"

#include <gtest/gtest.h>
#include <set>

#include "base/random.h"
#include "dmn/compile/read_model.h"
#include "dmn/evaluate/session.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {
namespace {

using feel::Number;
using feel::Value;

/// Admission by investment per mu and tax, through a table that feeds another.
constexpr char kModel[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="admission" namespace="urn:a">
  <inputData name="intensity" id="i1"><variable name="intensity" typeRef="number"/></inputData>
  <inputData name="tax" id="i2"><variable name="tax" typeRef="number"/></inputData>
  <inputData name="leading" id="i3"><variable name="leading" typeRef="boolean"/></inputData>
  <decision name="grade" id="d1">
    <variable name="grade" typeRef="string"/>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i2"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>intensity</text></inputExpression></input>
      <input><inputExpression typeRef="number"><text>tax</text></inputExpression></input>
      <output typeRef="string"/>
      <rule><inputEntry><text>&gt;= 400</text></inputEntry><inputEntry><text>&gt;= 20</text></inputEntry><outputEntry><text>"A"</text></outputEntry></rule>
      <rule><inputEntry><text>[300..400)</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"B"</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"C"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision name="admitted" id="d2">
    <variable name="admitted" typeRef="boolean"/>
    <informationRequirement><requiredDecision href="#d1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i3"/></informationRequirement>
    <literalExpression><text>grade in ("A", "B") or leading</text></literalExpression>
  </decision>
</definitions>)";

std::string outcome_of(Model const& model, char const* decision, feel::Context const& inputs) {
    feel::Evaluation evaluation({});
    auto const number = *model.find_decision(decision);
    auto const reckoned =
        reckon_decision(model, number, inputs, missing_inputs(model, number, inputs), evaluation);
    if (reckoned.known()) return feel::to_feel(reckoned.value);
    std::string out = "unknown:";
    for (auto const& fact : reckoned.missing) out += " " + fact;
    return out;
}

TEST(ReckonDecision, TellsUnknownFromNo) {
    auto const model = read_model(kModel).value();
    struct Case {
        char const* decision;
        feel::Context inputs;
        char const* outcome;
    };
    Value const low(Number(100)), middle(Number(350)), high(Number(500)), tax(Number(30));
    Case const cases[] = {
        {"grade", feel::Context({{"intensity", high}, {"tax", tax}}), "\"A\""},
        {"grade", feel::Context({{"intensity", high}}), "unknown: tax"},
        {"grade", feel::Context({{"intensity", middle}}), "\"B\""},
        {"grade", feel::Context({{"intensity", low}}), "\"C\""},
        {"grade", feel::Context({{"tax", tax}}), "unknown: intensity"},
        {"grade", feel::Context(), "unknown: intensity tax"},
        {"admitted", feel::Context({{"intensity", middle}}), "true"},
        {"admitted", feel::Context({{"leading", Value(true)}}), "true"},
        {"admitted", feel::Context({{"intensity", low}}), "unknown: leading"},
        {"admitted", feel::Context({{"intensity", low}, {"leading", Value(false)}}), "false"},
        {"admitted", feel::Context({{"leading", Value(false)}}), "unknown: intensity tax"},
    };
    for (auto const& each : cases)
        EXPECT_EQ(outcome_of(*model, each.decision, each.inputs), each.outcome)
            << each.decision << " " << feel::to_feel(Value(each.inputs));
}

TEST(ReckonDecision, AgreesWithBruteForce) {
    auto const model = read_model(kModel).value();
    std::vector<Value> intensities, taxes;
    for (int n = 250; n <= 450; n += 50) intensities.push_back(Value(Number(n)));
    for (int n = 10; n <= 30; n += 10) taxes.push_back(Value(Number(n)));
    std::vector<Value> const truths = {Value(false), Value(true)};
    for (unsigned given = 0; given < 8; ++given) {
        for (auto const* decision : {"grade", "admitted"}) {
            Random random(given);
            feel::Context inputs;
            if (given & 1) inputs.set("intensity", random.pick(intensities));
            if (given & 2) inputs.set("tax", random.pick(taxes));
            if (given & 4) inputs.set("leading", random.pick(truths));
            std::set<std::string> outcomes;
            for (auto const& intensity : intensities)
                for (auto const& tax : taxes)
                    for (auto const& leading : truths) {
                        feel::Context world(
                            {{"intensity", intensity}, {"tax", tax}, {"leading", leading}});
                        for (auto const& [name, value] : inputs.entries()) world.set(name, value);
                        feel::Evaluation evaluation({});
                        outcomes.insert(
                            feel::to_feel(ask(decision, world, {*model, evaluation}).value()));
                    }
            auto const outcome = outcome_of(*model, decision, inputs);
            EXPECT_EQ(!outcome.starts_with("unknown"), outcomes.size() == 1)
                << decision << " " << feel::to_feel(Value(inputs)) << " " << outcome;
        }
    }
}

}  // namespace
}  // namespace agglo::dmn
