// A decision table with Unknown inputs: of some rules it is not known whether they match. Each way
// that they may is tried, as though they were independent of each other: more than can be, so what
// is the same in all of them is sure.
#include <algorithm>

#include "dmn/evaluate/hit_policy.h"
#include "feel/value/unknown.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

using feel::Value;

namespace {

constexpr size_t kOpenRulesMax = 8;

struct Matching {
    std::vector<size_t> rules;  ///< that match or may match, in order
    std::vector<bool> open;     ///< of each: it is not known whether
    std::vector<std::string> facts;

    size_t open_count() const {
        return static_cast<size_t>(std::count(open.begin(), open.end(), true));
    }
};

/// True, false, or Unknown; null is no match.
Value match_of(Rule const& rule, std::span<Value const> inputs, BoxedEvaluator& evaluator) {
    Value hangs;
    for (size_t i = 0; i < inputs.size(); ++i) {
        auto const passed = evaluator.asked(rule.tests[i], inputs[i]);
        if (auto unknown = feel::unknown_of(hangs, passed); unknown && !passed.as<bool>())
            hangs = *std::move(unknown);
        else if (!passed.is_true())
            return Value(false);
    }
    return hangs.unknown() ? hangs : Value(true);
}

Matching matching_of(DecisionTable const& table, std::span<Value const> inputs,
                     BoxedEvaluator& evaluator) {
    Matching out;
    for (size_t i = 0; i < table.rules.size() && evaluator.around().evaluation.take(1); ++i) {
        auto const match = match_of(table.rules[i], inputs, evaluator);
        if (match.is_false()) continue;
        out.rules.push_back(i);
        out.open.push_back(match.unknown() != nullptr);
        for (auto& fact : feel::facts_of(match)) out.facts.push_back(std::move(fact));
        if (table.hit_policy == HitPolicy::kFirst && match.is_true()) break;
    }
    return out;
}

/// The facts that the outputs of some rules hang on.
std::vector<std::string> output_facts(DecisionTable const& table, Matching const& matching,
                                      BoxedEvaluator& evaluator) {
    std::vector<std::string> facts;
    for (auto const rule : matching.rules)
        for (auto const& output : table.rules[rule].outputs)
            for (auto& fact : feel::facts_of(evaluator.evaluate(output)))
                facts.push_back(std::move(fact));
    return facts;
}

/// The rules of one world: of those that are open, the ones whose bit is set.
std::vector<size_t> rules_of(DecisionTable const& table, Matching const& matching, size_t world) {
    std::vector<size_t> rules;
    for (size_t i = 0, bit = 0; i < matching.rules.size(); ++i) {
        bool const there = !matching.open[i] || ((world >> bit++) & 1) != 0;
        if (there) rules.push_back(matching.rules[i]);
        if (there && table.hit_policy == HitPolicy::kFirst) break;
    }
    return rules;
}

}  // namespace

Value evaluate_table_worlds(DecisionTable const& table, std::span<Value const> inputs,
                            BoxedEvaluator& evaluator) {
    auto matching = matching_of(table, inputs, evaluator);
    auto const of_outputs = output_facts(table, matching, evaluator);
    auto const facts = [&] {
        auto all = matching.facts;
        all.insert(all.end(), of_outputs.begin(), of_outputs.end());
        return feel::make_unknown(std::move(all));
    };
    if (!of_outputs.empty() || matching.open_count() > kOpenRulesMax) {
        bool const sure_single = matching.open_count() == 0 && matching.rules.size() == 1 &&
                                 table.aggregator == Aggregator::kNone;
        return sure_single ? apply_hit_policy(table, matching.rules, evaluator) : facts();
    }
    Value first;
    for (size_t world = 0; world < size_t{1} << matching.open_count(); ++world) {
        auto value = apply_hit_policy(table, rules_of(table, matching, world), evaluator);
        if (world == 0) first = value;
        if (feel::to_feel(first) != feel::to_feel(value)) return facts();
    }
    return first;
}

}  // namespace agglo::dmn
