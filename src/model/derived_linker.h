#pragma once
// Links what the schema derives: computed fields, roll-ups and invariants. After every entity, as a
// formula may name fields of others.
//
// Refused: names that are nothing's, results of another type than the field's, circles, and a field
// of a less sensitive class than one it hangs on.
#include <map>

#include "model/schema_linker.h"

namespace agglo {

void link_derived(std::vector<EntityDeclaration> const& declarations, Model& model,
                  Mistakes& mistakes);

/// Fills Model::derived; every circle is a mistake. `places` are those of the derived fields.
void order_derived(std::map<FieldAddress, Place> const& places, Model& model, Mistakes& mistakes);

/// What a derived field hangs on.
std::vector<FieldAddress> derived_from(Model const& model, FieldAddress field);

}  // namespace agglo
