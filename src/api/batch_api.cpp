// Import batches: /imports, what each did, and undoing one.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>

#include "api/command_input.h"
#include "api/endpoint.h"
#include "desk/undo_batch.h"
#include "desk/undone_by.h"
#include "query/json_value.h"
#include "query/record_json.h"

namespace agglo {

namespace {

namespace json = boost::json;

constexpr size_t kBatchesMax = 50;
constexpr size_t kRecordsShown = 1'000;

Result<int64_t> batch_of(Ask const& ask) {
    auto const text = ask.parameter(0);
    int64_t batch = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), batch);
    if (error == std::errc() && end == text.data() + text.size()) return batch;
    return Error(ErrorCode::kNoSuchBatch, {std::string(text.substr(0, 40))});
}

/// "undone": null, or how far and by which batches.
void write_undone(JsonWriter& json, UndoneBy const& undone) {
    json.key("undone");
    if (undone.by.empty()) {
        json.null();
        return;
    }
    json.begin_object().member("whole", undone.is_whole).key("by").begin_array();
    for (auto const& by : undone.by) {
        json.begin_object().member("batch", by.batch).member("sequence", by.sequence);
        json.member("records", static_cast<uint64_t>(by.records)).end_object();
    }
    json.end_array().end_object();
}

/// How many records of each entity a batch created, changed and deleted, of those the viewer may
/// read; nothing is written when there are none.
Result<void> write_batch(JsonWriter& json, Ask const& ask, Snapshot const& snapshot,
                         EntityAccess const& access, Entry const& entry) {
    struct Counts {
        int64_t created = 0, changed = 0, deleted = 0;
    };
    std::map<std::string, Counts> by_entity;
    for (auto const& change : entry.changes) {
        auto const entity = snapshot.model->entity_index(change.entity);
        if (!entity || !access.of(*entity).may_read_row(static_cast<size_t>(change.id) - 1))
            continue;
        auto& counts = by_entity[change.entity];
        ++(change.kind == ChangeKind::kDelete   ? counts.deleted
           : change.kind == ChangeKind::kUpdate ? counts.changed
                                                : counts.created);
    }
    if (by_entity.empty()) return {};
    json.begin_object().member("batch", entry.batch).member("sequence", entry.sequence);
    json.member("recorded_at", entry.recorded_at.to_string());
    json.member("actor", entry.actor).member("reason", entry.reason);
    json.key("entities").begin_array();
    for (auto const& [entity, counts] : by_entity) {
        json.begin_object().member("entity", entity).member("created", counts.created);
        json.member("changed", counts.changed).member("deleted", counts.deleted).end_object();
    }
    json.end_array();
    write_undone(json, TRY(undone_by(ask.api.desk.journal(), snapshot, access, entry)));
    json.end_object();
    return {};
}

Result<http::Response> list_batches(Ask& ask) {
    auto const snapshot = ask.api.desk.snapshot();
    size_t const limit = TRY(ask.count("limit", 20, kBatchesMax));
    size_t const newest = snapshot->batches->size();
    size_t const before = std::min(TRY(ask.count("before", newest + 1, SIZE_MAX)), newest + 1);
    size_t const first = before > limit ? before - limit : 1;
    EntityAccess const access(*snapshot, ask.viewer, 0);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (size_t batch = before; batch-- > first;) {
        auto const entry =
            TRY(read_batch(ask.api.desk.journal(), *snapshot, static_cast<int64_t>(batch)));
        TRY(write_batch(out, ask, *snapshot, access, entry));
    }
    out.end_array().key("next_before");
    first > 1 ? out.integer(static_cast<int64_t>(first)) : out.null();
    return json_response(out.end_object());
}

void write_undo_record(JsonWriter& out, Snapshot const& snapshot, EntityAccess const& access,
                       UndoRecord const& record) {
    size_t const entity = *snapshot.model->entity_index(record.entity);
    write_record_head(out, EntityView(snapshot, entity), access,
                      static_cast<size_t>(record.id) - 1);
    out.member("entity", record.entity).member("did", std::string(name_of(record.kind)));
    out.member("fate", name_of(record.fate)).key("edited").begin_array();
    for (auto const& field : record.edited) out.text(field);
    out.end_array().key("edited_at");
    record.edited_at == 0 ? out.null() : out.integer(static_cast<int64_t>(record.edited_at));
    if (record.error) {
        out.key("error").begin_object().member("path", record.error->path());
        out.member("code", record.error->name()).member("zh", record.error->message_zh());
        out.member("en", record.error->message_en()).end_object();
    }
    out.end_object();
}

