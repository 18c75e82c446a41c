// Decision tables (DMN 1.5, chapter 8): inputs, rules that match, outputs by hit policy.
#include <bit>

#include "dmn/evaluate/coerce.h"
#include "dmn/evaluate/hit_policy.h"
#include "dmn/table_index/table_index.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

using feel::Value;

namespace {

/// 8.3.2: nothing when a value is none of the inputValues.
std::optional<std::vector<Value>> input_values(DecisionTable const& table,
                                               BoxedEvaluator& evaluator) {
    std::vector<Value> values;
    values.reserve(table.inputs.size());
    for (auto const& clause : table.inputs) {
        auto const& around = evaluator.around();
        auto value = coerce(evaluator.evaluate(clause.expression), clause.type,
                            clause.expression.text, around);
        if (clause.values.parsed && !value.is_null() && !value.unknown() &&
            !evaluator.passes(clause.values, value)) {
            around.fail(ErrorCode::kDmnNotAllowed,
                        {clause.expression.text, feel::to_feel(value), clause.values.text});
            return std::nullopt;
        }
        values.push_back(std::move(value));
    }
    return values;
}

bool matches(Rule const& rule, std::span<Value const> inputs, BoxedEvaluator& evaluator) {
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (!evaluator.passes(rule.tests[i], inputs[i])) return false;
    }
    return true;
}

/// Whether the entries that the index does not know about hold too.
bool remains(TableIndex::Candidates const& candidates, Rule const& rule, size_t number,
             std::span<Value const> inputs, BoxedEvaluator& evaluator) {
    for (size_t i = 0; i < inputs.size(); ++i) {
        auto const* others = candidates.to_evaluate[i];
        if (others && holds(*others, number) && !evaluator.passes(rule.tests[i], inputs[i])) {
            return false;
        }
    }
    return true;
}

std::vector<size_t> look_up(DecisionTable const& table, std::span<Value const> inputs,
                            BoxedEvaluator& evaluator, bool first) {
    std::vector<size_t> found;
    auto const candidates = table.index->candidates(inputs);
    for (size_t word = 0; word < candidates.rules.size(); ++word) {
        for (auto rest = candidates.rules[word]; rest != 0; rest &= rest - 1) {
            auto const number = word * 64 + static_cast<size_t>(std::countr_zero(rest));
            if (!evaluator.around().evaluation.take(1)) return {};
            if (!remains(candidates, table.rules[number], number, inputs, evaluator)) continue;
            found.push_back(number);
            if (first) return found;
        }
    }
    return found;
}

}  // namespace

std::vector<size_t> matching_rules(DecisionTable const& table, std::span<Value const> inputs,
                                   BoxedEvaluator& evaluator, Scan scan) {
    bool const first = table.hit_policy == HitPolicy::kFirst;
    if (table.index && scan == Scan::kNo) return look_up(table, inputs, evaluator, first);
    std::vector<size_t> found;
    for (size_t i = 0; i < table.rules.size(); ++i) {
        if (!evaluator.around().evaluation.take(1)) return {};
        if (!matches(table.rules[i], inputs, evaluator)) continue;
        found.push_back(i);
        if (first) break;
    }
    return found;
}

Value evaluate_table(DecisionTable const& table, std::string_view name, BoxedEvaluator& evaluator) {
    auto const& around = evaluator.around();
    Traced traced(around.tracer, TraceStep::Kind::kTable, name, around.evaluation);
    auto const inputs = input_values(table, evaluator);
    if (!inputs) return {};
    for (size_t i = 0; traced.step() && i < inputs->size(); ++i) {
        traced.used(table.inputs[i].expression.text, (*inputs)[i]);
    }
    if (around.evaluation.reckons_unknowns() && feel::is_unknown(feel::make_list(*inputs)))
        return traced.gives(evaluate_table_worlds(table, *inputs, evaluator));
    auto const rules = matching_rules(table, *inputs, evaluator);
    if (traced.step()) {
        for (auto const rule : rules) traced.step()->rules.push_back(rule + 1);
    }
    return traced.gives(apply_hit_policy(table, rules, evaluator));
}

}  // namespace agglo::dmn
