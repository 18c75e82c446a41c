// What stands around a record: its history and the records that refer to it.
#include <algorithm>

#include "api/endpoint.h"
#include "api/labels.h"
#include "api/record_address.h"
#include "journal/erasure.h"
#include "query/record_json.h"

namespace agglo {

namespace {

constexpr size_t kHistoryMax = 200;
constexpr size_t kRelatedShown = 5;

/// A value as the journal holds it, written by what the field is today where that still fits.
void write_past_value(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                      Field const& field, Value const& value) {
    value.is_null() ? void(json.null()) : write_value(json, snapshot, access, field, value);
}

void write_field_changes(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                         Entity const& entity, RecordChange const& change, bool erases) {
    json.key("changes").begin_array();
    for (auto const& field : change.fields) {
        auto const index = entity.field_index(field.field);
        if (!index || !access.may_read_field(*index)) continue;
        json.begin_object().member("field", field.field);
        if (field.redacted || erases) {
            json.member(erases ? "erased" : "redacted", true);
        } else {
            write_past_value(json.key("before"), snapshot, access, entity.fields[*index],
                             field.before);
            write_past_value(json.key("after"), snapshot, access, entity.fields[*index],
                             field.after);
        }
        json.end_object();
    }
    json.end_array();
}

void write_story(JsonWriter& json, Snapshot const& snapshot, EntityAccess const& access,
                 Entity const& entity, Entry const& entry, RecordId id) {
    auto const erasing = [](RecordChange const& change) { return change.entity == kErasureEntity; };
    bool const erases = std::any_of(entry.changes.begin(), entry.changes.end(), erasing);
    for (auto const& change : entry.changes) {
        if (change.entity != entity.name || change.id != id) continue;
        json.begin_object()
            .member("sequence", entry.sequence)
            .member("recorded_at", entry.recorded_at.to_string());
        json.member("actor", entry.actor).member("reason", entry.reason);
        json.member("kind", std::string(name_of(change.kind))).member("version", change.version);
        json.member("synthetic", entry.synthetic);
        write_field_changes(json, snapshot, access, entity, change, erases && !erasing(change));
        json.end_object();
    }
}

Result<http::Response> read_history(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const address = TRY(find_record_even_deleted(ask, *snapshot));
    EntityView const view(*snapshot, address.entity);
    EntityAccess const access(*snapshot, ask.viewer, address.entity);
    auto const sequences = view.history(address.row);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    size_t shown = 0;
    for (auto sequence = sequences.rbegin(); sequence != sequences.rend() && shown < kHistoryMax;
         ++sequence, ++shown) {
        TRY(ask.api.desk.journal().read(*sequence, [&](StoredEntry const& stored) {
            write_story(json, *snapshot, access, view.entity(), stored.entry, address.id);
            return false;
        }));
    }
    json.end_array().member("total", static_cast<uint64_t>(sequences.size()));
    write_points(json, *snapshot, TRY(ask.on()));
    return json_response(json.end_object());
}

/// The records of one entity that refer to the record by one field; nothing is written when there
/// are none.
void write_related(JsonWriter& json, Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                   size_t field, RecordId target) {
    EntityView const view(snapshot, entity);
    EntityAccess const access(snapshot, viewer, entity);
    if (!access.may_read() || !access.may_read_field(field)) return;
    std::vector<size_t> rows;
    for (size_t const row : view.rows_referring(field, target)) {
        if (access.may_read_row(row)) rows.push_back(row);
    }
    if (rows.empty()) return;
    json.begin_object()
        .member("entity", view.entity().name)
        .member("field", view.entity().fields[field].name);
    json.member("total", static_cast<uint64_t>(rows.size())).key("items").begin_array();
    for (size_t i = 0; i < rows.size() && i < kRelatedShown; ++i) {
        write_record_head(json, view, access, rows[i]);
        json.end_object();
    }
    json.end_array().end_object();
}

Result<http::Response> read_related(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const address = TRY(find_record(ask, *snapshot));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (size_t e = 0; e < snapshot->model->entities.size(); ++e) {
        auto const& fields = snapshot->model->entities[e].fields;
        for (size_t f = 0; f < fields.size(); ++f) {
            if (fields[f].target == address.entity)
                write_related(json, *snapshot, ask.viewer, e, f, address.id);
        }
    }
    json.end_array();
    write_points(json, *snapshot, TRY(ask.on()));
    return json_response(json.end_object());
}

}  // namespace

Endpoints record_story_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    std::vector<EndpointParameter> const record = {
        {.name = "entity", .in = In::kPath, .required = true},
        {.name = "id", .in = In::kPath, .type = "integer", .required = true},
        {.name = "as_of"},
        {.name = "on"}};
    return {
        {.method = kGet,
         .path = "/api/v1/{entity}/{id}/history",
         .summary = "变更历史",
         .summary_en = "Who changed what, when and why",
         .parameters = record,
         .response = "History",
         .answer = &read_history},
        {.method = kGet,
         .path = "/api/v1/{entity}/{id}/related",
         .summary = "相关记录",
         .summary_en = "Records that refer to this one",
         .parameters = record,
         .response = "Related",
         .answer = &read_related},
    };
}

}  // namespace agglo