/// Kept records first: they are what a person has to look at.
http::Response undo_response(Ask const& ask, UndoPlan const& plan, Receipt const& receipt) {
    auto const snapshot = ask.api.desk.snapshot();
    EntityAccess const access(*snapshot, ask.viewer, 0);
    JsonWriter out;
    out.begin_object().member("batch", plan.batch).member("batch_sequence", plan.sequence);
    out.key("counts").begin_object();
    for (auto const fate : {UndoFate::kUndone, UndoFate::kPartly, UndoFate::kEdited,
                            UndoFate::kReferenced, UndoFate::kRefused, UndoFate::kLeftOut}) {
        out.member(name_of(fate), static_cast<uint64_t>(plan.count(fate)));
    }
    out.end_object().key("records").begin_array();
    size_t shown = 0;
    for (bool const undone : {false, true}) {
        for (auto const& record : plan.records) {
            if ((record.fate == UndoFate::kUndone) != undone || shown == kRecordsShown) continue;
            write_undo_record(out, *snapshot, access, record);
            ++shown;
        }
    }
    out.end_array().member("records_total", static_cast<uint64_t>(plan.records.size()));
    out.key("undone_by");
    receipt.sequence == 0 ? out.null() : out.integer(static_cast<int64_t>(receipt.sequence));
    return json_response(out.end_object());
}

Result<std::set<std::pair<std::string, RecordId>>> records_of(json::value const& list) {
    auto const wrong = [](size_t i) {
        return Error(ErrorCode::kWrongType, {R"({"entity", "id"})", "…"})
            .at(std::to_string(i))
            .at("records");
    };
    std::set<std::pair<std::string, RecordId>> records;
    auto const* items = list.if_array();
    if (!items) return Error(ErrorCode::kWrongType, {"数组 (array)", "…"}).at("records");
    if (items->empty()) return Error(ErrorCode::kRequired, {"records"}).at("records");
    for (size_t i = 0; i < items->size(); ++i) {
        auto const* item = (*items)[i].if_object();
        auto const* entity = item ? item->if_contains("entity") : nullptr;
        auto const* id = item ? item->if_contains("id") : nullptr;
        if (!entity || !id || !entity->is_string() || !id->is_int64()) return wrong(i);
        records.emplace(std::string_view(entity->get_string()), id->get_int64());
    }
    return records;
}

Result<UndoChoice> choice_of(Ask const& ask) {
    UndoChoice choice;
    auto const command = command_of(ask);
    choice.idempotency_key = command.idempotency_key;
    choice.request_digest = command.request_digest;
    if (ask.request.body.empty()) return choice;
    auto const body = TRY(parse_json(ask.request.body));
    choice.reason = TRY(reason_of(body));
    auto const* object = body.if_object();
    if (auto const* partly = object ? object->if_contains("partly") : nullptr) {
        if (!partly->is_bool())
            return Error(ErrorCode::kWrongType, {"true / false", "…"}).at("partly");
        choice.partly = partly->get_bool();
    }
    if (auto const* records = object ? object->if_contains("records") : nullptr)
        choice.only = TRY(records_of(*records));
    return choice;
}

/// What undoing would do; nothing is written.
Result<http::Response> tried(Ask const& ask, int64_t batch, UndoChoice const& choice) {
    auto const snapshot = ask.api.desk.snapshot();
    auto const entry = TRY(read_batch(ask.api.desk.journal(), *snapshot, batch));
    return undo_response(ask, plan_undo(*snapshot, ask.viewer, entry, choice), {});
}

Result<http::Response> try_undo(Ask& ask) {
    UndoChoice choice;
    choice.partly = ask.flag("partly");
    return tried(ask, TRY(batch_of(ask)), choice);
}

Result<http::Response> undo(Ask& ask) {
    auto const choice = TRY(choice_of(ask));
    auto const batch = TRY(batch_of(ask));
    if (ask.flag("dry_run")) return tried(ask, batch, choice);
    auto const done = TRY(undo_batch(ask.api.desk, ask.viewer, batch, choice));
    return undo_response(ask, done.plan, done.receipt);
}

}  // namespace

Endpoints batch_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    EndpointParameter const batch{
        .name = "batch", .in = In::kPath, .type = "integer", .required = true};
    return {
        {.method = kGet,
         .path = "/api/v1/imports",
         .summary = "导入批次，最近的在前",
         .summary_en = "Import batches, newest first",
         .parameters = {{.name = "limit", .type = "integer"},
                        {.name = "before", .type = "integer"}},
         .response = "Batches",
         .answer = &list_batches},
        {.method = kGet,
         .path = "/api/v1/imports/{batch}/undo",
         .summary = "撤销导入的试算",
         .summary_en = "What undoing a batch would do",
         .parameters = {batch, {.name = "partly", .type = "boolean"}},
         .response = "Undo",
         .answer = &try_undo},
        {.method = kPost,
         .path = "/api/v1/imports/{batch}/undo",
         .summary = "撤销导入",
         .summary_en = "Undo a batch; what was edited since is kept",
         .parameters = {batch,
                        {.name = "dry_run", .type = "boolean"},
                        {.name = "Idempotency-Key", .in = In::kHeader}},
         .request = "UndoInput",
         .response = "Undo",
         .body_bytes_max = 8u << 20,
         .answer = &undo},
    };
}

}  // namespace agglo
