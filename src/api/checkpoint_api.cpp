// The ledger's checkpoint: as facts (/journal) and as the text to keep (/checkpoint), signed when
// the server has a key.
#include "api/endpoint.h"
#include "base/text.h"
#include "proof/checkpoint_folder.h"

namespace agglo {

namespace {

void write_key(JsonWriter& json, SigningKey const* key) {
    json.key("key");
    if (!key) {
        json.null();
        return;
    }
    auto const& bytes = key->public_key().bytes;
    json.begin_object().member("id", key_id(key->public_key()));
    json.member("public", to_hex({reinterpret_cast<char const*>(bytes.data()), bytes.size()}));
    json.end_object();
}

Result<http::Response> read_journal(Ask& ask) {
    auto const snapshot = ask.api.desk.snapshot();
    auto const& identity = ask.api.desk.journal().identity();
    auto const& point = snapshot->point;
    JsonWriter json;
    json.begin_object()
        .member("sequence", point.sequence)
        .member("hash", to_hex(bytes_of(point.hash)));
    json.member("recorded_at", point.recorded_at.to_string()).member("entries", point.sequence);
    json.member("records", static_cast<uint64_t>(snapshot->record_count));
    json.member("algorithm", identity.algorithm == HashAlgorithm::kSm3 ? "SM3" : "SHA-256");
    json.member("ledger", identity.ledger).member("schema_version", snapshot->schema_version);
    json.member("version", ask.api.settings.version);
    write_key(json, ask.api.settings.checkpoint_key.get());
    json.end_object();
    return json_response(json);
}

Result<http::Response> read_checkpoint_text(Ask& ask) {
    auto const point = ask.api.desk.snapshot()->point;
    auto const& identity = ask.api.desk.journal().identity();
    auto const* key = ask.api.settings.checkpoint_key.get();
    http::Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = checkpoint_text(key ? sign_checkpoint(identity, point, *key)
                                        : SignedCheckpoint{identity, point, {}, {}});
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"" + checkpoint_file_name(point.sequence) + "\"");
    return response;
}

}  // namespace

Endpoints checkpoint_endpoints() {
    using enum http::Method;
    return {
        {.method = kGet,
         .path = "/api/v1/journal",
         .summary = "账本检查点",
         .summary_en = "The journal's checkpoint",
         .response = "Journal",
         .answer = &read_journal},
        {.method = kGet,
         .path = "/api/v1/checkpoint",
         .summary = "可打印、可留存的检查点，有密钥时已签名",
         .summary_en = "The checkpoint as a text to print and keep, signed when there is a key",
         .response = "text",
         .answer = &read_checkpoint_text},
    };
}

}  // namespace agglo
