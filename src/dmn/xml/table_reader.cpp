#include <array>

#include "dmn/xml/boxed_reader.h"

namespace agglo::dmn {

namespace {

Result<HitPolicy> read_hit_policy(XmlElement element) {
    auto const text = normalized(element.attribute("hitPolicy"));
    if (text.empty()) return HitPolicy::kUnique;
    for (int i = 0; i <= static_cast<int>(HitPolicy::kOutputOrder); ++i) {
        auto const policy = static_cast<HitPolicy>(i);
        if (name_of(policy) == text) return policy;
    }
    return Error(ErrorCode::kDmnBadAttribute, {std::to_string(element.line()), "hitPolicy", text});
}

Result<Aggregator> read_aggregator(XmlElement element) {
    auto const text = normalized(element.attribute("aggregation"));
    for (int i = 0; i <= static_cast<int>(Aggregator::kMax); ++i) {
        auto const aggregator = static_cast<Aggregator>(i);
        if (name_of(aggregator) == text) return aggregator;
    }
    return Error(ErrorCode::kDmnBadAttribute,
                 {std::to_string(element.line()), "aggregation", text});
}

InputClause read_input(XmlElement element) {
    InputClause clause;
    clause.label = normalized(element.attribute("label"));
    if (auto const expression = element.child("inputExpression")) {
        clause.expression = read_text(expression);
        clause.type_ref = read_type_ref(expression);
    }
    clause.values = read_text(element.child("inputValues"));
    return clause;
}

OutputClause read_output(XmlElement element) {
    OutputClause clause;
    clause.name = normalized(element.attribute("name"));
    clause.label = normalized(element.attribute("label"));
    clause.type_ref = read_type_ref(element);
    clause.values = read_text(element.child("outputValues"));
    clause.default_entry = read_text(element.child("defaultOutputEntry"));
    return clause;
}

Result<Rule> read_rule(XmlElement element, DecisionTable const& table) {
    Rule rule;
    rule.id = element.attribute("id");
    if (auto const description = element.child("description")) {
        rule.description = description.text();
    }
    for (auto const child : element.children()) {
        if (child.name() == "inputEntry") rule.tests.push_back(read_text(child));
        if (child.name() == "outputEntry") rule.outputs.push_back(read_text(child));
    }
    auto const number = std::to_string(table.rules.size() + 1);
    auto const wrong = [&](size_t got, size_t wanted, char const* zh, char const* en) {
        return Error(ErrorCode::kDmnRuleWidth,
                     {number, std::to_string(got), zh, en, std::to_string(wanted)});
    };
    // Entries that are left out at the end of a row are as `-`.
    if (rule.tests.size() > table.inputs.size()) {
        return wrong(rule.tests.size(), table.inputs.size(), "输入", "inputs");
    }
    rule.tests.resize(table.inputs.size());
    if (rule.outputs.size() != table.outputs.size()) {
        return wrong(rule.outputs.size(), table.outputs.size(), "输出", "outputs");
    }
    return rule;
}

}  // namespace

Result<TablePtr> read_table(XmlElement element) {
    auto table = std::make_unique<DecisionTable>();
    table->hit_policy = TRY(read_hit_policy(element));
    table->aggregator = TRY(read_aggregator(element));
    table->output_label = normalized(element.attribute("outputLabel"));
    auto const children = element.children();
    for (auto const child : children) {
        if (child.name() == "input") table->inputs.push_back(read_input(child));
        if (child.name() == "output") table->outputs.push_back(read_output(child));
    }
    if (table->outputs.empty()) {
        return Error(ErrorCode::kDmnMissing,
                     {std::to_string(element.line()), "decisionTable", "output"});
    }
    if (table->inputs.size() + table->outputs.size() > DecisionTable::kClausesMax) {
        return Error(ErrorCode::kTooLarge,
                     {"decisionTable", std::to_string(DecisionTable::kClausesMax)});
    }
    for (auto const child : children) {
        if (child.name() != "rule") continue;
        if (table->rules.size() == DecisionTable::kRulesMax) {
            return Error(ErrorCode::kTooLarge,
                         {"decisionTable", std::to_string(DecisionTable::kRulesMax)});
        }
        auto const step = "rule[" + std::to_string(table->rules.size() + 1) + ']';
        table->rules.push_back(TRY(read_rule(child, *table).at(step)));
    }
    return table;
}

}  // namespace agglo::dmn
