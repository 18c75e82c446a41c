#pragma once
// SearchedField: one text field of an entity as a search sees it.
#include "column/text_needle.h"
#include "query/access.h"
#include "query/search.h"

namespace agglo {

struct SearchedField {
    size_t field = 0;
    uint8_t weight = 0;  ///< HitKey::weight

    static constexpr uint8_t kLongText = 3;
    static constexpr uint8_t kWeights = 4;

    /// Running text, in which beginnings count like any other place.
    bool running() const { return weight == kLongText; }

    HitKey key_of(TextMatch const& match, std::string_view folded_text) const;
};

/// Those of an entity; with `access` only those the viewer may read.
std::vector<SearchedField> searched_fields(Entity const& entity, EntityAccess const* access);

/// The best fit of a row among the fields; nothing: none fits.
std::optional<SearchHit> best_fit(Table const& table, std::vector<SearchedField> const& fields,
                                  TextNeedle const& needle, size_t row);

bool is_before(SearchHit const& a, SearchHit const& b);

/// What a request asks for: entities the viewer may read, and the needle. The errors of
/// search_records.
struct SearchScope {
    TextNeedle needle;
    std::vector<size_t> entities;

    static Result<SearchScope> of(Snapshot const& snapshot, Viewer const& viewer,
                                  SearchRequest const& request);
};

/// Entities by their best hit; those without are left out.
std::vector<EntityHits> in_order(std::vector<EntityHits> found);

}  // namespace agglo
