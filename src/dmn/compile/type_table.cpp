#include "dmn/compile/type_table.h"

#include "dmn/compile/language.h"
#include "dmn/xml/reader.h"

namespace agglo::dmn {

namespace {

using feel::any_type;

}  // namespace

std::optional<size_t> document_of(TypeTable::Documents const& documents, std::string_view ns) {
    for (size_t i = 0; i < documents.size(); ++i) {
        if (documents[i]->ns == ns) return i;
    }
    return std::nullopt;
}

TypeTable::TypeTable(Documents const& documents, Report report)
    : documents_(documents), report_(std::move(report)) {}

ItemType TypeTable::resolve(size_t document, std::string const& type_ref) {
    if (type_ref.empty()) return {};
    if (auto found = find(document, type_ref)) return *std::move(found);
    report_(Error(ErrorCode::kDmnNoSuchType, {type_ref}));
    return {};
}

std::optional<ItemType> TypeTable::find(size_t document, std::string_view type_ref) {
    if (auto found = find_item(document, type_ref)) return found;
    if (auto type = feel::type_of_name(type_ref)) return ItemType{std::move(type), {}};
    if (auto found = find_imported(document, type_ref)) return found;
    auto const colon = type_ref.find(':');
    if (colon == type_ref.npos) return std::nullopt;
    auto const local = type_ref.substr(colon + 1);
    for (auto const& [prefix, ns] : documents_[document]->prefixes) {
        if (prefix != type_ref.substr(0, colon)) continue;
        if (is_feel_namespace(ns)) {
            auto type = feel::type_of_name(local);
            return type ? std::optional(ItemType{std::move(type), {}}) : std::nullopt;
        }
        auto const there = document_of(documents_, ns);
        return there ? find_item(*there, local) : std::nullopt;
    }
    // A prefix that was never declared: vendors write feel:number in documents of 1.2.
    if (auto found = find_item(document, local)) return found;
    auto type = feel::type_of_name(local);
    return type ? std::optional(ItemType{std::move(type), {}}) : std::nullopt;
}

std::optional<ItemType> TypeTable::find_item(size_t document, std::string_view name) {
    for (auto const& item : documents_[document]->items) {
        if (item.name == name) return build(document, item);
    }
    for (auto const& import : documents_[document]->imports) {
        if (!import.name.empty()) continue;
        auto const there = document_of(documents_, import.ns);
        if (!there || *there == document) continue;
        for (auto const& item : documents_[*there]->items) {
            if (item.name == name) return build(*there, item);
        }
    }
    return std::nullopt;
}

std::optional<ItemType> TypeTable::find_imported(size_t document, std::string_view name) {
    for (auto const& import : documents_[document]->imports) {
        auto const size = import.name.size();
        if (size == 0 || name.size() <= size || !name.starts_with(import.name) ||
            name[size] != '.') {
            continue;
        }
        auto const there = document_of(documents_, import.ns);
        if (!there || *there == document) continue;
        auto const rest = name.substr(size + 1);
        if (auto found = find_item(*there, rest)) return found;
        if (auto found = find_imported(*there, rest)) return found;
    }
    return std::nullopt;
}

ItemType TypeTable::build(size_t document, ItemDefinition const& item) {
    auto const [place, added] = made_.try_emplace(&item);
    if (!added) return place->second.value_or(ItemType{any_type(), {}});
    auto type = base_of(document, item);
    constrain(type, document, item.allowed_values);
    if (item.is_collection) {
        auto constraints = std::make_shared<Constraints>();
        constraints->items = type.constraints;
        type = {feel::list_of(type.type),
                type.constraints ? std::move(constraints) : std::shared_ptr<Constraints>{}};
    }
    constrain(type, document, item.type_constraint);
    made_[&item] = type;
    return type;
}

ItemType TypeTable::base_of(size_t document, ItemDefinition const& item) {
    if (item.function) return function(document, item);
    if (!item.components.empty()) return structure(document, item);
    if (item.type_ref.empty()) return {any_type(), {}};
    auto type = resolve(document, item.type_ref);
    return type.given() ? type : ItemType{any_type(), {}};
}

ItemType TypeTable::structure(size_t document, ItemDefinition const& item) {
    std::vector<feel::Member> members;
    auto constraints = std::make_shared<Constraints>();
    for (auto const& component : item.components) {
        auto type = build(document, component);
        if (type.constraints) constraints->entries.emplace_back(component.name, type.constraints);
        members.push_back({component.name, std::move(type.type)});
    }
    ItemType made{feel::context_of(std::move(members)), {}};
    if (!constraints->entries.empty()) made.constraints = std::move(constraints);
    return made;
}

ItemType TypeTable::function(size_t document, ItemDefinition const& item) {
    std::vector<feel::TypePtr> parameters;
    for (auto const& parameter : item.function->parameters) {
        parameters.push_back(resolve(document, parameter.type_ref).type_or_any());
    }
    auto result = resolve(document, item.function->output_type_ref).type_or_any();
    return {feel::function_of(std::move(parameters), std::move(result)), {}};
}

void TypeTable::constrain(ItemType& type, size_t document, FeelText const& text) {
    if (!text.given() || text.text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    if (!is_feel(text.language, *documents_[document])) {
        report_(Error(ErrorCode::kDmnLanguage, {text.language}));
        return;
    }
    feel::Environment around;
    around.types = names(document);
    auto tests = feel::parse_unary_tests(text.text, around, type.type_or_any());
    if (!tests.ok()) {
        report_(std::move(tests).error());
        return;
    }
    auto constraints = std::make_shared<Constraints>();
    if (type.constraints) *constraints = *type.constraints;
    constraints->own.push_back({std::move(tests).value(), text.text});
    type.constraints = std::move(constraints);
}

std::shared_ptr<std::function<feel::TypePtr(std::string_view)> const> TypeTable::names(
    size_t document) {
    return std::make_shared<std::function<feel::TypePtr(std::string_view)> const>(
        [this, document](std::string_view name) -> feel::TypePtr {
            auto found = find_item(document, name);
            if (!found) found = find_imported(document, name);
            return found ? found->type : nullptr;
        });
}

void TypeTable::resolve_all() {
    for (size_t document = 0; document < documents_.size(); ++document) {
        for (auto const& item : documents_[document]->items) build(document, item);
    }
}

}  // namespace agglo::dmn
