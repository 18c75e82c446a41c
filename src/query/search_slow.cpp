// The slow twin of the search: every text of every record, no index, no bound.
#include <algorithm>

#include "query/searched_field.h"

namespace agglo {

Result<std::vector<EntityHits>> search_records_slowly(Snapshot const& snapshot,
                                                      Viewer const& viewer,
                                                      SearchRequest const& request) {
    auto const scope = TRY(SearchScope::of(snapshot, viewer, request));
    std::vector<EntityHits> found;
    for (size_t const entity : scope.entities) {
        EntityAccess const access(snapshot, viewer, entity);
        EntityView const view(snapshot, entity);
        auto const fields = searched_fields(view.entity(), &access);
        EntityHits hits{.entity = entity};
        for (size_t row = 0; row < view.rows(); ++row) {
            if (!view.live(row) || !access.may_read_row(row)) continue;
            if (auto const hit = best_fit(view.table(), fields, scope.needle, row))
                hits.hits.push_back(*hit);
        }
        hits.total = hits.hits.size();
        std::sort(hits.hits.begin(), hits.hits.end(), &is_before);
        if (hits.hits.size() > request.limit) hits.hits.resize(request.limit);
        found.push_back(std::move(hits));
    }
    return in_order(std::move(found));
}

}  // namespace agglo
