// The index against its slow twin, on random tables and inputs.
#include <random>

#include "dmn/evaluate/boxed_evaluator.h"
#include "dmn/evaluate/table_fixture.h"
#include "dmn/table_index/table_index.h"

namespace agglo::dmn {
namespace {

using Random = std::mt19937;

size_t below(Random& random, size_t n) {
    return random() % n;
}

std::string number_entry(Random& random) {
    auto const a = std::to_string(below(random, 12));
    auto const b = std::to_string(below(random, 12));
    switch (below(random, 12)) {
        case 0: return "-";
        case 1: return "< " + a;
        case 2: return ">= " + a;
        case 3: return "[" + a + ".." + b + "]";
        case 4: return "(" + a + ".." + b + "]";
        case 5: return "[" + a + ".." + b + "), " + b;
        case 6: return "not(" + a + ", " + b + ")";
        case 7: return "? > " + a + " and ? != " + b;
        case 8: return "-" + a;
        case 9: return "null";
        case 10: return "\"text\"";
        default: return a + ", " + b + ".5";
    }
}

std::string string_entry(Random& random) {
    auto const a = std::string(1, static_cast<char>('a' + below(random, 5)));
    switch (below(random, 7)) {
        case 0: return "-";
        case 1: return "not(\"" + a + "\")";
        case 2: return "< \"" + a + "\"";
        case 3: return "starts with(?, \"" + a + "\")";
        default: return "\"" + a + "\", \"x" + a + "\"";
    }
}

std::string boolean_entry(Random& random) {
    constexpr char const* kEntries[] = {"-", "true", "false", "not(true)", "? = null"};
    return kEntries[below(random, 5)];
}

feel::Value number_value(Random& random) {
    switch (below(random, 8)) {
        case 0: return {};
        case 1: return "text";
        case 2: return *feel::Number::parse(std::to_string(below(random, 12)) + ".5");
        default: return feel::Number(static_cast<int64_t>(below(random, 16)) - 2);
    }
}

feel::Value string_value(Random& random) {
    if (below(random, 8) == 0) return {};
    auto const a = std::string(1, static_cast<char>('a' + below(random, 6)));
    return below(random, 3) == 0 ? "x" + a : a;
}

feel::Value boolean_value(Random& random) {
    auto const which = below(random, 4);
    return which == 0 ? feel::Value() : which == 1 ? feel::Value("no") : feel::Value(which == 2);
}

DecisionTable const& table_of(Model const& model) {
    return *std::get<TablePtr>(model.decisions[0]->logic->form);
}

TEST(TableIndex, AgreesWithItsSlowTwin) {
    Random random(20'240'601);
    size_t indexed = 0;
    for (int round = 0; round < 60; ++round) {
        bool const points = round % 3 == 0;  // one constant an entry, as large tables have
        test::TableText text{round % 2 ? "COLLECT" : "FIRST", {"x", "s", "b"}, {"o"}, {}};
        auto const rules = 1 + below(random, 150);
        for (size_t i = 0; i < rules; ++i) {
            auto const number = points ? std::to_string(below(random, 12)) : number_entry(random);
            text.rules.push_back(number + " | " + string_entry(random) + " | " +
                                 boolean_entry(random) + " | 1");
        }
        auto const model = test::table_model(text);
        ASSERT_TRUE(model->problems.empty()) << model->problems[0].message_en();
        auto const& table = table_of(*model);
        indexed += table.index != nullptr;
        for (int i = 0; i < 60; ++i) {
            feel::Value const inputs[] = {number_value(random), string_value(random),
                                          boolean_value(random)};
            feel::Evaluation evaluation(test::clock());
            Around const around{*model, evaluation};
            BoxedEvaluator evaluator(around);
            evaluator.slots().assign(inputs, inputs + 3);
            EXPECT_EQ(matching_rules(table, inputs, evaluator),
                      matching_rules(table, inputs, evaluator, Scan::kYes))
                << feel::to_feel(feel::make_list({inputs[0], inputs[1], inputs[2]}));
        }
    }
    EXPECT_GT(indexed, 50u);
}

}  // namespace
}  // namespace agglo::dmn
