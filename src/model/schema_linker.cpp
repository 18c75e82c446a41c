#include "model/schema_linker.h"

#include <algorithm>
#include <fmt/format.h>

#include "model/derived_linker.h"
#include "model/schema_reader.h"

namespace agglo {

namespace {

template <class Named>
void link_named(std::vector<NamedDeclaration> const& declarations, std::vector<Named>& all,
                Mistakes& mistakes) {
    std::unordered_map<std::string, size_t> names;
    for (auto const& declaration : declarations) {
        if (!claim_name(declaration.name, all.size(), names, mistakes)) continue;
        all.push_back({declaration.name.text, declaration.labels});
    }
}

template <class Declaration, class Add>
std::vector<Declaration> merge(std::vector<Declaration> const& all, Add add) {
    std::vector<Declaration> merged;
    std::unordered_map<std::string, size_t> first;
    for (auto const& declaration : all) {
        auto const [at, is_new] = first.try_emplace(declaration.name.text, merged.size());
        if (is_new) {
            merged.push_back(declaration);
        } else {
            add(merged[at->second], declaration);
        }
    }
    return merged;
}

template <class Item>
void append(std::vector<Item>& to, std::vector<Item> const& from) {
    to.insert(to.end(), from.begin(), from.end());
}

void link_entities(std::vector<EntityDeclaration> const& declarations, Model& model,
                   Mistakes& mistakes) {
    for (auto const& declaration : declarations) {
        claim_name(declaration.name, model.entities.size(), model.entity_by_name, mistakes);
        model.entities.emplace_back().name = declaration.name.text;
    }
    if (declarations.size() > Model::kEntitiesMax) {
        mistakes.add(declarations.back().name.place,
                     {fmt::format("实体超过 {} 个", Model::kEntitiesMax),
                      fmt::format("more than {} entities", Model::kEntitiesMax)});
    }
    for (size_t i = 0; i < declarations.size(); ++i)
        link_entity(declarations[i], model, i, mistakes);
    link_paths(declarations, model, mistakes);
    link_derived(declarations, model, mistakes);
}

}  // namespace

Labels no_such(std::string_view what_zh, std::string_view what_en, std::string_view name) {
    return {fmt::format("没有{}“{}”", what_zh, name),
            fmt::format("there is no {} “{}”", what_en, name)};
}

bool claim_name(Word const& name, size_t position, std::unordered_map<std::string, size_t>& index,
                Mistakes& mistakes) {
    if (name.empty()) return false;  // said by the reader
    if (!is_schema_name(name.text)) {
        mistakes.add(name.place, {fmt::format("名称“{}”应为小写蛇形（snake_case）", name.text),
                                  fmt::format("the name “{}” should be snake_case", name.text)});
        return false;
    }
    if (index.try_emplace(name.text, position).second) return true;
    mistakes.add(name.place, {fmt::format("名称“{}”重复", name.text),
                              fmt::format("the name “{}” is declared twice", name.text)});
    return false;
}

std::vector<EnumerationDeclaration> merged(std::vector<EnumerationDeclaration> const& all) {
    return merge(all,
                 [](auto& first, auto const& addition) { append(first.values, addition.values); });
}

std::vector<EntityDeclaration> merged(std::vector<EntityDeclaration> const& all) {
    return merge(all, [](auto& first, auto const& addition) {
        append(first.fields, addition.fields);
        append(first.field_groups, addition.field_groups);
        append(first.invariants, addition.invariants);
        if (!addition.list.empty()) first.list = addition.list;
    });
}

Model link_declarations(Declarations const& declarations, Mistakes& mistakes) {
    Model model;
    link_named(declarations.groups, model.groups, mistakes);
    link_named(declarations.units, model.units, mistakes);
    link_enumerations(merged(declarations.enumerations), model, mistakes);
    link_entities(merged(declarations.entities), model, mistakes);
    link_roles(declarations.roles, model, mistakes);
    return model;
}

}  // namespace agglo
