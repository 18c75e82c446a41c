// A query of either kind, answered as JSON.
#include "query/group_cache.h"
#include "query/group_json.h"
#include "query/unknown_rows.h"

namespace agglo {

namespace {

Result<void> write_records(JsonWriter& json, Snapshot const& snapshot, Viewer const& viewer,
                           Query const& query) {
    auto const page = TRY(find_records(snapshot, viewer, query));
    EntityAccess const access(snapshot, viewer, page.entity);
    json.key("rows").begin_array();
    for (size_t const row : page.rows) write_record(json, snapshot, access, page.entity, row);
    json.end_array().member("total", static_cast<uint64_t>(page.total));
    json.key("next_cursor");
    page.next_cursor.empty() ? json.null() : json.text(page.next_cursor);
    return {};
}

Result<void> write_groups(JsonWriter& json, Snapshot const& snapshot, Viewer const& viewer,
                          Query const& query, GroupCache* cache) {
    auto const table = TRY(group_records(snapshot, viewer, query, cache));
    EntityAccess const access(snapshot, viewer, *snapshot.model->entity_index(query.entity));
    json.key("rows");
    write_group_rows(json, access, *snapshot.model->entity_index(query.entity), *table);
    json.member("total", static_cast<uint64_t>(table->total));
    return {};
}

}  // namespace

Result<std::string> run_query_json(Snapshot const& snapshot, Viewer const& viewer,
                                   Query const& query, GroupCache* cache) {
    JsonWriter json;
    json.begin_object();
    TRY(query.missing     ? write_unknown(json, snapshot, viewer, query)
        : query.grouped() ? write_groups(json, snapshot, viewer, query, cache)
                          : write_records(json, snapshot, viewer, query));
    json.member("as_of", snapshot.point.sequence);
    json.member("on", query.day().to_string());
    json.end_object();
    return json.take();
}

}  // namespace agglo
