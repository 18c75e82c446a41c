// What stands around a record: its history and the records that refer to it.
#include <algorithm>

#include "api/endpoint.h"
#include "api/labels.h"
#include "api/record_address.h"
#include "journal/erasure.h"
#include "query/past_record.h"
#include "query/record_json.h"

namespace agglo {

namespace {

constexpr size_t kHistoryMax = 200;
constexpr size_t kRelatedShown = 5;

/// A record's history, newest first, as far as the viewer could have read the record then too: a
/// change is told when the record lay in the viewer's scope before and after it, and of it the
/// fields that could be read at both ends.
class Story {
public:
    Story(JsonWriter& json, EntityAccess const& access, size_t entity, RecordId id)
        : json_(json),
          access_(access),
          kind_(access.snapshot().model->entities[entity]),
          past_(access.snapshot(), entity, id),
          id_(id),
          after_(access.rights(past_, id)) {}

    void tell(Entry const& entry) {
        auto const is_own = [&](RecordChange const& change) {
            return change.entity == kind_.name && change.id == id_;
        };
        auto const erasing = [](RecordChange const& change) {
            return change.entity == kErasureEntity;
        };
        bool const erases = std::any_of(entry.changes.begin(), entry.changes.end(), erasing);
        for (auto const& change : entry.changes) {
            if (!is_own(change)) continue;
            past_.undo(change);
            bool const appears = change.kind == ChangeKind::kCreate;
            auto const before = access_.rights(past_, id_);
            if (after_.may(Action::kRead) && (appears || before.may(Action::kRead)))
                write(entry, change, appears ? after_ : before, erases && !erasing(change));
            after_ = before;
        }
    }
    size_t told() const { return told_; }

private:
    void write(Entry const& entry, RecordChange const& change, RowRights const& before,
               bool erases) {
        ++told_;
        json_.begin_object()
            .member("sequence", entry.sequence)
            .member("recorded_at", entry.recorded_at.to_string());
        json_.member("actor", entry.actor).member("reason", entry.reason);
        json_.member("kind", std::string(name_of(change.kind))).member("version", change.version);
        json_.member("synthetic", entry.synthetic).key("changes").begin_array();
        for (auto const& field : change.fields) {
            auto const index = kind_.field_index(field.field);
            if (!index || !after_.shows(*index) || !before.shows(*index)) continue;
            json_.begin_object().member("field", field.field);
            if (field.redacted || erases) {
                json_.member(erases ? "erased" : "redacted", true);
            } else {
                write_past(json_.key("before"), kind_.fields[*index], field.before);
                write_past(json_.key("after"), kind_.fields[*index], field.after);
            }
            json_.end_object();
        }
        json_.end_array().end_object();
    }

    /// A value as the journal holds it, written by what the field is today where that still fits.
    void write_past(JsonWriter& json, Field const& field, Value const& value) {
        value.is_null() ? void(json.null())
                        : write_value(json, access_.snapshot(), access_, field, value);
    }

    JsonWriter& json_;
    EntityAccess const& access_;
    Entity const& kind_;
    PastRecord past_;
    RecordId id_;
    RowRights after_;
    size_t told_ = 0;
};

Result<http::Response> read_history(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const address = TRY(find_record_even_deleted(ask, *snapshot));
    EntityView const view(*snapshot, address.entity);
    EntityAccess const access(*snapshot, ask.viewer, address.entity);
    auto const sequences = view.history(address.row);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    Story story(json, access, address.entity, address.id);
    size_t const read = std::min(sequences.size(), kHistoryMax);
    for (size_t i = sequences.size(); i-- > sequences.size() - read;) {
        TRY(ask.api.desk.journal().read(sequences[i], [&](StoredEntry const& stored) {
            story.tell(stored.entry);
            return false;
        }));
    }
    // What lies further back is counted as it cannot be told apart without reading it.
    json.end_array().member("total", static_cast<uint64_t>(sequences.size() - read + story.told()));
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
