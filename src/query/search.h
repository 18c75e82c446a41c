#pragma once
// Search: records of one or all entities by what stands in their texts, best first.
//
//   SearchRequest const request{.text = "肇庆", .limit = 20};
//   for (EntityHits const& found : TRY(search_records(*snapshot, viewer, request))) …
//
// Looked at are the code, the title and the fields marked `search`. Order: how the text fits
// (column/text_needle.h: whole, beginning, a word's beginning, elsewhere, pinyin, initials), then
// the code before the title before other fields before long texts, then shorter texts, then id. In
// a long text every place counts as "elsewhere". Live records only; only rows of the viewer's scope
// and fields of its classes: what it may not see neither counts nor changes the order.
#include "column/text_index.h"
#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

struct SearchRequest {
    static constexpr size_t kLimitDefault = 20;
    static constexpr size_t kLimitMax = 100;  ///< of each entity

    /// Hits of an entity that are looked for in any case, so that few are counted exactly.
    static constexpr size_t kLookedFor = 200;

    std::string text;
    std::string entity;  ///< empty: all
    size_t limit = kLimitDefault;
    size_t looked_for = kLookedFor;
};

/// What ranks a record: the best fit among its fields; less is better.
struct HitKey {
    uint8_t rank = 0xFF;  ///< TextMatch::rank
    uint8_t weight = 0;   ///< of the field: code 0, title 1, other 2, long text 3
    uint8_t length = 0;   ///< code points, GramSegment::kLengthCounted at most
    uint32_t field = 0;   ///< only so that the same record shows the same field every time
    auto operator<=>(HitKey const&) const = default;
};

struct SearchHit {
    size_t row = 0;
    HitKey key;
    TextMatch match{};  ///< places in the folded text
};

struct EntityHits {
    size_t entity = 0;
    std::vector<SearchHit> hits;  ///< the first `limit` in order
    size_t total = 0;             ///< counted; SearchRequest::looked_for at least, or all
    bool more = false;            ///< there may be more than `total`
};

/// Entities with hits, in the order of their best. Errors: kRequired, kTooLong with path "q";
/// kUnknownEntity, kForbidden, kTooLarge with theirs.
Result<std::vector<EntityHits>> search_records(Snapshot const& snapshot, Viewer const& viewer,
                                               SearchRequest const& request);
/// The slow twin: looks at every text of every record. `total` is exact, `more` never set.
Result<std::vector<EntityHits>> search_records_slowly(Snapshot const& snapshot,
                                                      Viewer const& viewer,
                                                      SearchRequest const& request);

/// Takes new texts of all searched fields into their indexes, until done or `stop`.
void catch_up_search(Snapshot const& snapshot, std::atomic<bool> const* stop = nullptr);

/// [{"entity":…,"total":…,"more":…,"hits":[…]}]; docs/api.md.
Result<std::string> search_json(Snapshot const& snapshot, Viewer const& viewer,
                                SearchRequest const& request);

}  // namespace agglo
