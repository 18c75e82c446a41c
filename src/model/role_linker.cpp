// link_roles: what each role sees and edits (schema/roles.yaml).
#include <array>
#include <fmt/format.h>

#include "model/schema_linker.h"

namespace agglo {

namespace {

struct NamedScope {
    std::string_view name;
    RowScope scope;
};
constexpr std::array<NamedScope, 3> kScopes = {
    {{"all", RowScope::kAll}, {"region", RowScope::kRegion}, {"none", RowScope::kNone}}};

void link_scope(Word const& word, Role& role, Mistakes& mistakes) {
    if (word.empty()) return;
    for (auto const& [name, scope] : kScopes) {
        if (name != word.text) continue;
        role.scope = scope;
        return;
    }
    mistakes.add(word.place,
                 {"scope 应为 all、region 或 none", "scope should be all, region or none"});
}

void link_classes(std::vector<Word> const& words, Role& role, Mistakes& mistakes) {
    for (auto const& word : words) {
        if (auto const field_class = field_class_named(word.text)) {
            role.read.push_back(*field_class);
        } else {
            mistakes.add(word.place, no_such("敏感级别", "class", word.text));
        }
    }
}

std::vector<std::string> link_names(std::vector<Word> const& words, Model const& model,
                                    Mistakes& mistakes) {
    std::vector<std::string> names;
    for (auto const& word : words) {
        names.push_back(word.text);
        if (word.text != "*" && !model.find_entity(word.text)) {
            mistakes.add(word.place, no_such("实体", "entity", word.text));
        }
    }
    return names;
}

}  // namespace

void link_roles(std::vector<RoleDeclaration> const& declarations, Model& model,
                Mistakes& mistakes) {
    std::unordered_map<std::string, size_t> names;
    for (auto const& declaration : declarations) {
        claim_name(declaration.name, model.roles.size(), names, mistakes);
        Role role;
        role.name = declaration.name.text;
        role.labels = declaration.labels;
        role.admin = declaration.admin;
        link_scope(declaration.scope, role, mistakes);
        link_classes(declaration.read, role, mistakes);
        role.entities = link_names(declaration.entities, model, mistakes);
        role.edit = link_names(declaration.edit, model, mistakes);
        for (auto const& word : declaration.edit) {
            if (role.may_read(word.text)) continue;
            mistakes.add(
                word.place,
                {fmt::format("可编辑的“{}”不在 entities 之中", word.text),
                 fmt::format("“{}” may be edited but is not among the entities", word.text)});
        }
        model.roles.push_back(std::move(role));
    }
}

}  // namespace agglo
