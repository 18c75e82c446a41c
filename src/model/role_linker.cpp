// link_roles: what each role may do (schema/roles.yaml).
#include <fmt/format.h>

#include "model/formula.h"
#include "model/schema_linker.h"

namespace agglo {

namespace {

constexpr size_t kGrantsMax = 64;  // of a role

class GrantLinker {
public:
    GrantLinker(Model const& model, Mistakes& mistakes) : model_(model), mistakes_(mistakes) {}

    Grant link(GrantDeclaration const& declaration, RowScope scope,
               std::vector<FieldClass> const& classes) {
        Grant grant;
        grant.entities = entities(declaration.entities);
        for (auto const& word : declaration.actions) add_action(word, grant);
        grant.scope = declaration.scope.empty() ? scope : row_scope(declaration.scope);
        grant.classes = declaration.classes.empty() ? classes : field_classes(declaration.classes);
        grant.fields = fields(declaration.fields, grant);
        grant.when = declaration.when.text;
        link_condition(declaration.when, grant);
        return grant;
    }

    RowScope row_scope(Word const& word) {
        if (auto const scope = row_scope_named(word.text)) return *scope;
        mistakes_.add(word.place, {"scope 应为 all、region、park、own 或 none",
                                   "scope should be all, region, park, own or none"});
        return RowScope::kNone;
    }

    std::vector<FieldClass> field_classes(std::vector<Word> const& words) {
        std::vector<FieldClass> classes;
        for (auto const& word : words) {
            if (auto const field_class = field_class_named(word.text)) {
                classes.push_back(*field_class);
            } else {
                mistakes_.add(word.place, no_such("敏感级别", "class", word.text));
            }
        }
        return classes;
    }

    AdminKind admin_kind(Word const& word) {
        // `true` and `false` are of the first schemas, which knew one kind.
        if (word.empty() || word.text == "false") return AdminKind::kNone;
        if (word.text == "true") return AdminKind::kSystem;
        if (auto const kind = admin_kind_named(word.text)) return *kind;
        mistakes_.add(word.place, {"admin 应为 system、security 或 audit",
                                   "admin should be system, security or audit"});
        return AdminKind::kNone;
    }

private:
    std::vector<std::string> entities(std::vector<Word> const& words) {
        std::vector<std::string> names;
        for (auto const& word : words) {
            names.push_back(word.text);
            if (word.text != "*" && !model_.find_entity(word.text)) {
                mistakes_.add(word.place, no_such("实体", "entity", word.text));
            }
        }
        return names;
    }

    void add_action(Word const& word, Grant& grant) {
        if (auto const action = action_named(word.text)) {
            grant.actions.add(*action);
        } else {
            mistakes_.add(word.place, no_such("操作", "action", word.text));
        }
    }

    std::vector<std::string> fields(std::vector<Word> const& words, Grant const& grant) {
        std::vector<std::string> names;
        for (auto const& word : words) {
            names.push_back(word.text);
            for (auto const& name : grant.entities) {
                auto const* entity = model_.find_entity(name);
                if (entity && !entity->field_index(word.text))
                    mistakes_.add(word.place, no_such("字段", "field", word.text));
            }
        }
        return names;
    }

    /// Rights hang on what is stored: not on computed fields, nor on the day.
    void link_condition(Word const& word, Grant& grant) {
        if (word.empty()) return;
        for (auto const& name : grant.entities) {
            auto const entity = model_.entity_index(name);
            if (!entity) {
                mistakes_.add(word.place,
                              {"when 只能用于列出的实体", "`when` needs its entities to be named"});
                return;
            }
            auto formula = read_formula(model_, *entity, word.text);
            if (!formula.ok()) {
                mistakes_.add(word.place,
                              {formula.error().message_zh(), formula.error().message_en()});
                return;
            }
            if (!is_condition(*formula)) {
                mistakes_.add(word.place,
                              {"when 应为真假条件，且不能用计算字段和 today()",
                               "`when` should be a condition without computed fields or today()"});
                return;
            }
            grant.conditions.push_back(
                {*entity, std::make_shared<Formula const>(*std::move(formula))});
        }
    }

