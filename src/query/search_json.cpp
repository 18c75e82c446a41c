#include "base/json_writer.h"
#include "query/access.h"
#include "query/search.h"
#include "query/snippet.h"

namespace agglo {

namespace {

void write_hit(JsonWriter& json, EntityAccess const& access, EntityView const& view,
               SearchHit const& hit) {
    auto const& field = view.entity().fields[hit.key.field];
    auto const snippet = snippet_of(view.table().text(hit.row, hit.key.field), hit.match);
    json.begin_object()
        .member("entity", view.entity().name)
        .member("id", static_cast<int64_t>(hit.row) + 1)
        .member("label", access.label(hit.row))
        .member("code", access.code(hit.row))
        .member("field", field.name)
        .member("kind", name_of(hit.match.kind))
        .member("snippet", snippet.text)
        .member("from", static_cast<uint64_t>(snippet.from))
        .member("to", static_cast<uint64_t>(snippet.to))
        .end_object();
}

}  // namespace

Result<std::string> search_json(Snapshot const& snapshot, Viewer const& viewer,
                                SearchRequest const& request) {
    auto const found = TRY(search_records(snapshot, viewer, request));
    JsonWriter json;
    json.begin_array();
    for (auto const& entity : found) {
        EntityView const view(snapshot, entity.entity);
        EntityAccess const access(snapshot, viewer, entity.entity);
        json.begin_object()
            .member("entity", view.entity().name)
            .member("total", static_cast<uint64_t>(entity.total))
            .member("more", entity.more)
            .key("hits")
            .begin_array();
        for (auto const& hit : entity.hits) write_hit(json, access, view, hit);
        json.end_array().end_object();
    }
    json.end_array();
    return json.take();
}

}  // namespace agglo
