#include "api/feel_question.h"

#include <boost/json/string.hpp>

#include "query/json_value.h"

namespace agglo {

namespace json = boost::json;

namespace {

Result<size_t> entity_named(Ask const& ask, Snapshot const& snapshot, std::string const& name) {
    constexpr size_t kShownMax = 80;
    auto const entity = snapshot.model->entity_index(name);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {name.substr(0, kShownMax)});
    if (!EntityAccess(snapshot, ask.viewer, *entity).may_read())
        return Error(ErrorCode::kForbidden, {snapshot.model->entities[*entity].labels.zh});
    return *entity;
}

Result<size_t> row_named(FeelSubject const& subject, Snapshot const& snapshot,
                         json::value const& id) {
    if (!id.is_int64()) return Error(ErrorCode::kWrongType, {"整数 (integer)", "id"});
    EntityView const view(snapshot, subject.entity);
    auto const row = view.live_row_of(id.get_int64());
    if (row && subject.access.may_read_row(*row)) return *row;
    return Error(ErrorCode::kNoSuchRecord,
                 {view.entity().labels.zh, "#" + std::to_string(id.get_int64())});
}

}  // namespace

feel::Environment const& FeelQuestion::around() const {
    static feel::Environment const nothing;
    return subject ? subject->record.environment() : nothing;
}

Result<std::string> text_member(json::object const& body, std::string_view name) {
    auto const* value = body.if_contains(name);
    if (!value || value->is_null()) return std::string();
    return text_of_json(*value).at(name);
}

Result<bool> flag_member(json::object const& body, std::string_view name) {
    auto const* value = body.if_contains(name);
    if (!value || value->is_null()) return false;
    if (!value->is_bool())
        return Error(ErrorCode::kWrongType, {"布尔值 (boolean)", std::string(name)}).at(name);
    return value->get_bool();
}

Result<json::object> feel_body(Ask& ask) {
    auto body = TRY(parse_json(ask.request.body));
    if (!body.is_object()) return Error(ErrorCode::kWrongType, {"对象 (object)", "…"});
    auto& object = body.get_object();
    if (auto const* as_of = object.if_contains("as_of"); as_of && !as_of->is_null())
        ask.request.query.emplace_back("as_of", TRY(point_of_json(*as_of).at("as_of")));
    if (object.contains("on")) ask.request.query.emplace_back("on", TRY(text_member(object, "on")));
    return std::move(object);
}

Result<void> find_subject(Ask const& ask, FeelQuestion& question) {
    auto const name = TRY(text_member(question.body, "entity"));
    auto const* id = question.body.if_contains("id");
    bool const of_record = id && !id->is_null();
    if (name.empty()) {
        if (of_record) return Error(ErrorCode::kRequired, {"entity"}).at("entity");
        return {};
    }
    auto const& snapshot = *question.snapshot;
    auto const entity = TRY(entity_named(ask, snapshot, name).at("entity"));
    question.subject = std::make_unique<FeelSubject>(snapshot, ask.viewer, entity);
    if (of_record) question.row = TRY(row_named(*question.subject, snapshot, *id).at("id"));
    return {};
}

Result<FeelQuestion> feel_question(Ask& ask) {
    FeelQuestion question;
    question.body = TRY(feel_body(ask));
    auto const* text = question.body.if_contains("text");
    if (!text) return Error(ErrorCode::kRequired, {"text"}).at("text");
    question.text = TRY(text_of_json(*text).at("text"));
    question.snapshot = TRY(ask.snapshot());
    question.on = TRY(ask.on());
    TRY(find_subject(ask, question));
    return question;
}

std::optional<Error> limit_passed(feel::Evaluation const& evaluation) {
    for (auto const& cause : evaluation.causes()) {
        if (cause.error.code() == ErrorCode::kFeelLimit) return cause.error;
    }
    if (!evaluation.exhausted()) return std::nullopt;
    return Error(ErrorCode::kFeelLimit, {"steps", std::to_string(evaluation.limits().steps_max)});
}

}  // namespace agglo
