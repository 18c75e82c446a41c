#include "dmn/xml/reader.h"

#include <algorithm>
#include <array>

#include "dmn/xml/boxed_reader.h"

namespace agglo::dmn {

namespace {

// MODEL namespaces of DMN 1.1, 1.2, 1.3, 1.4 and 1.5.
constexpr std::array<std::string_view, 5> kModelNamespaces = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
};

std::string read_name(XmlElement element) {
    return normalized(element.attribute("name"));
}

/// What every element of the requirement graph has.
Result<void> read_element(XmlElement element, Element& into) {
    into.id = element.attribute("id");
    into.name = read_name(element);
    into.line = element.line();
    if (into.name.empty()) {
        return Error(ErrorCode::kDmnMissing,
                     {std::to_string(element.line()), std::string(element.name()), "name"});
    }
    if (auto const description = element.child("description")) {
        into.description = description.text();
    }
    if (auto const variable = element.child("variable")) into.variable = read_variable(variable);
    return {};
}

Result<std::string> read_href(XmlElement element) {
    auto href = normalized(element.attribute("href"));
    if (href.empty()) {
        return Error(ErrorCode::kDmnMissing,
                     {std::to_string(element.line()), std::string(element.name()), "href"});
    }
    return href;
}

/// The hrefs within requirements of one kind: informationRequirement/requiredInput …
Result<void> read_requirement(XmlElement requirement, std::vector<std::string>& into) {
    for (auto const child : requirement.children()) {
        auto const name = child.name();
        if (name == "requiredInput" || name == "requiredDecision" || name == "requiredKnowledge") {
            into.push_back(TRY(read_href(child)));
        }
    }
    return {};
}

Result<Decision> read_decision(XmlElement element) {
    Decision decision;
    TRY(read_element(element, decision));
    for (auto const child : element.children()) {
        auto const name = child.name();
        if (name == "question") decision.question = child.text();
        if (name == "allowedAnswers") decision.allowed_answers = child.text();
        if (name == "informationRequirement") TRY(read_requirement(child, decision.required));
        if (name == "knowledgeRequirement") TRY(read_requirement(child, decision.knowledge));
    }
    decision.logic = TRY(read_expression_in(element));
    return decision;
}

Result<BusinessKnowledgeModel> read_knowledge(XmlElement element) {
    BusinessKnowledgeModel knowledge;
    TRY(read_element(element, knowledge));
    for (auto const child : element.children()) {
        if (child.name() == "knowledgeRequirement") {
            TRY(read_requirement(child, knowledge.knowledge));
        }
    }
    auto const logic = element.child("encapsulatedLogic");
    if (!logic) return knowledge;
    knowledge.logic = std::make_unique<Boxed>();
    knowledge.logic->form = TRY(read_function(logic).at("encapsulatedLogic"));
    knowledge.logic->id = logic.attribute("id");
    knowledge.logic->type_ref = read_type_ref(logic);
    knowledge.logic->line = logic.line();
    return knowledge;
}

Result<DecisionService> read_service(XmlElement element) {
    DecisionService service;
    TRY(read_element(element, service));
    for (auto const child : element.children()) {
        auto const name = child.name();
        auto* const refs = name == "outputDecision"         ? &service.output_refs
                           : name == "encapsulatedDecision" ? &service.encapsulated_refs
                           : name == "inputDecision"        ? &service.input_decision_refs
                           : name == "inputData"            ? &service.input_refs
                                                            : nullptr;
        if (refs) refs->push_back(TRY(read_href(child)));
    }
    return service;
}

ItemDefinition read_item(XmlElement element) {
    ItemDefinition item;
    item.name = read_name(element);
    item.label = normalized(element.attribute("label"));
    item.type_ref = read_type_ref(element);
    item.type_language = normalized(element.attribute("typeLanguage"));
    item.is_collection =
        element.attribute("isCollection") == "true" || element.attribute("isCollection") == "1";
    item.allowed_values = read_text(element.child("allowedValues"));
    item.type_constraint = read_text(element.child("typeConstraint"));
    item.line = element.line();
    for (auto const child : element.children()) {
        if (child.name() == "itemComponent") item.components.push_back(read_item(child));
        if (child.name() != "functionItem") continue;
        auto& function = item.function.emplace();
        function.output_type_ref = normalized(child.attribute("outputTypeRef"));
        for (auto const parameter : child.children()) {
            if (parameter.name() == "parameters") {
                function.parameters.push_back(read_variable(parameter));
            }
        }
    }
    return item;
}

Import read_import(XmlElement element) {
    return {read_name(element), normalized(element.attribute("namespace")),
            normalized(element.attribute("importType")), element.line()};
}

void read_prefixes(XmlElement root, Definitions& into) {
    for (auto const attribute : root.node().attributes()) {
        std::string_view const name = attribute.name();
        if (name.starts_with("xmlns:")) {
            into.prefixes.emplace_back(name.substr(6), attribute.value());
        }
    }
}

Result<void> read_child(XmlElement child, Definitions& into) {
    auto const name = child.name();
    auto const step = step_of(child);
    if (name == "import") into.imports.push_back(read_import(child));
    if (name == "itemDefinition") into.items.push_back(read_item(child));
    if (name == "inputData") {
        TRY(read_element(child, into.inputs.emplace_back()).at(step));
    } else if (name == "decision") {
        into.decisions.push_back(TRY(read_decision(child).at(step)));
    } else if (name == "businessKnowledgeModel") {
        into.knowledge.push_back(TRY(read_knowledge(child).at(step)));
    } else if (name == "decisionService") {
        into.services.push_back(TRY(read_service(child).at(step)));
    }
    return {};
}

}  // namespace

bool is_feel_namespace(std::string_view ns) {
    return (ns.starts_with("http://www.omg.org/spec/") ||
            ns.starts_with("https://www.omg.org/spec/")) &&
           ns.find("FEEL") != ns.npos;
}

Result<std::unique_ptr<Definitions>> read_definitions(std::string_view xml) {
    auto const document = TRY(XmlDocument::parse(xml));
    auto const root = document->root();
    std::string_view const full = root.node().name();
    auto const colon = full.find(':');
    auto const ns = root.ns_of(colon == full.npos ? std::string_view{} : full.substr(0, colon));
    bool const known =
        std::find(kModelNamespaces.begin(), kModelNamespaces.end(), ns) != kModelNamespaces.end();
    if (root.name() != "definitions" || !known) {
        return Error(ErrorCode::kDmnNotDmn,
                     {std::to_string(root.line()),
                      std::string(root.name()) + (known ? "" : " {" + std::string(ns) + "}")});
    }
    auto definitions = std::make_unique<Definitions>();
    definitions->id = root.attribute("id");
    definitions->name = read_name(root);
    definitions->ns = normalized(root.attribute("namespace"));
    definitions->expression_language = normalized(root.attribute("expressionLanguage"));
    definitions->type_language = normalized(root.attribute("typeLanguage"));
    read_prefixes(root, *definitions);
    for (auto const child : root.children()) TRY(read_child(child, *definitions));
    return definitions;
}

}  // namespace agglo::dmn
