#pragma once
// Reads one schema file into declarations. Checked here is what one file can show by itself: known
// keys, types, numbers, names, both languages; names of other things are the linker's business.
#include "model/declaration.h"

namespace agglo {

class YamlMap;

/// Bounds of what a schema may declare.
struct SchemaLimits {
    static constexpr size_t kNameLengthMax = 60;
    static constexpr int kTextLengthDefault = 200;
    static constexpr int kUrlLengthDefault = 2'000;
    static constexpr int kLongTextLengthDefault = 10'000;
    static constexpr int kTextLengthMax = 1'000'000;
};

void read_declarations(SchemaFile const& file, Declarations& declarations, Mistakes& mistakes);

/// A name is snake_case: a-z, then a-z, 0-9 and _, at most kNameLengthMax.
bool is_schema_name(std::string_view name);

void read_entity(YamlMap& map, Declarations& declarations);
void read_enumeration(YamlMap& map, Declarations& declarations);
void read_roles(YamlMap& map, Declarations& declarations);
FieldDeclaration read_field(YamlMap& map);
/// `computed` and `rollup` of a field; with them go the keys that only stored fields have.
void read_derivation(YamlMap& map, FieldDeclaration& declaration);
InvariantDeclaration read_invariant(YamlMap& map);
/// `severity`: warning or error; nothing when it is not stated.
std::optional<CheckSeverity> read_severity(YamlMap& map);

}  // namespace agglo
