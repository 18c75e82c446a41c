#pragma once
// Declarations: the schema as its files state it, names not yet resolved. schema_reader.h makes
// them from YAML, schema_linker.h makes a Model of them.
#include <optional>
#include <vector>

#include "model/mistake.h"
#include "model/model.h"

namespace agglo {

/// `rollup:` of a field.
struct RollUpDeclaration {
    Word of;
    Word by;
    Word aggregate;
    Word field;
    Word where;
    Word order;
};

struct InvariantDeclaration {
    Word feel;
    Labels message;
    CheckSeverity severity = CheckSeverity::kError;
    std::vector<Word> fields;
};

struct FieldDeclaration {
    Field field;  ///< what needs no resolving
    Word name;
    Word type;
    Word group;
    Word unit;
    Word of;
    Word to;
    Word items;
    Word check;
    Word min;
    Word max;
    std::vector<Word> aliases;
    Word computed;
    std::optional<RollUpDeclaration> rollup;
    bool type_known = false;
};

struct FieldGroupDeclaration {
    Word name;
    Labels labels;
};

/// An entity; or, with `addition` set, what a later file adds to one of the same name.
struct EntityDeclaration {
    Word name;
    bool addition = false;
    Labels labels;
    Labels description;
    Word group;
    Word code;
    Word title;
    Word scope;
    Word park;
    std::vector<Word> own;
    std::vector<Word> list;
    std::vector<FieldGroupDeclaration> field_groups;
    std::vector<FieldDeclaration> fields;
    std::vector<InvariantDeclaration> invariants;
};

struct EnumerationValueDeclaration {
    Word code;
    Word parent;
    Labels labels;
    std::vector<Word> aliases;
};

struct EnumerationDeclaration {
    Word name;
    bool addition = false;
    Labels labels;
    bool ordered = false;
    std::vector<EnumerationValueDeclaration> values;
};

/// A navigation group or a unit.
struct NamedDeclaration {
    Word name;
    Labels labels;
};

struct GrantDeclaration {
    std::vector<Word> entities;
    std::vector<Word> actions;
    Word scope;
    std::vector<Word> classes;
    std::vector<Word> fields;
    Word when;
};

/// `scope`, `read`, `entities` and `edit` are the short way of writing two grants.
struct RoleDeclaration {
    Word name;
    Labels labels;
    Word admin;
    Word like;  ///< an earlier role whose short form and grants it takes
    Word scope;
    std::vector<Word> read;
    std::vector<Word> entities;
    std::vector<Word> edit;
    std::vector<GrantDeclaration> grants;
};

struct Declarations {
    std::vector<NamedDeclaration> groups;
    std::vector<NamedDeclaration> units;
    std::vector<EntityDeclaration> entities;
    std::vector<EnumerationDeclaration> enumerations;
    std::vector<RoleDeclaration> roles;
};

}  // namespace agglo
