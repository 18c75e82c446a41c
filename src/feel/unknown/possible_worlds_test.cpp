#include "feel/unknown/possible_worlds.h"

#include <gtest/gtest.h>
#include <set>

#include "base/random.h"
#include "feel/unknown/cells.h"
#include "feel/value/value_text.h"

namespace agglo::feel {
namespace {

Environment around() {
    return {{{"investment", number_type()},
             {"land", number_type()},
             {"kind", string_type()},
             {"green", boolean_type()},
             {"signed", date_type()},
             {"project", context_of({{"output", number_type()}, {"name", string_type()}})}}};
}

struct Case {
    char const* text;
    std::vector<char const*> missing;
    char const* outcome;  ///< in FEEL notation, or "unknown: facts"
};

std::string outcome_of(Case const& asked) {
    auto const environment = around();
    auto const expression = parse_expression(asked.text, environment);
    if (!expression.ok()) return expression.error().message_en();
    std::vector<Value> const inputs = {
        Value(Number(3)),
        Value(Number(20)),
        "电池",
        Value(true),
        Value(Date{2024, 5, 1}),
        Value(Context({{"output", Value(Number(7))}, {"name", "甲"}}))};
    std::vector<MissingFact> missing;
    for (auto const* path : asked.missing) missing.push_back({path});
    Evaluation evaluation({});
    auto const reckoned = reckon(**expression, environment, inputs, missing, evaluation);
    if (reckoned.known()) return to_feel(reckoned.value);
    std::string out = "unknown:";
    for (auto const& fact : reckoned.missing) out += " " + fact;
    return out;
}

TEST(PossibleWorlds, TellsUnknownFromNo) {
    Case const cases[] = {
        {"investment >= 5 and land <= 30", {"land"}, "false"},
        {"investment >= 3 and land <= 30", {"land"}, "unknown: land"},
        {"investment >= 3 or land <= 30", {"land"}, "true"},
        {"land > 10 or land <= 10", {"land"}, "true"},
        {"land > 10 and land < 5", {"land"}, "false"},
        {"land between 1 and 5 or not(land between 1 and 5)", {"land"}, "true"},
        {"green or not(green)", {"green"}, "true"},
        {"if green then 1 else 1", {"green"}, "1"},
        {"if green then investment else 3", {"green"}, "3"},
        {"if land > 10 then 1 else 2", {"land"}, "unknown: land"},
        {"kind in (\"电池\", \"汽车\")", {"kind"}, "unknown: kind"},
        {"kind = \"电池\" and investment > 10", {"kind"}, "false"},
        {"investment / land > 1", {"land"}, "unknown: land"},
        {"investment / land > 1", {"land", "green"}, "unknown: land"},
        {"signed < @\"2024-01-01\" or signed >= @\"2024-01-01\"", {"signed"}, "true"},
        {"project.output > 5", {"project.output"}, "unknown: project.output"},
        {"project.output > 5 or project.name = \"甲\"", {"project.output"}, "true"},
        {"some x in [1, 5] satisfies x > land", {"land"}, "unknown: land"},
        {"every x in [land, 5] satisfies x > 9", {"land"}, "false"},
        {"[1, land][1]", {"land"}, "1"},
        {"count([1, land])", {"land"}, "unknown: land"},
        {"{a: land, b: 2}.b", {"land"}, "2"},
        {"land", {"land"}, "unknown: land"},
        {"null + land", {"land"}, "null"},
        {"(function(x) x > 10)(land)", {"land"}, "unknown: land"},
        {"for x in [1, 2] return x", {"land"}, "[1, 2]"},
        {"land > investment and land < 2", {"land"}, "false"},
        {"land > investment and land < 2", {"land", "investment"}, "unknown: investment land"},
    };
    for (auto const& each : cases) EXPECT_EQ(outcome_of(each), each.outcome) << each.text;
}

TEST(PossibleWorlds, KeepsToWhatAFactMayBe) {
    auto const environment = around();
    auto const ask = [&](char const* text, MissingFact fact) {
        Evaluation evaluation({});
        std::vector<MissingFact> const missing{std::move(fact)};
        return reckon(**parse_expression(text, environment), environment, {}, missing, evaluation);
    };
    auto const percent = *parse_unary_tests("[0..100]", {}, number_type());
    EXPECT_EQ(to_feel(ask("land > 200", {"land", {}, percent}).value), "false");
    EXPECT_FALSE(ask("land > 50", {"land", {}, percent}).known());
    EXPECT_EQ(to_feel(ask("string length(kind) = 2", {"kind", {"电池", "汽车"}}).value), "true");
    EXPECT_FALSE(ask("string length(kind) = 2", {"kind", {"电池", "整车厂"}}).known());
}

TEST(Cells, AreSampledOnce) {
    auto const text = [](std::vector<Value> cuts) {
        return to_feel(make_list(sample_cells(std::move(cuts))));
    };
    EXPECT_EQ(text({Value(Number(3)), Value(Number(1)), Value(Number(3))}), "[0, 1, 2, 3, 4]");
    EXPECT_EQ(text({Value(Date{2024, 1, 1}), Value(Date{2024, 1, 2})}),
              "[@\"2023-12-31\", @\"2024-01-01\", @\"2024-01-02\", @\"2024-01-03\"]");
    EXPECT_EQ(text({Value(true)}), "[false, true]");
    EXPECT_EQ(text({Value(true), Value(Number(1))}), "[]");
}

/// Random conditions over two numbers and a boolean, built of comparisons alone.
std::string random_condition(Random& random, int depth) {
    auto const pick = [&](int64_t n) { return random.between(0, n - 1); };
    if (depth == 0 || pick(4) == 0) {
        char const* facts[] = {"investment", "land"};
        char const* operators[] = {"<", "<=", ">", ">=", "=", "!="};
        if (pick(5) == 0) return "green";
        return std::string(facts[pick(2)]) + " " + operators[pick(6)] + " " +
               std::to_string(pick(4));
    }
    auto const left = random_condition(random, depth - 1);
    auto const right = random_condition(random, depth - 1);
    switch (pick(4)) {
        case 0: return "(" + left + " and " + right + ")";
        case 1: return "(" + left + " or " + right + ")";
        case 2: return "not(" + left + ")";
        default: return "(if " + left + " then " + right + " else green)";
    }
}

TEST(PossibleWorlds, AgreesWithBruteForce) {
    auto const environment = around();
    Random random(7);
    std::vector<Value> numbers;
    for (int half = -2; half <= 10; ++half) numbers.push_back(Value(Number::scaled(half * 5, 1)));
    size_t known = 0;
    for (int round = 0; round < 600; ++round) {
        auto const text = random_condition(random, 3);
        auto const expression = *parse_expression(text, environment);
        std::vector<Value> inputs(environment.members.size());
        inputs[0] = random.pick(numbers);
        Evaluation evaluation({});
        std::vector<MissingFact> const missing = {{"land"}, {"green", {Value(false), Value(true)}}};
        auto const reckoned = reckon(*expression, environment, inputs, missing, evaluation);
        std::set<std::string> outcomes;
        for (auto const& land : numbers) {
            for (bool const green : {false, true}) {
                inputs[1] = land;
                inputs[3] = Value(green);
                Evaluation plain({});
                outcomes.insert(to_feel(evaluate(*expression, inputs, plain)));
            }
        }
        EXPECT_EQ(reckoned.known(), outcomes.size() == 1) << text;
        if (reckoned.known()) {
            EXPECT_EQ(to_feel(reckoned.value), *outcomes.begin()) << text;
        }
        known += reckoned.known();
    }
    EXPECT_GT(known, 50u);  // both kinds were met
    EXPECT_LT(known, 550u);
}

}  // namespace
}  // namespace agglo::feel
