#include "query/search.h"

#include <algorithm>
#include <unordered_set>

#include "base/assert.h"
#include "query/field_search.h"

namespace agglo {

namespace {

/// One entity's search.
class EntitySearch {
public:
    EntitySearch(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                 NeedleGrams const& needle);

    EntityHits find(size_t limit, size_t looked_for);

private:
    bool shown(size_t row) const { return view_.live(row) && access_.may_read_row(row); }
    /// Adds the hits of a rank in the fields of a weight, in order; false: as far as was asked.
    bool add(uint8_t rank, uint8_t weight, size_t enough);

    EntityView const view_;
    EntityAccess const access_;
    NeedleGrams const& needle_;
    std::vector<SearchedField> const fields_;
    std::vector<FieldSearch> searches_;  // by field
    std::vector<size_t> rows_;           // hits in order
    std::unordered_set<size_t> found_;   // the same
};

EntitySearch::EntitySearch(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                           NeedleGrams const& needle)
    : view_(snapshot, entity),
      access_(snapshot, viewer, entity),
      needle_(needle),
      fields_(searched_fields(view_.entity(), &access_)) {
    searches_.reserve(fields_.size());
    for (auto const& field : fields_) {
        searches_.emplace_back(view_.table(), field, needle,
                               [this](size_t row) { return shown(row); });
    }
}

bool EntitySearch::add(uint8_t rank, uint8_t weight, size_t enough) {
    std::vector<KeyedRow> keyed;
    KeyedRow complete_to = kNoBound;
    for (size_t i = 0; i < fields_.size(); ++i) {
        if (fields_[i].weight != weight) continue;
        auto const found = searches_[i].fitting(rank, enough);
        keyed.insert(keyed.end(), found.rows.begin(), found.rows.end());
        complete_to = std::min(complete_to, found.complete_to);
    }
    std::sort(keyed.begin(), keyed.end());
    for (KeyedRow const row : keyed) {
        if (row > complete_to) break;
        if (found_.insert(row_of(row)).second) rows_.push_back(row_of(row));
    }
    return complete_to == kNoBound;
}

/// Rank after rank and weight after weight, so whatever is found is next in order.
EntityHits EntitySearch::find(size_t limit, size_t looked_for) {
    size_t const enough = std::max({limit, looked_for, size_t{1}});
    EntityHits hits{.entity = view_.index(), .hits = {}};
    for (size_t place = 0; place < size_t{TextMatch::kRanks} * SearchedField::kWeights; ++place) {
        bool const all = add(static_cast<uint8_t>(place / SearchedField::kWeights),
                             static_cast<uint8_t>(place % SearchedField::kWeights), enough);
        hits.more = !all || rows_.size() >= enough;
        if (hits.more) break;
    }
    hits.total = rows_.size();
    for (size_t i = 0; i < std::min(limit, rows_.size()); ++i) {
        auto const hit = best_fit(view_.table(), fields_, needle_.needle(), rows_[i]);
        AGGLO_ASSERT(hit);
        hits.hits.push_back(*hit);
    }
    return hits;
}

}  // namespace

Result<std::vector<EntityHits>> search_records(Snapshot const& snapshot, Viewer const& viewer,
                                               SearchRequest const& request) {
    auto const scope = TRY(SearchScope::of(snapshot, viewer, request));
    NeedleGrams const needle(scope.needle);
    std::vector<EntityHits> found;
    for (size_t const entity : scope.entities) {
        EntitySearch search(snapshot, viewer, entity, needle);
        found.push_back(search.find(request.limit, request.looked_for));
    }
    return in_order(std::move(found));
}

void catch_up_search(Snapshot const& snapshot, std::atomic<bool> const* stop) {
    for (size_t e = 0; e < snapshot.entities.size(); ++e) {
        Table const& table = *snapshot.entities[e].table;
        for (auto const& field : searched_fields(snapshot.model->entities[e], nullptr)) {
            auto const words =
                field.running() ? TextIndex::Words::kLeftOut : TextIndex::Words::kIndexed;
            auto& index = table.dictionary(field.field).index();
            index.catch_up(words, stop);
            if (stop && *stop) return;
            auto const known = index.rows();
            if (!known || known->outdated(table)) index.set_rows(RowLists::of(table, field.field));
        }
    }
}

}  // namespace agglo
