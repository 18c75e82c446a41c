#include "dmn/evaluate/hit_policy.h"

#include <algorithm>

#include "dmn/evaluate/coerce.h"
#include "feel/evaluate/forms.h"
#include "feel/value/compare.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

using feel::Value;

namespace {

std::string listed(std::span<size_t const> rules) {
    std::string text;
    for (auto const rule : rules) text += (text.empty() ? "" : ", ") + std::to_string(rule + 1);
    return text;
}

/// One column of one rule, of its type and among its values.
Value output(OutputClause const& clause, FeelText const& entry, BoxedEvaluator& evaluator) {
    auto const& around = evaluator.around();
    auto value = coerce(evaluator.evaluate(entry), clause.type, clause.name, around);
    if (clause.values.parsed && !value.is_null() && !value.unknown() &&
        !evaluator.passes(clause.values, value)) {
        return around.fail(ErrorCode::kDmnNotAllowed,
                           {clause.name, feel::to_feel(value), clause.values.text});
    }
    return value;
}

using Columns = std::vector<Value>;

Columns columns_of(DecisionTable const& table, Rule const& rule, BoxedEvaluator& evaluator) {
    Columns columns;
    columns.reserve(table.outputs.size());
    for (size_t i = 0; i < table.outputs.size(); ++i) {
        columns.push_back(output(table.outputs[i], rule.outputs[i], evaluator));
    }
    return columns;
}

/// One output: its value; several: a context by their names.
Value joined(DecisionTable const& table, Columns columns) {
    if (columns.size() == 1) return std::move(columns.front());
    feel::Context made;
    for (size_t i = 0; i < columns.size(); ++i) {
        made.set(table.outputs[i].name, std::move(columns[i]));
    }
    return made;
}

Value value_of(DecisionTable const& table, size_t rule, BoxedEvaluator& evaluator) {
    return joined(table, columns_of(table, table.rules[rule], evaluator));
}

std::vector<Value> values_of(DecisionTable const& table, std::span<size_t const> rules,
                             BoxedEvaluator& evaluator) {
    std::vector<Value> values;
    values.reserve(rules.size());
    for (auto const rule : rules) values.push_back(value_of(table, rule, evaluator));
    return values;
}

/// The place of a value among the priorities, after the last when it is none of them.
size_t rank_of(OutputClause const& clause, Value const& value, BoxedEvaluator& evaluator) {
    auto const& around = evaluator.around();
    for (size_t i = 0; i < clause.priorities.size(); ++i) {
        auto const& slots = evaluator.slots();
        auto const passed = feel::satisfies(*clause.priorities[i], value, slots, around.evaluation);
        if (passed.is_true()) return i;
    }
    return clause.priorities.size();
}

/// By the outputs from left to right; of equals the rule that stands first.
std::vector<Columns> by_priority(DecisionTable const& table, std::span<size_t const> rules,
                                 BoxedEvaluator& evaluator) {
    std::vector<std::pair<std::vector<size_t>, Columns>> ranked;
    for (auto const rule : rules) {
        auto columns = columns_of(table, table.rules[rule], evaluator);
        std::vector<size_t> ranks;
        for (size_t i = 0; i < columns.size(); ++i) {
            ranks.push_back(rank_of(table.outputs[i], columns[i], evaluator));
        }
        ranked.emplace_back(std::move(ranks), std::move(columns));
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    std::vector<Columns> sorted;
    for (auto& [ranks, columns] : ranked) sorted.push_back(std::move(columns));
    return sorted;
}

Value any(DecisionTable const& table, std::span<size_t const> rules, BoxedEvaluator& evaluator) {
    auto const values = values_of(table, rules, evaluator);
    for (auto const& value : values) {
        if (!feel::same(value, values.front())) {
            return evaluator.around().fail(ErrorCode::kDmnRulesDisagree, {listed(rules)});
        }
    }
    return values.front();
}

Value sum(std::vector<Value> const& values, BoxedEvaluator& evaluator) {
    Value total = values.front();
    for (size_t i = 1; i < values.size(); ++i) {
        total = feel::arithmetic(feel::Operator::kAdd, total, values[i], {},
                                 evaluator.around().evaluation);
    }
    return total;
}

/// Nothing when two cannot be compared.
std::optional<Value> extreme(std::vector<Value> const& values, bool least) {
    Value found = values.front();
    for (auto const& value : values) {
        auto const order = feel::order(value, found);
        if (!order) return std::nullopt;
        if (least ? *order < 0 : *order > 0) found = value;
    }
    return found;
}

Value aggregate(DecisionTable const& table, std::span<size_t const> rules,
                BoxedEvaluator& evaluator) {
    if (table.aggregator == Aggregator::kCount) {
        return feel::Number(static_cast<int64_t>(rules.size()));
    }
    auto const values = values_of(table, rules, evaluator);
    bool const sums = table.aggregator == Aggregator::kSum;
    auto const addable = [](Value const& value) {
        return value.as<feel::Number>() || value.as<feel::DaysDuration>() ||
               value.as<feel::MonthsDuration>();
    };
    if (sums && std::all_of(values.begin(), values.end(), addable)) return sum(values, evaluator);
    if (!sums) {
        auto found = extreme(values, table.aggregator == Aggregator::kMin);
        if (found) return *std::move(found);
    }
    return evaluator.around().fail(
        ErrorCode::kDmnNoAggregate,
        {std::string(name_of(table.aggregator)), feel::to_feel(feel::make_list(values))});
}

Value when_none(DecisionTable const& table, BoxedEvaluator& evaluator) {
    Columns columns;
    bool given = false;
    for (auto const& clause : table.outputs) {
        given |= clause.default_entry.given();
        columns.push_back(output(clause, clause.default_entry, evaluator));
    }
    if (given) return joined(table, std::move(columns));
    switch (table.hit_policy) {
        case HitPolicy::kRuleOrder:
        case HitPolicy::kOutputOrder: return feel::make_list({});
        case HitPolicy::kCollect:
            if (table.aggregator == Aggregator::kNone) return feel::make_list({});
            if (table.aggregator == Aggregator::kCount) return feel::Number(0);
            break;
        default: break;
    }
    return evaluator.around().fail(ErrorCode::kDmnNoRule);
}

}  // namespace

Value apply_hit_policy(DecisionTable const& table, std::span<size_t const> rules,
                       BoxedEvaluator& evaluator) {
    if (evaluator.around().evaluation.exhausted()) return {};
    if (rules.empty()) return when_none(table, evaluator);
    switch (table.hit_policy) {
        case HitPolicy::kUnique:
            if (rules.size() == 1) break;
            return evaluator.around().fail(ErrorCode::kDmnSeveralRules, {listed(rules)});
        case HitPolicy::kFirst: break;
        case HitPolicy::kAny: return any(table, rules, evaluator);
        case HitPolicy::kPriority:
            return joined(table, std::move(by_priority(table, rules, evaluator).front()));
        case HitPolicy::kOutputOrder: {
            std::vector<Value> values;
            for (auto& columns : by_priority(table, rules, evaluator)) {
                values.push_back(joined(table, std::move(columns)));
            }
            return feel::make_list(std::move(values));
        }
        case HitPolicy::kCollect:
            if (table.aggregator != Aggregator::kNone) return aggregate(table, rules, evaluator);
            return feel::make_list(values_of(table, rules, evaluator));
        case HitPolicy::kRuleOrder: return feel::make_list(values_of(table, rules, evaluator));
    }
    return value_of(table, rules.front(), evaluator);
}

}  // namespace agglo::dmn
