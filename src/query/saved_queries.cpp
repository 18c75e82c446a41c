#include "query/saved_queries.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "query/check_query.h"
#include "query/json_value.h"

namespace agglo {

namespace {

std::string text_at(EntityView const& view, size_t row, size_t field) {
    auto const value = view.value(row, field);
    return value.get<std::string>() ? *value.get<std::string>() : std::string();
}

/// What stands in the record, or comes with the asking.
constexpr std::string_view kNotOfTheBody[] = {"entity", "as_of", "on", "cursor"};

Result<Query> body_query(SavedQuery const& saved) {
    auto body = TRY(parse_json(saved.body));
    auto* object = body.if_object();
    if (!object) return Error(ErrorCode::kWrongType, {"对象 (object)", "…"});
    for (auto const name : kNotOfTheBody) {
        if (object->contains(name))
            return Error(ErrorCode::kUnknownField, {std::string(name)}).at(name);
    }
    (*object)["entity"] = saved.of;
    return query_of_json(body);
}

}  // namespace

std::optional<SavedQueryFields> saved_query_fields(Model const& model) {
    auto const entity = model.entity_index(kSavedQueryEntity);
    if (!entity) return std::nullopt;
    auto const& kind = model.entities[*entity];
    constexpr std::string_view kNames[] = {"code",  "name",        "kind", "entity",
                                           "owner", "shared_with", "body"};
    size_t at[std::size(kNames)];
    for (size_t i = 0; i < std::size(kNames); ++i) {
        auto const field = kind.field_index(kNames[i]);
        if (!field) return std::nullopt;
        at[i] = *field;
    }
    if (kind.code_field != at[0]) return std::nullopt;
    return SavedQueryFields{*entity, at[0], at[1], at[2], at[3], at[4], at[5], at[6]};
}

bool SavedQuery::open_to(Viewer const& viewer) const {
    if (viewer.unrestricted || owner == viewer.name) return true;
    return std::any_of(shared_with.begin(), shared_with.end(), [&](std::string const& role) {
        return role == kEveryone || viewer.has_role(role);
    });
}

SavedQuery read_saved_query(EntityView const& view, SavedQueryFields const& fields, size_t row) {
    SavedQuery saved{text_at(view, row, fields.code),  text_at(view, row, fields.name),
                     text_at(view, row, fields.kind),  text_at(view, row, fields.of),
                     text_at(view, row, fields.owner), {},
                     text_at(view, row, fields.body)};
    auto const roles = view.value(row, fields.shared_with);
    if (auto const* list = roles.get<ValueList>()) {
        for (auto const& role : *list) {
            if (auto const* name = role.get<std::string>()) saved.shared_with.push_back(*name);
        }
    }
    return saved;
}

std::vector<size_t> saved_queries_for(EntityAccess const& access, Viewer const& viewer,
                                      SavedQueryFields const& fields) {
    EntityView const view(access.snapshot(), fields.entity);
    auto const& rights = access.of(fields.entity);
    std::vector<size_t> rows;
    for (size_t row = 0; row < view.rows(); ++row) {
        if (!view.live(row) || !rights.may_read_row(row)) continue;
        if (read_saved_query(view, fields, row).open_to(viewer)) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(),
              [&](size_t a, size_t b) { return view.code(a) < view.code(b); });
    return rows;
}

Result<size_t> saved_query_named(EntityAccess const& access, Viewer const& viewer,
                                 SavedQueryFields const& fields, std::string_view code) {
    EntityView const view(access.snapshot(), fields.entity);
    for (auto const row : view.rows_equal(fields.code, std::string(code))) {
        bool const readable = access.of(fields.entity).may_read_row(row);
        if (readable && read_saved_query(view, fields, row).open_to(viewer)) return row;
    }
    return Error(ErrorCode::kNoSuchRecord, {view.entity().labels.zh, std::string(code)});
}

Result<Query> query_of_saved(SavedQuery const& saved) {
    auto const query = TRY(body_query(saved).at("body"));
    auto const kind = query.grouped() ? "group" : "list";
    if (!saved.kind.empty() && saved.kind != kind)
        return Error(ErrorCode::kWrongType, {kind, saved.kind}).at("kind");
    return query;
}

Result<void> check_saved_query(Snapshot const& snapshot, SavedQuery const& saved) {
    if (!snapshot.model->entity_index(saved.of))
        return Error(ErrorCode::kUnknownEntity, {saved.of}).at("entity");
    auto const query = TRY(query_of_saved(saved));
    return check_query(snapshot, Viewer::owner("saved"), query).at("body");
}

}  // namespace agglo
