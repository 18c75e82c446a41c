// Who may do what, and why: /access/roles and /{entity}/{id}/access.
#include <algorithm>

#include "api/endpoint.h"
#include "api/labels.h"
#include "api/record_address.h"
#include "query/access.h"

namespace agglo {

namespace {

void write_names(JsonWriter& json, std::string_view key, std::vector<std::string> const& names) {
    json.key(key).begin_array();
    for (auto const& name : names) json.text(name);
    json.end_array();
}

void write_grant(JsonWriter& json, Grant const& grant) {
    json.begin_object();
    write_names(json, "entities", grant.entities);
    json.key("actions").begin_array();
    for (size_t i = 0; i < kActions; ++i) {
        auto const action = static_cast<Action>(i);
        if (grant.actions.has(action)) json.text(std::string(name_of(action)));
    }
    json.end_array()
        .member("scope", std::string(name_of(grant.scope)))
        .key("classes")
        .begin_array();
    for (auto const field_class : grant.classes) json.text(std::string(name_of(field_class)));
    json.end_array();
    write_names(json, "fields", grant.fields);
    json.member("when", grant.when).end_object();
}

Result<http::Response> read_roles(Ask& ask) {
    auto const snapshot = ask.api.desk.snapshot();
    JsonWriter json;
    json.begin_object().key("roles").begin_array();
    for (auto const& role : snapshot->model->roles) {
        json.begin_object().member("name", role.name).key("labels");
        write_labels(json, role.labels);
        json.member("admin", std::string(name_of(role.admin))).key("grants").begin_array();
        for (auto const& grant : role.grants) write_grant(json, grant);
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return json_response(json);
}

/// By action: the grants that give it, as the number of the role's grant and where it holds.
void write_reasons(JsonWriter& json, EntityAccess const& access, RowRights const& rights) {
    auto const& viewer = access.viewer();
    json.key("why").begin_array();
    for (auto const number : rights.rules()) {
        auto const& rule = access.rules()[number];
        json.begin_object().member("role", viewer.roles[rule.held].role);
        json.member("grant", static_cast<uint64_t>(rule.grant)).key("rule");
        write_grant(json, access.grant_of(rule));
        json.end_object();
    }
    json.end_array();
}

void write_access(JsonWriter& json, EntityAccess const& access, Entity const& kind, size_t row) {
    auto const rights = access.rights(row);
    json.key("may").begin_object();
    for (size_t i = 0; i < kActions; ++i) {
        auto const action = static_cast<Action>(i);
        if (action != Action::kCreate) json.member(name_of(action), rights.may(action));
    }
    json.end_object();
    write_reasons(json, access, rights);
    json.key("fields").begin_array();
    for (size_t f = 0; f < kind.fields.size(); ++f) {
        if (!rights.shows(f)) continue;
        json.begin_object().member("name", kind.fields[f].name);
        json.member("set", rights.sets(Action::kEdit, f)).end_object();
    }
    json.end_array();
}

bool is_security_admin(Model const& model, Viewer const& viewer) {
    return std::any_of(viewer.roles.begin(), viewer.roles.end(), [&](HeldRole const& held) {
        auto const* role = model.find_role(held.role);
        return role && role->admin == AdminKind::kSecurity;
    });
}

/// One's own rights on a record one may read; for a security administrator those of an account on
/// any record, of which nothing else is told.
Result<http::Response> read_record_access(Ask& ask) {
    auto const snapshot = ask.api.desk.snapshot();
    auto const account = ask.request.query_value("account");
    JsonWriter json;
    json.begin_object();
    if (!account || account->empty()) {
        auto const address = TRY(find_record(ask, *snapshot));
        EntityAccess const access(*snapshot, ask.viewer, address.entity);
        json.member("account", ask.viewer.name);
        write_access(json, access, snapshot->model->entities[address.entity], address.row);
        return json_response(json.end_object());
    }
    if (!is_security_admin(*snapshot->model, ask.viewer))
        return Error(ErrorCode::kForbidden, {"account"}).at("account");
    auto const address = TRY(find_record_unseen(ask, *snapshot));
    auto const found = TRY(ask.api.accounts.find(std::string(*account)).at("account"));
    EntityAccess const access(*snapshot, viewer_of(found), address.entity);
    json.member("account", found.name);
    write_access(json, access, snapshot->model->entities[address.entity], address.row);
    return json_response(json.end_object());
}

}  // namespace

Endpoints access_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    return {
        {.method = kGet,
         .path = "/api/v1/access/roles",
         .summary = "角色及其授权",
         .summary_en = "Roles and their grants",
         .response = "Roles",
         .answer = &read_roles},
        {.method = kGet,
         .path = "/api/v1/{entity}/{id}/access",
         .summary = "对一条记录能做什么，依据哪条授权",
         .summary_en = "What may be done with a record, and by which grants",
         .parameters = {{.name = "entity", .in = In::kPath, .required = true},
                        {.name = "id", .in = In::kPath, .type = "integer", .required = true},
                        {.name = "account",
                         .description = "安全管理员可查他人 (an account's, for security "
                                        "administrators)"}},
         .response = "RecordAccess",
         .answer = &read_record_access},
    };
}

}  // namespace agglo
