#include "query/searched_field.h"

#include <algorithm>

#include "base/text.h"
#include "column/gram_segment.h"

namespace agglo {

HitKey SearchedField::key_of(TextMatch const& match, std::string_view folded_text) const {
    size_t const length = code_point_count(folded_text);
    return {match.rank(), weight,
            static_cast<uint8_t>(std::min(length, GramSegment::kLengthCounted)),
            static_cast<uint32_t>(field)};
}

std::vector<SearchedField> searched_fields(Entity const& entity, EntityAccess const* access) {
    std::vector<SearchedField> fields;
    for (size_t f = 0; f < entity.fields.size(); ++f) {
        auto const& field = entity.fields[f];
        bool const names = entity.title_field == f || entity.code_field == f;
        if (!(field.search || names) || !field.is_text()) continue;
        if (access && !access->may_read_field(f)) continue;
        uint8_t weight = 2;
        if (field.type == FieldType::kLongText) weight = SearchedField::kLongText;
        if (entity.title_field == f) weight = 1;
        if (entity.code_field == f) weight = 0;
        fields.push_back({f, weight});
    }
    return fields;
}

std::optional<SearchHit> best_fit(Table const& table, std::vector<SearchedField> const& fields,
                                  TextNeedle const& needle, size_t row) {
    std::optional<SearchHit> best;
    for (auto const& searched : fields) {
        if (!table.has(row, searched.field)) continue;
        auto const folded = fold_text(table.text(row, searched.field));
        auto match = needle.match(folded);
        if (!match) continue;
        if (searched.running()) match->kind = std::max(match->kind, MatchKind::kPart);
        SearchHit const hit{row, searched.key_of(*match, folded), *match};
        if (!best || hit.key < best->key) best = hit;
    }
    return best;
}

bool is_before(SearchHit const& a, SearchHit const& b) {
    HitKey const left{a.key.rank, a.key.weight, a.key.length, 0};
    HitKey const right{b.key.rank, b.key.weight, b.key.length, 0};
    return left == right ? a.row < b.row : left < right;
}

Result<SearchScope> SearchScope::of(Snapshot const& snapshot, Viewer const& viewer,
                                    SearchRequest const& request) {
    if (code_point_count(request.text) > TextNeedle::kLengthMax) {
        return Error(ErrorCode::kTooLong, {std::to_string(TextNeedle::kLengthMax),
                                           std::to_string(code_point_count(request.text))})
            .at("q");
    }
    if (request.limit > SearchRequest::kLimitMax) {
        return Error(ErrorCode::kTooLarge, {"limit", std::to_string(SearchRequest::kLimitMax)})
            .at("limit");
    }
    SearchScope scope{TextNeedle(request.text), {}};
    if (scope.needle.folded().empty()) return Error(ErrorCode::kRequired, {"q"}).at("q");
    auto const& kinds = snapshot.model->entities;
    for (size_t e = 0; e < kinds.size(); ++e) {
        bool const asked = request.entity.empty() || kinds[e].name == request.entity;
        if (!asked) continue;
        bool const readable = EntityAccess(snapshot, viewer, e).may_read();
        if (readable) scope.entities.push_back(e);
        if (!readable && !request.entity.empty())
            return Error(ErrorCode::kForbidden, {kinds[e].labels.zh}).at("entity");
    }
    if (scope.entities.empty() && !request.entity.empty())
        return Error(ErrorCode::kUnknownEntity, {request.entity}).at("entity");
    return scope;
}

std::vector<EntityHits> in_order(std::vector<EntityHits> found) {
    std::erase_if(found, [](EntityHits const& entity) { return entity.total == 0; });
    std::stable_sort(found.begin(), found.end(), [](EntityHits const& a, EntityHits const& b) {
        if (a.hits.empty() || b.hits.empty()) return false;
        HitKey const left{a.hits[0].key.rank, a.hits[0].key.weight, a.hits[0].key.length, 0};
        HitKey const right{b.hits[0].key.rank, b.hits[0].key.weight, b.hits[0].key.length, 0};
        return left < right;
    });
    return found;
}

}  // namespace agglo
