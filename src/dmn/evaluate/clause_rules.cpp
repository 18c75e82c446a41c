#include "dmn/evaluate/clause_rules.h"

#include <bit>

#include "dmn/evaluate/coerce.h"
#include "feel/syntax/children.h"
#include "feel/unknown/possible_worlds.h"

namespace agglo::dmn {

namespace {

RuleSet all_rules(size_t count) {
    RuleSet all((count + 63) / 64, ~uint64_t{0});
    if (count % 64 != 0) all.back() = (uint64_t{1} << (count % 64)) - 1;
    return all;
}

bool reads_variable(feel::Expression const& expression) {
    auto const* name = std::get_if<feel::Name>(&expression.node);
    if (name && !name->builtin && name->text != "?") return true;
    bool reads = false;
    feel::for_each_child(
        expression, [&](feel::Expression const& child) { reads = reads || reads_variable(child); });
    return reads;
}

bool reads_variable(FeelText const& text) {
    return text.parsed && reads_variable(*text.parsed);
}

bool any_reads(std::vector<FeelText> const& texts) {
    for (auto const& text : texts) {
        if (reads_variable(text)) return true;
    }
    return false;
}

}  // namespace

ClauseRules::ClauseRules(DecisionTable const& table, size_t clause)
    : table_(table), clause_(clause), index_(table, clause) {}

std::optional<RuleSet> ClauseRules::passed_by(feel::Value value, BoxedEvaluator& evaluator) const {
    auto const& clause = table_.inputs[clause_];
    value = coerce(std::move(value), clause.type, clause.expression.text, evaluator.around());
    bool const asked = clause.values.parsed && !value.is_null();
    if (asked && !evaluator.passes(clause.values, value)) return std::nullopt;
    auto rules = all_rules(table_.rules.size());
    auto const* others = index_.narrow(value, rules);
    for (size_t word = 0; others && word < rules.size(); ++word) {
        for (auto rest = rules[word] & (*others)[word]; rest != 0; rest &= rest - 1) {
            auto const bit = static_cast<size_t>(std::countr_zero(rest));
            auto const& entry = table_.rules[word * 64 + bit].tests[clause_];
            if (!evaluator.passes(entry, value)) rules[word] &= ~(uint64_t{1} << bit);
        }
    }
    return rules;
}

std::optional<Cells> ClauseRules::cells(feel::Evaluation& evaluation) const {
    std::string const value = "?";
    std::vector<feel::MissingFact> const facts{{value}};
    feel::FactUses uses(facts);
    auto const gather = [&](feel::ExpressionPtr const& tests) {
        if (tests) uses.gather_tests(value, *tests, {}, {}, evaluation);
    };
    auto const& clause = table_.inputs[clause_];
    for (auto const& rule : table_.rules) gather(rule.tests[clause_].parsed);
    gather(clause.values.parsed);
    if (clause.type.constraints) {
        for (auto const& each : clause.type.constraints->own) gather(each.tests);
    }
    auto const* cuts = uses.cuts(value);
    if (!cuts || cuts->empty() || evaluation.exhausted()) return std::nullopt;
    auto const kind = cuts->front().kind();
    bool const ordered =
        kind == feel::Kind::kNumber || kind == feel::Kind::kString || kind == feel::Kind::kDate;
    for (auto const& cut : *cuts) {
        if (!ordered || cut.kind() != kind) return std::nullopt;
    }
    return Cells(*cuts);
}

bool reads_inputs_alone(DecisionTable const& table) {
    for (auto const& rule : table.rules) {
        if (any_reads(rule.tests) || any_reads(rule.outputs)) return false;
    }
    for (auto const& clause : table.inputs) {
        if (reads_variable(clause.values)) return false;
    }
    for (auto const& clause : table.outputs) {
        if (reads_variable(clause.values) || reads_variable(clause.default_entry)) return false;
    }
    return true;
}

}  // namespace agglo::dmn
