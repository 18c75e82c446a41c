#pragma once
// The one entity the program itself declares: `definition`, in which the schema and a pack's files
// stand in the journal.
//
// An entry's schema version is the sequence of the last entry before it that changed a definition;
// so the definitions of any point are found by following those numbers back, without reading the
// rest of the journal.
#include <memory>

#include "state/snapshot.h"

namespace agglo {

/// Kinds of definition: kind, name and text of each record of the entity `definition`.
struct Definition {
    std::string kind;  ///< "schema", "pack", "figures", "overview", "calendar"
    std::string name;  ///< a file's path below its root
    std::string text;
};

/// The schema files the program carries: the `definition` entity and its group.
std::vector<SchemaFile> bootstrap_schema();

/// The sequence of the last entry up to `sequence` that changed a definition; 0: none. Errors:
/// kStorageFailed, kChainBroken.
Result<Sequence> schema_version_at(Journal const& journal, Sequence sequence);

/// The definitions valid after the entry `sequence`, by kind and name. Errors as above.
Result<std::vector<Definition>> definitions_at(Journal const& journal, Sequence sequence);
/// Those valid at the journal's head.
Result<std::vector<Definition>> definitions_at_head(Journal const& journal);

/// bootstrap_schema and every definition of kind "schema". Error: kValidationFailed as read_model
/// says.
Result<std::shared_ptr<Model const>> model_of(std::vector<Definition> const& definitions);

/// The definitions as a snapshot holds them; `kind` empty: all.
std::vector<Definition> definitions_of(Snapshot const& snapshot, std::string_view kind);

}  // namespace agglo
