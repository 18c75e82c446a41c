// One's own tokens, for programs: /account/tokens.
#include <boost/json/object.hpp>

#include "api/account_json.h"
#include "query/json_value.h"

namespace agglo {

namespace {

void write_token(JsonWriter& out, TokenInfo const& token) {
    out.begin_object().member("id", token.id).member("label", token.label);
    out.member("created_at", token.created_at.to_string());
    out.member("expires_at", token.expires_at.to_string());
    out.member("write", token.scope.write).key("entities").begin_array();
    for (auto const& name : token.scope.entities) out.text(name);
    out.end_array().end_object();
}

Result<http::Response> list_tokens(Ask& ask) {
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (auto const& token : TRY(ask.api.accounts.tokens(ask.session->account.name)))
        write_token(out, token);
    out.end_array().end_object();
    return json_response(out);
}

Result<TokenScope> scope_of(Ask const& ask, boost::json::value const& body) {
    TokenScope scope;
    scope.entities = TRY(texts_member(body, "entities"));
    auto const snapshot = ask.api.desk.snapshot();
    for (auto const& name : scope.entities) {
        if (!snapshot->model->entity_index(name))
            return Error(ErrorCode::kUnknownEntity, {name}).at("entities");
    }
    auto const* object = body.if_object();
    auto const* write = object ? object->if_contains("write") : nullptr;
    scope.write = write && write->is_bool() && write->get_bool();
    return scope;
}

Result<http::Response> create_token(Ask& ask) {
    auto const body = TRY(parse_json(ask.request.body));
    auto const label = TRY(text_member(body, "label"));
    auto const expires_at = TRY(instant_member(body, "expires_at"));
    if (!expires_at) return Error(ErrorCode::kRequired, {"expires_at"}).at("expires_at");
    auto const scope = TRY(scope_of(ask, body));
    ask.audit.detail = scope.write ? "write" : "read";
    auto const secret =
        TRY(ask.api.accounts.create_token(ask.session->account.name, label, scope, *expires_at));
    JsonWriter out;
    out.begin_object().member("token", secret).end_object();
    return json_response(out, 201);
}

Result<http::Response> revoke_token(Ask& ask) {
    auto const id = TRY(id_parameter(ask, 0));
    TRY(ask.api.accounts.revoke_token(id, ask.session->account.name));
    return http::Response{.status = 204};
}

}  // namespace

Endpoints own_token_endpoints() {
    using enum http::Method;
    return {
        {.method = kGet,
         .path = "/api/v1/account/tokens",
         .summary = "我的接口令牌",
         .summary_en = "One's own tokens",
         .need = Need::kSession,
         .response = "TokenList",
         .answer = &list_tokens},
        {.method = kPost,
         .path = "/api/v1/account/tokens",
         .summary = "生成接口令牌，只显示一次",
         .summary_en = "Make a token, shown once",
         .need = Need::kSession,
         .request = "TokenInput",
         .response = "TokenSecret",
         .status = 201,
         .proof = true,
         .audited = "token_create",
         .answer = &create_token},
        {.method = kDelete,
         .path = "/api/v1/account/tokens/{id}",
         .summary = "吊销接口令牌",
         .summary_en = "Revoke a token",
         .need = Need::kSession,
         .parameters = {{.name = "id",
                         .in = EndpointParameter::In::kPath,
                         .type = "integer",
                         .required = true}},
         .status = 204,
         .audited = "token_revoke",
         .answer = &revoke_token},
    };
}

}  // namespace agglo
