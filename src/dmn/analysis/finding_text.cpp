#include "dmn/analysis/analysis.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

namespace {

std::string listed(std::vector<size_t> const& rules, size_t from) {
    std::string text;
    for (auto i = from; i < rules.size(); ++i) {
        text += (text.empty() ? "" : ", ") + std::to_string(rules[i]);
    }
    return text;
}

void gather(BoxedPtr const& boxed, std::string const& name, std::vector<NamedTable>& into) {
    if (!boxed) return;
    if (auto const* table = std::get_if<TablePtr>(&boxed->form)) {
        into.push_back({name, table->get()});
    } else if (auto const* context = std::get_if<ContextForm>(&boxed->form)) {
        for (auto const& entry : context->entries) {
            gather(entry.value, name + '/' + entry.variable.name, into);
        }
        gather(context->result, name, into);
    } else if (auto const* function = std::get_if<FunctionForm>(&boxed->form)) {
        gather(function->body, name, into);
    }
}

}  // namespace

std::vector<NamedTable> tables_of(Model const& model) {
    std::vector<NamedTable> tables;
    for (auto const& decision : model.main().decisions) {
        gather(decision.logic, decision.name, tables);
    }
    for (auto const& knowledge : model.main().knowledge) {
        gather(knowledge.logic, knowledge.name, tables);
    }
    return tables;
}

std::string to_text(Finding const& finding) {
    auto const& rules = finding.rules;
    std::string text;
    switch (finding.kind) {
        case Finding::Kind::kGap: text = "空缺：没有规则适用 gap: no rule matches"; break;
        case Finding::Kind::kOverlap:
            text = "重叠：规则 " + listed(rules, 0) + " 同时适用 overlap: both rules match";
            break;
        case Finding::Kind::kConflict:
            text = "冲突：规则 " + listed(rules, 0) +
                   " 同时适用而输出不同 conflict: both rules match and give different outputs";
            break;
        case Finding::Kind::kUnreachable:
            text = "规则 " + listed(rules, 0).substr(0, std::to_string(rules[0]).size()) +
                   " 永不适用 the rule is never reached";
            if (rules.size() > 1) text += "（先有 after " + listed(rules, 1) + "）";
            break;
    }
    std::string inputs;
    for (auto const& [name, value] : finding.example) {
        inputs += (inputs.empty() ? "" : ", ") + name + ": " + feel::to_feel(value);
    }
    if (!inputs.empty()) text += "；例如 e.g. {" + inputs + '}';
    return text;
}

}  // namespace agglo::dmn
