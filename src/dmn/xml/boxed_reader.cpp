#include "dmn/xml/boxed_reader.h"

#include <array>

#include "base/text.h"

namespace agglo::dmn {

namespace {

using Reader = Result<BoxedPtr> (*)(XmlElement);

Result<BoxedPtr> read_literal(XmlElement element);
Result<BoxedPtr> read_decision_table(XmlElement element);
Result<BoxedPtr> read_context(XmlElement element);
Result<BoxedPtr> read_relation(XmlElement element);
Result<BoxedPtr> read_list(XmlElement element);
Result<BoxedPtr> read_invocation(XmlElement element);
Result<BoxedPtr> read_function_form(XmlElement element);
Result<BoxedPtr> read_conditional(XmlElement element);
Result<BoxedPtr> read_filter(XmlElement element);
Result<BoxedPtr> read_iteration(XmlElement element);

struct Row {
    std::string_view name;
    Reader read;
};

constexpr std::array kForms = {
    Row{"literalExpression", read_literal},
    Row{"decisionTable", read_decision_table},
    Row{"context", read_context},
    Row{"relation", read_relation},
    Row{"list", read_list},
    Row{"invocation", read_invocation},
    Row{"functionDefinition", read_function_form},
    Row{"conditional", read_conditional},
    Row{"filter", read_filter},
    Row{"for", read_iteration},
    Row{"some", read_iteration},
    Row{"every", read_iteration},
};

template <class Form>
BoxedPtr boxed(Form form) {
    auto made = std::make_unique<Boxed>();
    made->form = std::move(form);
    return made;
}

Result<BoxedPtr> read_expression(XmlElement element) {
    for (auto const& row : kForms) {
        if (row.name != element.name()) continue;
        auto made = TRY(row.read(element).at(row.name));
        made->id = element.attribute("id");
        made->type_ref = read_type_ref(element);
        made->line = element.line();
        return made;
    }
    return Error(ErrorCode::kDmnUnexpected,
                 {std::to_string(element.line()), std::string(element.name())});
}

/// The expression in the child of this name (`if`, `in`, `return`).
Result<BoxedPtr> read_part(XmlElement element, std::string_view name) {
    auto const part = element.child(name);
    if (!part) {
        return Error(ErrorCode::kDmnMissing, {std::to_string(element.line()),
                                              std::string(element.name()), std::string(name)});
    }
    return read_expression_in(part).at(name);
}

Result<BoxedPtr> read_literal(XmlElement element) {
    auto text = read_text(element);
    text.line = element.line();
    text.language = trim(element.attribute("expressionLanguage"));
    if (auto const imported = element.child("importedValues")) {
        auto const language = imported.attribute("expressionLanguage");
        text.language = language.empty() ? "importedValues" : language;
    }
    return boxed(LiteralForm{std::move(text)});
}

Result<BoxedPtr> read_decision_table(XmlElement element) {
    return boxed(TRY(read_table(element)));
}

Result<BoxedPtr> read_context(XmlElement element) {
    ContextForm form;
    for (auto const entry : element.children()) {
        if (entry.name() != "contextEntry") continue;
        auto const variable = entry.child("variable");
        if (variable) {
            auto named = read_variable(variable);
            auto step = step_of(entry, named.name);
            auto value = TRY(read_expression_in(entry).at(step));
            form.entries.push_back({std::move(named), std::move(value)});
        } else {
            form.result = TRY(read_expression_in(entry).at("contextEntry"));
        }
    }
    return boxed(std::move(form));
}

Result<BoxedPtr> read_relation(XmlElement element) {
    RelationForm form;
    for (auto const child : element.children()) {
        if (child.name() == "column") form.columns.push_back(read_variable(child));
        if (child.name() != "row") continue;
        auto& row = form.rows.emplace_back();
        for (auto const cell : child.children()) {
            if (is_expression(cell.name())) row.push_back(TRY(read_expression(cell).at("row")));
        }
        if (row.size() > form.columns.size()) {
            return Error(ErrorCode::kDmnMissing,
                         {std::to_string(child.line()), "relation", "column"});
        }
    }
    return boxed(std::move(form));
}

Result<BoxedPtr> read_list(XmlElement element) {
    ListForm form;
    for (auto const item : element.children()) {
        if (is_expression(item.name())) form.items.push_back(TRY(read_expression(item)));
    }
    return boxed(std::move(form));
}

Result<BoxedPtr> read_invocation(XmlElement element) {
    InvocationForm form;
    form.callee = TRY(read_expression_in(element));
    for (auto const binding : element.children()) {
        if (binding.name() != "binding") continue;
        auto const parameter = binding.child("parameter");
        if (!parameter) {
            return Error(ErrorCode::kDmnMissing,
                         {std::to_string(binding.line()), "binding", "parameter"});
        }
        auto named = read_variable(parameter);
        auto const step = step_of(binding, named.name);
        auto value = TRY(read_expression_in(binding).at(step));
        form.bindings.push_back({std::move(named), std::move(value)});
    }
    return boxed(std::move(form));
}

Result<BoxedPtr> read_function_form(XmlElement element) {
    return boxed(TRY(read_function(element)));
}

Result<BoxedPtr> read_conditional(XmlElement element) {
    ConditionalForm form;
    form.condition = TRY(read_part(element, "if"));
    form.then = TRY(read_part(element, "then"));
    form.otherwise = TRY(read_part(element, "else"));
    return boxed(std::move(form));
}

Result<BoxedPtr> read_filter(XmlElement element) {
    FilterForm form;
    form.in = TRY(read_part(element, "in"));
    form.match = TRY(read_part(element, "match"));
    return boxed(std::move(form));
}

Result<BoxedPtr> read_iteration(XmlElement element) {
    IterationForm form;
    auto const name = element.name();
    form.kind = name == "for"    ? IterationForm::Kind::kFor
                : name == "some" ? IterationForm::Kind::kSome
                                 : IterationForm::Kind::kEvery;
    form.variable.name = normalized(element.attribute("iteratorVariable"));
    if (form.variable.name.empty()) {
        return Error(ErrorCode::kDmnMissing,
                     {std::to_string(element.line()), std::string(name), "iteratorVariable"});
    }
    auto const in = element.child("in");
    if (in) form.variable.type_ref = read_type_ref(in);
    form.in = TRY(read_part(element, "in"));
    form.body = TRY(read_part(element, name == "for" ? "return" : "satisfies"));
    return boxed(std::move(form));
}

}  // namespace

bool is_expression(std::string_view element_name) {
    for (auto const& row : kForms) {
        if (row.name == element_name) return true;
    }
    return false;
}

Result<BoxedPtr> read_expression_in(XmlElement around) {
    for (auto const child : around.children()) {
        if (is_expression(child.name())) return read_expression(child);
    }
    return BoxedPtr{};
}

Result<FunctionForm> read_function(XmlElement element) {
    FunctionForm form;
    auto const kind = element.attribute("kind");
    if (kind == "Java") {
        form.kind = FunctionKind::kJava;
    } else if (kind == "PMML") {
        form.kind = FunctionKind::kPmml;
    } else if (!kind.empty() && kind != "FEEL") {
        return Error(ErrorCode::kDmnBadAttribute,
                     {std::to_string(element.line()), "kind", std::string(kind)});
    }
    for (auto const child : element.children()) {
        if (child.name() == "formalParameter") form.parameters.push_back(read_variable(child));
    }
    form.body = TRY(read_expression_in(element));
    return form;
}

Variable read_variable(XmlElement element) {
    Variable variable;
    variable.name = normalized(element.attribute("name"));
    variable.label = normalized(element.attribute("label"));
    variable.type_ref = read_type_ref(element);
    return variable;
}

std::string read_type_ref(XmlElement element) {
    if (element.has("typeRef")) return normalized(element.attribute("typeRef"));
    auto const child = element.child("typeRef");
    return child ? normalized(child.text()) : std::string{};
}

FeelText read_text(XmlElement element) {
    FeelText text;
    if (!element) return text;
    text.line = element.line();
    if (auto const child = element.child("text")) {
        text.text = child.text();
        text.line = child.line();
    }
    if (element.has("expressionLanguage")) {
        text.language = trim(element.attribute("expressionLanguage"));
    }
    return text;
}

std::string step_of(XmlElement element, std::string_view name) {
    auto label = std::string(name);
    if (label.empty()) label = normalized(element.attribute("name"));
    if (label.empty()) label = normalized(element.attribute("id"));
    auto step = std::string(element.name());
    return label.empty() ? step : step + '[' + label + ']';
}

}  // namespace agglo::dmn
