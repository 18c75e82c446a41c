#include "query/search.h"

#include <algorithm>

#include "query/candidate_rows.h"

namespace agglo {

namespace {

/// One entity's search.
class EntitySearch {
public:
    EntitySearch(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                 TextNeedle const& needle)
        : view_(snapshot, entity),
          access_(snapshot, viewer, entity),
          needle_(needle),
          fields_(searched_fields(view_.entity(), &access_)) {}

    EntityHits find(size_t limit) const;

private:
    /// What one look at the best `size` rows of every field comes to.
    struct Look {
        std::vector<SearchHit> hits;  // in no order
        KeyedRow complete_to = ~KeyedRow{0};

        bool all() const { return complete_to == ~KeyedRow{0}; }
        /// Hits that nothing not looked at can surpass.
        size_t settled() const;
    };
    Look look(size_t size) const;
    bool shown(size_t row) const { return view_.live(row) && access_.may_read_row(row); }

    EntityView const view_;
    EntityAccess const access_;
    TextNeedle const& needle_;
    std::vector<SearchedField> const fields_;
};

size_t EntitySearch::Look::settled() const {
    return static_cast<size_t>(std::count_if(hits.begin(), hits.end(), [&](SearchHit const& hit) {
        return keyed_row(hit.key.rank, hit.key.weight, hit.key.length, hit.row) <= complete_to;
    }));
}

EntitySearch::Look EntitySearch::look(size_t size) const {
    Look look;
    std::vector<KeyedRow> rows;
    std::vector<SearchedField> fitting;
    for (auto const& field : fields_) {
        auto const found = CandidateRows::of(view_.table(), field, needle_, size);
        if (!found.rows.empty()) fitting.push_back(field);
        rows.insert(rows.end(), found.rows.begin(), found.rows.end());
        look.complete_to = std::min(look.complete_to, found.complete_to);
    }
    for (auto& row : rows) row = row_of(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (size_t const row : rows) {
        if (!shown(row)) continue;
        if (auto const hit = best_fit(view_.table(), fitting, needle_, row))
            look.hits.push_back(*hit);
    }
    return look;
}

/// Looks further until what was not looked at cannot surpass the hits.
EntityHits EntitySearch::find(size_t limit) const {
    constexpr size_t kFurther = 16;
    size_t size = EntityHits::kLookedAt;
    auto seen = look(size);
    while (!seen.all() && seen.settled() < limit) seen = look(size *= kFurther);
    EntityHits found{.entity = view_.index(), .hits = std::move(seen.hits)};
    found.total = found.hits.size();
    found.more = !seen.all();
    std::sort(found.hits.begin(), found.hits.end(), &is_before);
    if (found.hits.size() > limit) found.hits.resize(limit);
    return found;
}

}  // namespace

Result<std::vector<EntityHits>> search_records(Snapshot const& snapshot, Viewer const& viewer,
                                               SearchRequest const& request) {
    auto const scope = TRY(SearchScope::of(snapshot, viewer, request));
    std::vector<EntityHits> found;
    for (size_t const entity : scope.entities)
        found.push_back(EntitySearch(snapshot, viewer, entity, scope.needle).find(request.limit));
    return in_order(std::move(found));
}

void catch_up_search(Snapshot const& snapshot, std::atomic<bool> const* stop) {
    for (size_t e = 0; e < snapshot.entities.size(); ++e) {
        Table const& table = *snapshot.entities[e].table;
        for (auto const& field : searched_fields(snapshot.model->entities[e], nullptr)) {
            auto& index = table.dictionary(field.field).index();
            index.catch_up(stop);
            if (stop && *stop) return;
            auto const known = index.rows();
            if (!known || known->outdated(table)) index.set_rows(RowLists::of(table, field.field));
        }
    }
}

}  // namespace agglo
