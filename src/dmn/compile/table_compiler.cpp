// Decision tables (DMN 1.5, chapter 8).
#include "dmn/compile/boxed_compiler.h"
#include "dmn/table_index/table_index.h"
#include "feel/syntax/build.h"

namespace agglo::dmn {

using feel::any_type;
using feel::TypePtr;

namespace {

bool gives_list(DecisionTable const& table) {
    auto const policy = table.hit_policy;
    return policy == HitPolicy::kRuleOrder || policy == HitPolicy::kOutputOrder ||
           (policy == HitPolicy::kCollect && table.aggregator == Aggregator::kNone);
}

/// What is known of an output's column: declared, or common to its entries.
TypePtr column_type(DecisionTable const& table, size_t column) {
    auto const& clause = table.outputs[column];
    if (clause.type.given()) return clause.type.type;
    TypePtr common;
    for (auto const& rule : table.rules) {
        auto const& entry = rule.outputs[column];
        if (!entry.parsed) return any_type();
        common = common ? feel::common_type(common, entry.parsed->type) : entry.parsed->type;
    }
    return common ? common : any_type();
}

}  // namespace

TypePtr BoxedCompiler::table(DecisionTable& table) {
    for (auto& clause : table.inputs) input_clause(clause);
    for (auto& clause : table.outputs) output_clause(clause);
    for (size_t i = 0; i < table.rules.size(); ++i) rule(table, table.rules[i], i + 1);
    table.index = TableIndex::build(table);
    if (table.aggregator == Aggregator::kCount) return feel::number_type();
    TypePtr value;
    if (table.outputs.size() == 1) {
        value = column_type(table, 0);
    } else {
        std::vector<feel::Member> members;
        for (size_t i = 0; i < table.outputs.size(); ++i) {
            members.push_back({table.outputs[i].name, column_type(table, i)});
        }
        value = feel::context_of(std::move(members));
    }
    return gives_list(table) ? feel::list_of(value) : value;
}

void BoxedCompiler::input_clause(InputClause& clause) {
    Step const step(shop_, "input[" + clause.expression.text + ']');
    clause.type = shop_.types->resolve(document_, clause.type_ref);
    auto known = parse(clause.expression);
    clause.known = clause.type.given() ? clause.type.type : std::move(known);
    parse_tests(clause.values, clause.known);
}

void BoxedCompiler::output_clause(OutputClause& clause) {
    Step const step(shop_, "output[" + clause.name + ']');
    clause.type = shop_.types->resolve(document_, clause.type_ref);
    parse_tests(clause.values, clause.type.type_or_any());
    parse(clause.default_entry);
    priorities(clause);
}

// 8.2.11: the order of outputValues is the priority; without them that of the type's values.
void BoxedCompiler::priorities(OutputClause& clause) {
    auto values = clause.values.parsed;
    if (!values && clause.type.constraints && !clause.type.constraints->own.empty()) {
        values = clause.type.constraints->own.front().tests;
    }
    if (!values) return;
    auto const* tests = std::get_if<feel::UnaryTests>(&values->node);
    if (!tests || tests->negated) return;
    for (auto const& test : tests->tests) {
        clause.priorities.push_back(
            feel::make_expression(feel::UnaryTests{false, false, {test}}, test->span));
    }
}

void BoxedCompiler::rule(DecisionTable& table, Rule& rule, size_t number) {
    Step const step(shop_, "rule[" + std::to_string(number) + ']');
    for (size_t i = 0; i < rule.tests.size(); ++i) {
        parse_tests(rule.tests[i], table.inputs[i].known);
    }
    for (auto& output : rule.outputs) parse(output);
}

}  // namespace agglo::dmn
