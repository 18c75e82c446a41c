#pragma once
// Links declarations into a Model: merges additions, resolves every name, builds the indexes. Each
// mistake is noted and linking goes on, so that one run shows them all; the Model is fit for use
// only when there was none.
#include "model/declaration.h"

namespace agglo {

Model link_declarations(Declarations const& declarations, Mistakes& mistakes);

// The steps, in their order.

void link_enumerations(std::vector<EnumerationDeclaration> const& declarations, Model& model,
                       Mistakes& mistakes);
/// An addition's values, fields and groups go to the end of the first declaration's; its list
/// replaces.
std::vector<EnumerationDeclaration> merged(std::vector<EnumerationDeclaration> const& all);
std::vector<EntityDeclaration> merged(std::vector<EntityDeclaration> const& all);
void link_entity(EntityDeclaration const& declaration, Model& model, size_t entity,
                 Mistakes& mistakes);
/// After every entity is linked: where scopes lead, and that titles do not go in circles.
void link_paths(std::vector<EntityDeclaration> const& declarations, Model& model,
                Mistakes& mistakes);
void link_roles(std::vector<RoleDeclaration> const& declarations, Model& model, Mistakes& mistakes);

/// Notes a name that is no snake_case or is taken already; true: it is good and now in `index`.
bool claim_name(Word const& name, size_t position, std::unordered_map<std::string, size_t>& index,
                Mistakes& mistakes);

Labels no_such(std::string_view what_zh, std::string_view what_en, std::string_view name);

}  // namespace agglo
