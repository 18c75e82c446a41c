#include "api/account_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <charconv>

#include "api/labels.h"
#include "query/json_value.h"

namespace agglo {

namespace {

namespace json = boost::json;

constexpr int64_t kShanghai_us = 8LL * 3600 * 1'000'000;
constexpr int64_t kDay_us = 24LL * 3600 * 1'000'000;

json::value const* member_of(json::value const& body, std::string_view name) {
    auto const* object = body.if_object();
    auto const* value = object ? object->if_contains(name) : nullptr;
    return value && !value->is_null() ? value : nullptr;
}

Result<void> check_code(Snapshot const& snapshot, std::string const& entity,
                        std::string const& code) {
    Error const unknown(ErrorCode::kNoSuchReference, {entity, code});
    auto const index = snapshot.model->entity_index(entity);
    if (!index) return unknown;
    EntityView const view(snapshot, *index);
    auto const field = view.entity().code_field;
    if (!field || view.rows_equal(*field, code).empty()) return unknown;
    return {};
}

Result<void> check_codes(Snapshot const& snapshot, std::string const& entity,
                         std::vector<std::string> const& codes) {
    for (auto const& code : codes) TRY(check_code(snapshot, entity, code));
    return {};
}

Result<std::vector<Membership::Own>> own_member(json::value const& body, Snapshot const& snapshot) {
    std::vector<Membership::Own> own;
    auto const* list = member_of(body, "own");
    if (!list) return own;
    if (!list->is_array()) return Error(ErrorCode::kWrongType, {"列表 (a list)", "own"}).at("own");
    for (auto const& each : list->get_array()) {
        auto const entity = TRY(text_member(each, "entity").at("own"));
        auto const code = TRY(text_member(each, "code").at("own"));
        TRY(check_code(snapshot, entity, code).at("own"));
        own.push_back({entity, code});
    }
    return own;
}

void write_texts(JsonWriter& out, std::string_view name, std::vector<std::string> const& texts) {
    out.key(name).begin_array();
    for (auto const& text : texts) out.text(text);
    out.end_array();
}

}  // namespace

Result<std::string> text_member(json::value const& body, std::string_view name) {
    auto const* value = member_of(body, name);
    if (!value || !value->is_string())
        return Error(ErrorCode::kRequired, {std::string(name)}).at(name);
    return std::string(std::string_view(value->get_string()));
}

Result<std::string> optional_text(json::value const& body, std::string_view name) {
    if (!member_of(body, name)) return std::string();
    return text_member(body, name);
}

Result<int64_t> id_member(json::value const& body, std::string_view name) {
    auto const* value = member_of(body, name);
    if (!value) return Error(ErrorCode::kRequired, {std::string(name)}).at(name);
    if (!value->is_int64())
        return Error(ErrorCode::kWrongType, {"整数 (a whole number)", std::string(name)}).at(name);
    return value->get_int64();
}

Result<std::vector<std::string>> texts_member(json::value const& body, std::string_view name) {
    auto const* value = member_of(body, name);
    if (!value) return std::vector<std::string>();
    return texts_of_json(*value, kPlacesMax).at(name);
}

Result<std::optional<Instant>> instant_member(json::value const& body, std::string_view name) {
    auto const text = TRY(optional_text(body, name));
    if (text.empty()) return std::optional<Instant>();
    if (auto const date = Date::parse(text); date.ok())
        return std::optional(Instant{date->days * kDay_us - kShanghai_us});
    return std::optional(TRY(Instant::parse(text).at(name)));
}

Result<int64_t> id_parameter(Ask const& ask, size_t index) {
    auto const text = ask.parameter(index);
    int64_t id = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size())
        return Error(ErrorCode::kWrongType,
                     {"整数 (a whole number)", std::string(text.substr(0, 40))});
    return id;
}

Result<Membership> membership_of(json::value const& body, Snapshot const& snapshot) {
    Membership membership;
    membership.role = TRY(text_member(body, "role"));
    if (!snapshot.model->find_role(membership.role))
        return Error(ErrorCode::kNotInEnumeration, {membership.role, "角色 roles"}).at("role");
    membership.unit = TRY(optional_text(body, "unit"));
    if (!membership.unit.empty())
        TRY(check_code(snapshot, "organisation", membership.unit).at("unit"));
    membership.regions = TRY(texts_member(body, "regions"));
    TRY(check_codes(snapshot, "region", membership.regions).at("regions"));
    membership.parks = TRY(texts_member(body, "parks"));
    TRY(check_codes(snapshot, "park", membership.parks).at("parks"));
    membership.own = TRY(own_member(body, snapshot));
    membership.from = TRY(instant_member(body, "from"));
    membership.until = TRY(instant_member(body, "until"));
    return membership;
}

Labels role_labels(Model const& model, std::string const& role) {
    auto const* const found = model.find_role(role);
    return found ? found->labels : Labels{role, role};
}

void write_instant(JsonWriter& out, std::string_view name, std::optional<Instant> instant) {
    out.key(name);
    instant ? out.text(instant->to_string()) : out.null();
}

void write_membership(JsonWriter& out, Snapshot const& snapshot, Membership const& membership) {
    out.begin_object().member("id", membership.id).key("role").begin_object();
    out.member("name", membership.role).key("labels");
    write_labels(out, role_labels(*snapshot.model, membership.role));
    out.member("duty", name_of(duty_of(*snapshot.model, membership.role))).end_object();
    out.member("unit", membership.unit).key("regions").begin_array();
    for (auto const& code : membership.regions) write_region(out, snapshot, code);
    out.end_array();
    write_texts(out, "parks", membership.parks);
    out.key("own").begin_array();
    for (auto const& own : membership.own)
        out.begin_object().member("entity", own.entity).member("code", own.code).end_object();
    out.end_array();
    write_instant(out, "from", membership.from);
    write_instant(out, "until", membership.until);
    out.member("delegated_by", membership.delegated_by);
    out.member("valid", membership.valid_at(Instant::now())).end_object();
}

void write_account(JsonWriter& out, Snapshot const& snapshot, Account const& account) {
    out.begin_object().member("name", account.name).member("display_name", account.display_name);
    out.member("disabled", account.disabled).member("demo", account.demo);
    out.member("second_factor", account.second_factor);
    out.member("replace_password", account.replace_password).key("memberships").begin_array();
    for (auto const& each : account.memberships) write_membership(out, snapshot, each);
    out.end_array().end_object();
}

void write_sessions(JsonWriter& out, std::vector<SessionInfo> const& sessions, int64_t current) {
    out.begin_object().key("items").begin_array();
    for (auto const& each : sessions) {
        out.begin_object().member("id", each.id).member("current", each.id == current);
        out.member("remote", each.origin.remote).member("device", each.origin.device);
        out.member("created_at", each.created_at.to_string());
        out.member("seen_at", each.seen_at.to_string()).end_object();
    }
    out.end_array().end_object();
}

}  // namespace agglo
