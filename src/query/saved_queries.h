#pragma once
// Saved queries: questions kept as records of the entity `saved_query`, each with an owner, and the
// roles it is shared with.
//
//   auto row = TRY(saved_query_named(access, viewer, "signed-by-month"));
//   Query query = TRY(query_of_saved(read_saved_query(view, fields, row)));
//
// The body is the JSON of /query without `entity`, `as_of`, `on` and `cursor`: those belong to the
// record, or to the moment it is asked. It says nothing of the rights it is asked with: they are
// the asker's own.
#include <optional>

#include "query/access.h"
#include "query/query.h"

namespace agglo {

inline constexpr std::string_view kSavedQueryEntity = "saved_query";

/// What the schema of `saved_query` calls its fields; nothing when a ledger's schema has no such
/// entity.
struct SavedQueryFields {
    size_t entity, code, name, kind, of, owner, shared_with, body;
};
std::optional<SavedQueryFields> saved_query_fields(Model const& model);

struct SavedQuery {
    static constexpr std::string_view kEveryone = "*";

    std::string code, name;
    std::string kind;  ///< "list" or "group"; empty: not told
    std::string of;    ///< the entity asked about
    std::string owner;
    std::vector<std::string> shared_with;  ///< roles, or kEveryone
    std::string body;

    /// Whether it is listed for a viewer.
    bool open_to(Viewer const& viewer) const;
};
SavedQuery read_saved_query(EntityView const& view, SavedQueryFields const& fields, size_t row);

/// Live, readable ones open to the viewer, by code.
std::vector<size_t> saved_queries_for(EntityAccess const& access, Viewer const& viewer,
                                      SavedQueryFields const& fields);
/// Error: kNoSuchRecord.
Result<size_t> saved_query_named(EntityAccess const& access, Viewer const& viewer,
                                 SavedQueryFields const& fields, std::string_view code);

/// Errors: those of parse_query, with a path from "body"; kUnknownEntity at "entity"; kWrongType at
/// "kind" when the body is of the other one.
Result<Query> query_of_saved(SavedQuery const& saved);
/// Whether it could be asked by somebody who may see everything. Errors: those, and check_query's.
Result<void> check_saved_query(Snapshot const& snapshot, SavedQuery const& saved);

}  // namespace agglo