    bool is_condition(Formula const& formula) const {
        using enum feel::Type::Kind;
        auto const kind = formula.expression->type->kind;
        if (formula.asks_day || (kind != kBoolean && kind != kAny)) return false;
        return std::none_of(formula.reads.begin(), formula.reads.end(), [&](auto const& read) {
            return model_.entities[read.what.entity].fields[read.what.field].is_derived();
        });
    }

    Model const& model_;
    Mistakes& mistakes_;
};

/// A role that is like an earlier one takes what it does not say itself.
RoleDeclaration completed(RoleDeclaration role, std::vector<RoleDeclaration> const& all,
                          Mistakes& mistakes) {
    if (role.like.empty()) return role;
    for (auto const& earlier : all) {
        if (earlier.name.text == role.name.text) break;
        if (earlier.name.text != role.like.text) continue;
        if (role.read.empty()) role.read = earlier.read;
        if (role.entities.empty()) role.entities = earlier.entities;
        if (role.edit.empty()) role.edit = earlier.edit;
        role.grants.insert(role.grants.begin(), earlier.grants.begin(), earlier.grants.end());
        return role;
    }
    mistakes.add(role.like.place, no_such("更早的角色", "earlier role", role.like.text));
    return role;
}

/// What the short form says: reading and exporting some entities, changing some of them.
std::vector<GrantDeclaration> short_grants(RoleDeclaration const& role) {
    auto const word = [&](char const* text) { return Word{text, role.scope.place}; };
    std::vector<GrantDeclaration> grants;
    if (!role.entities.empty())
        grants.push_back({role.entities, {word("read"), word("export")}, {}, {}, {}, {}});
    if (!role.edit.empty()) {
        grants.push_back(
            {role.edit, {word("create"), word("edit"), word("delete")}, {}, {}, {}, {}});
    }
    // The administrators of the first schemas erased what they could read.
    if (role.admin.text == "true" && !role.entities.empty())
        grants.push_back({role.entities, {word("admin")}, {}, {}, {}, {}});
    return grants;
}

/// Nobody may change what he may not see.
void check_readable(std::vector<GrantDeclaration> const& declarations, Role const& role,
                    Mistakes& mistakes) {
    for (size_t i = 0; i < declarations.size(); ++i) {
        if (role.grants[i].scope == RowScope::kNone) continue;
        for (auto const& word : declarations[i].entities) {
            if (role.may(Action::kRead, word.text)) continue;
            mistakes.add(
                word.place,
                {fmt::format("可编辑的“{}”不在 entities 之中", word.text),
                 fmt::format("“{}” may be edited but is not among the entities", word.text)});
        }
    }
}

}  // namespace

void link_roles(std::vector<RoleDeclaration> const& declarations, Model& model,
                Mistakes& mistakes) {
    std::unordered_map<std::string, size_t> names;
    GrantLinker linker(model, mistakes);
    for (auto const& declared : declarations) {
        auto const declaration = completed(declared, declarations, mistakes);
        claim_name(declaration.name, model.roles.size(), names, mistakes);
        Role role{
            declaration.name.text, declaration.labels, linker.admin_kind(declaration.admin), {}};
        auto const scope =
            declaration.scope.empty() ? RowScope::kNone : linker.row_scope(declaration.scope);
        auto const classes = linker.field_classes(declaration.read);
        auto grants = short_grants(declaration);
        grants.insert(grants.end(), declaration.grants.begin(), declaration.grants.end());
        for (auto const& grant : grants) role.grants.push_back(linker.link(grant, scope, classes));
        if (grants.size() > kGrantsMax) {
            mistakes.add(declaration.name.place,
                         {fmt::format("一个角色的授权超过 {} 条", kGrantsMax),
                          fmt::format("more than {} grants of one role", kGrantsMax)});
        }
        check_readable(grants, role, mistakes);
        model.roles.push_back(std::move(role));
    }
}

}  // namespace agglo
