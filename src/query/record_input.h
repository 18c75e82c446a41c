#pragma once
// Records coming in: raw values and texts resolved against a snapshot. References are found by id,
// code or title.
#include "query/access.h"

namespace agglo {

/// The live record a reference text names: by the code field, else by title, both exact; rows
/// outside the viewer's scope are not found. `access` (rights on any entity) is quicker than a
/// viewer where many are resolved. Errors: kNoSuchReference, kAmbiguousReference.
Result<Reference> resolve_reference(EntityAccess const& access, size_t target_entity,
                                    std::string_view text);
Result<Reference> resolve_reference(Snapshot const& snapshot, Viewer const& viewer,
                                    size_t target_entity, std::string_view text);

/// settle_fact, with references given as id, code or title resolved.
Result<Value> settle_input(EntityAccess const& access, Field const& field, Value value);
Result<Value> settle_input(Snapshot const& snapshot, Viewer const& viewer, Field const& field,
                           Value value);

/// fact_from_text, with references resolved: a spreadsheet cell or a URL value.
Result<Value> settle_text(Snapshot const& snapshot, Viewer const& viewer, Field const& field,
                          std::string_view text);

}  // namespace agglo
