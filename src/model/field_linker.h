#pragma once
// Resolves what one field names: enumeration, target entity, unit, field group, bounds.
#include "model/declaration.h"

namespace agglo {

/// `groups` are the field groups of its entity; the first is the default.
Field link_field(FieldDeclaration const& declaration, std::vector<FieldGroup> const& groups,
                 Model const& model, Mistakes& mistakes);

/// source, citation, published, synthetic: what every entity has besides its own fields.
std::vector<Field> reserved_fields();

/// A name no entity may declare: the reserved fields, id and version.
bool is_reserved_name(std::string_view name);

}  // namespace agglo
