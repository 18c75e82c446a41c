#include "model/schema_reader.h"

#include <algorithm>
#include <fmt/format.h>

#include "model/yaml_map.h"

namespace agglo {

namespace {

std::string_view stem_of(std::string_view path) {
    auto const slash = path.rfind('/');
    if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    return path.substr(0, path.rfind('.'));
}

void expect_own_file(YamlMap& map, Word const& name) {
    if (name.empty() || name.text == stem_of(map.place().file)) return;
    map.mistake(name.place, {fmt::format("文件应名为“{}.yaml”", name.text),
                             fmt::format("the file should be named “{}.yaml”", name.text)});
}

void read_named(YamlMap& map, std::string_view key, std::vector<NamedDeclaration>& all) {
    map.allow({key});
    for (auto& one : map.maps(key)) {
        one.allow({"name", "labels"});
        auto name = one.required_word("name");
        all.push_back({std::move(name), one.required_labels("labels")});
    }
}

void read_file(YamlMap& map, Declarations& declarations) {
    if (map.has("entity")) return read_entity(map, declarations);
    if (map.has("enumeration")) return read_enumeration(map, declarations);
    if (map.has("groups")) return read_named(map, "groups", declarations.groups);
    if (map.has("units")) return read_named(map, "units", declarations.units);
    if (map.has("roles")) return read_roles(map, declarations);
    map.mistake(map.place(),
                {"文件应声明 entity、enumeration、groups、units 或 roles",
                 "the file should declare entity, enumeration, groups, units or roles"});
}

}  // namespace

bool is_schema_name(std::string_view name) {
    if (name.empty() || name.size() > SchemaLimits::kNameLengthMax) return false;
    if (name.front() < 'a' || name.front() > 'z') return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

void read_enumeration(YamlMap& map, Declarations& declarations) {
    EnumerationDeclaration enumeration;
    enumeration.name = map.required_word("enumeration");
    expect_own_file(map, enumeration.name);
    auto const& known = declarations.enumerations;
    enumeration.addition = std::any_of(known.begin(), known.end(), [&](auto const& earlier) {
        return earlier.name.text == enumeration.name.text;
    });
    if (enumeration.addition) {
        map.allow({"enumeration", "values"});
    } else {
        map.allow({"enumeration", "labels", "ordered", "values"});
        enumeration.labels = map.required_labels("labels");
        enumeration.ordered = map.flag("ordered");
    }
    for (auto& value : map.maps("values")) {
        value.allow({"code", "labels", "aliases", "parent"});
        auto code = value.required_word("code");
        auto parent = value.word("parent");
        auto labels = value.required_labels("labels");
        enumeration.values.push_back(
            {std::move(code), std::move(parent), std::move(labels), value.words("aliases")});
    }
    declarations.enumerations.push_back(std::move(enumeration));
}

GrantDeclaration read_grant(YamlMap& map) {
    map.allow({"entities", "actions", "scope", "classes", "fields", "when"});
    GrantDeclaration grant;
    grant.entities = map.words("entities");
    grant.actions = map.words("actions");
    grant.scope = map.word("scope");
    grant.classes = map.words("classes");
    grant.fields = map.words("fields");
    grant.when = map.word("when");
    return grant;
}

void read_roles(YamlMap& map, Declarations& declarations) {
    map.allow({"roles"});
    for (auto& role : map.maps("roles")) {
        role.allow(
            {"name", "labels", "admin", "like", "scope", "read", "entities", "edit", "grants"});
        RoleDeclaration declaration;
        declaration.name = role.required_word("name");
        declaration.labels = role.required_labels("labels");
        declaration.like = role.word("like");
        declaration.scope = role.has("grants") ? role.word("scope") : role.required_word("scope");
        declaration.read = role.words("read");
        declaration.entities = role.words("entities");
        declaration.edit = role.words("edit");
        declaration.admin = role.word("admin");
        for (auto& grant : role.maps("grants")) declaration.grants.push_back(read_grant(grant));
        declarations.roles.push_back(std::move(declaration));
    }
}

void read_declarations(SchemaFile const& file, Declarations& declarations, Mistakes& mistakes) {
    auto map = YamlMap::parse(file, mistakes);
    if (map) read_file(*map, declarations);
}

void read_entity(YamlMap& map, Declarations& declarations) {
    EntityDeclaration entity;
    entity.name = map.required_word("entity");
    expect_own_file(map, entity.name);
    auto const& known = declarations.entities;
    entity.addition = std::any_of(known.begin(), known.end(), [&](auto const& earlier) {
        return earlier.name.text == entity.name.text;
    });
    if (entity.addition) {
        map.allow({"entity", "list", "field_groups", "fields", "invariants"});
    } else {
        map.allow({"entity", "labels", "description", "group", "code", "title", "list", "scope",
                   "park", "own", "field_groups", "fields", "invariants"});
        entity.labels = map.required_labels("labels");
        entity.description = map.labels("description");
        entity.group = map.required_word("group");
        entity.code = map.word("code");
        entity.title = map.word("title");
        entity.scope = map.word("scope");
        entity.park = map.word("park");
        entity.own = map.words("own");
    }
    entity.list = map.words("list");
    for (auto& group : map.maps("field_groups")) {
        group.allow({"name", "labels"});
        auto name = group.required_word("name");
        entity.field_groups.push_back({std::move(name), group.required_labels("labels")});
    }
    for (auto& field : map.maps("fields")) entity.fields.push_back(read_field(field));
    for (auto& invariant : map.maps("invariants"))
        entity.invariants.push_back(read_invariant(invariant));
    declarations.entities.push_back(std::move(entity));
}

}  // namespace agglo
