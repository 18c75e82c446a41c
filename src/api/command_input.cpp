#include "api/command_input.h"

#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <charconv>

#include "api/endpoint.h"
#include "base/digest.h"
#include "base/text.h"
#include "query/json_value.h"
#include "query/record_json.h"

namespace agglo {

namespace json = boost::json;

namespace {

constexpr size_t kReasonMax = 2'000;
constexpr size_t kKeyMax = 200;

Result<Value> input_value(json::value const& value, std::map<std::string, size_t> const& locals) {
    auto const* object = value.if_object();
    auto const* local = object ? object->if_contains("ref") : nullptr;
    if (!local) return value_of_json(value);
    auto const name =
        local->is_string() ? std::string(std::string_view(local->get_string())) : std::string();
    auto const found = locals.find(name);
    if (found == locals.end()) return Error(ErrorCode::kNoSuchReference, {"ref", name});
    return Value(Reference{-static_cast<RecordId>(found->second)});
}

/// Who made a record's present version.
void write_last_change(JsonWriter& out, Ask const& ask, Sequence sequence) {
    (void)ask.api.desk.journal().read(sequence, [&](StoredEntry const& stored) {
        out.member("changed_by", stored.entry.actor)
            .member("changed_at", stored.entry.recorded_at.to_string());
        return false;
    });
}

/// What a command did, as JSON.
http::Response receipt_response(Receipt const& receipt) {
    JsonWriter out;
    out.begin_object().member("sequence", receipt.sequence).key("records").begin_array();
    for (auto const& record : receipt.records) {
        out.begin_object()
            .member("op", std::string(name_of(record.kind)))
            .member("entity", record.entity);
        out.member("id", record.id).member("version", record.version).end_object();
    }
    out.end_array().member("repeated", receipt.repeated);
    if (!receipt.warnings.empty()) out.key("warnings").raw(warnings_json(receipt));
    out.end_object();
    return json_response(out);
}

}  // namespace

std::string warnings_json(Receipt const& receipt, std::string_view without) {
    JsonWriter out;
    out.begin_array();
    for (auto warning : receipt.warnings) {
        auto const error = std::move(warning).without(without);
        out.begin_object().member("path", error.path()).member("code", error.name());
        out.member("zh", error.message_zh()).member("en", error.message_en()).end_object();
    }
    out.end_array();
    return out.take();
}

Command command_of(Ask const& ask) {
    Command command;
    command.viewer = ask.viewer;
    command.idempotency_key =
        std::string(ask.request.header("idempotency-key").value_or("").substr(0, kKeyMax));
    if (command.idempotency_key.empty()) return command;
    Hasher hasher(HashAlgorithm::kSha256);
    hasher.update(http::name_of(ask.request.method)).update(" ").update(ask.request.path);
    for (auto const& [name, value] : ask.request.query) hasher.update("&" + name + "=" + value);
    hasher.update("\n").update(ask.request.body);
    command.request_digest = to_hex(bytes_of(hasher.finish()));
    return command;
}

Result<std::vector<Fact>> facts_of(json::value const& fields,
                                   std::map<std::string, size_t> const& locals) {
    auto const* object = fields.if_object();
    if (!object) return Error(ErrorCode::kRequired, {"fields"}).at("fields");
    std::vector<Fact> facts;
    for (auto const& [key, value] : *object) {
        auto const name = std::string(std::string_view(key));
        facts.push_back({name, TRY(input_value(value, locals).at(name).at("fields"))});
    }
    return facts;
}

Result<std::string> reason_of(json::value const& body) {
    auto const* object = body.if_object();
    auto const* value = object ? object->if_contains("reason") : nullptr;
    if (!value || value->is_null()) return std::string();
    if (!value->is_string())
        return Error(ErrorCode::kWrongType, {"文字 (text)", "reason"}).at("reason");
    auto reason = TRY(clean_text(value->get_string()).at("reason"));
    size_t const length = code_point_count(reason);
    if (length <= kReasonMax) return reason;
    return Error(ErrorCode::kTooLong, {std::to_string(kReasonMax), std::to_string(length)})
        .at("reason");
}

Result<int64_t> version_of(Ask const& ask) {
    auto text = ask.request.header("if-match").value_or("");
    if (text.empty()) return Error(ErrorCode::kVersionRequired);
    if (text.starts_with("W/")) text.remove_prefix(2);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    int64_t version = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    bool const whole = error == std::errc() && end == text.data() + text.size();
    if (!whole) return Error(ErrorCode::kMalformed, {"If-Match"}).at("version");
    return version;
}

http::Response write_problem(Ask const& ask, Error const& error,
                             std::optional<std::pair<size_t, RecordId>> record) {
    auto response = http::problem(error, ask.request.request_id);
    if (error.code() != ErrorCode::kVersionConflict || !record) return response;
    auto const snapshot = ask.api.desk.snapshot();
    EntityView const view(*snapshot, record->first);
    EntityAccess const access(*snapshot, ask.viewer, record->first);
    auto const row = view.live_row_of(record->second);
    if (!row || !access.may_read_row(*row)) return response;
    JsonWriter more;
    more.begin_object().key("current");
    write_record(more, *snapshot, access, record->first, *row);
    write_last_change(more, ask, view.changed(*row));
    more.end_object();
    response.body.pop_back();
    response.body += "," + more.take().substr(1);
    return response;
}

void answer_with_receipt(Ask const& ask, Result<Command> command, http::Responder const& respond) {
    auto const request_id = ask.request.request_id;
    if (!command.ok()) return respond(http::problem(command.error(), request_id));
    ask.api.desk.submit(*std::move(command), [respond, request_id](Result<Receipt> receipt) {
        respond(receipt.ok() ? receipt_response(*receipt)
                             : http::problem(receipt.error(), request_id));
    });
}

}  // namespace agglo
