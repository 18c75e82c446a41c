// Decisions over all records: /decisions/{code}/sweep, /decisions/{code}/compare.
#include <boost/json/string.hpp>
#include <charconv>

#include "api/decision_answer.h"
#include "api/decision_shelf.h"
#include "api/feel_question.h"
#include "api/labels.h"
#include "query/decision_sweep_json.h"
#include "query/json_value.h"

namespace agglo {

namespace {

namespace json = boost::json;

Result<size_t> count_member(json::object const& body, std::string_view name, size_t otherwise,
                            size_t most) {
    auto const* value = body.if_contains(name);
    if (!value || value->is_null()) return otherwise;
    if (!value->is_int64() || value->get_int64() < 0)
        return Error(ErrorCode::kWrongType, {"非负整数 (a whole number)", std::string(name)})
            .at(name);
    auto const count = static_cast<size_t>(value->get_int64());
    if (count <= most) return count;
    return Error(ErrorCode::kTooLarge, {std::string(name), std::to_string(most)}).at(name);
}

Result<json::object const*> object_member(json::object const& body, std::string_view name) {
    auto const* value = body.if_contains(name);
    if (!value || value->is_null()) return static_cast<json::object const*>(nullptr);
    if (value->is_object()) return &value->get_object();
    return Error(ErrorCode::kWrongType, {"对象 (object)", std::string(name)}).at(name);
}

/// The records: what a body says of /query.
Result<Query> query_of(json::object const& body) {
    json::object query;
    for (char const* name : {"entity", "where", "filter", "q"}) {
        auto const* value = body.if_contains(name);
        if (value && !value->is_null()) query[name] = *value;
    }
    return query_of_json(query);
}

/// `page`: one outcome, or one of each decision, and where to go on.
Result<std::optional<SweepPage>> page_of(json::object const& body,
                                         std::vector<std::string_view> const& names) {
    auto const* page = TRY(object_member(body, "page"));
    if (!page) return std::optional<SweepPage>();
    SweepPage asked;
    for (auto const name : names) {
        if (!page->contains(name))
            return Error(ErrorCode::kRequired, {std::string(name)}).at(name).at("page");
        asked.outcomes.push_back(TRY(text_member(*page, name).at("page")));
    }
    asked.limit = TRY(count_member(*page, "limit", asked.limit, Query::kLimitMax).at("page"));
    auto const cursor = TRY(text_member(*page, "cursor").at("page"));
    auto const* end = cursor.data() + cursor.size();
    auto const read = std::from_chars(cursor.data(), end, asked.from_row);
    bool const whole = cursor.empty() || (read.ec == std::errc() && read.ptr == end);
    if (!whole) return Error(ErrorCode::kBadCursor).at("cursor").at("page");
    return std::optional(asked);
}

/// A request about the records of a query.
struct Sweep {
    json::object body;
    DecisionShelf shelf;
    Query query;
    SweepSetting setting;
    std::vector<DecisionQuestion> questions = {};
};

Result<Sweep> sweep_of(Ask& ask, std::vector<std::string_view> const& outcome_names) {
    auto body = TRY(feel_body(ask));
    auto shelf = TRY(decision_shelf(ask));
    auto query = TRY(query_of(body));
    query.on = shelf.on;
    SweepSetting setting{.on = shelf.on};
    setting.rows_kept =
        TRY(count_member(body, "rows", setting.rows_kept, SweepSetting::kRowsKeptMax));
    setting.page = TRY(page_of(body, outcome_names));
    return Sweep{std::move(body), std::move(shelf), std::move(query), std::move(setting)};
}

/// `decision`, `inputs` and `unknown` of a body, asked of a model.
Result<DecisionQuestion> question_of(json::object const& body, dmn::ModelPtr model) {
    DecisionQuestion question{std::move(model), 0, {}, false};
    auto const name = TRY(text_member(body, "decision"));
    question.decision = TRY(decision_asked(*question.model, name).at("decision"));
    question.unknown = TRY(flag_member(body, "unknown"));
    TRY(read_inputs(*question.model, body, question.given));
    return question;
}

Result<std::string> answer_of(Sweep const& asked, Viewer const& viewer, JsonWriter& json,
                              void (*write)(JsonWriter&, SweepReport const&)) {
    auto const& snapshot = *asked.shelf.snapshot;
    auto const answer = TRY(sweep(snapshot, viewer, asked.query, asked.questions, asked.setting));
    SweepReport const report{asked.shelf.access.of(answer.entity), asked.questions, answer};
    asked.setting.page ? write_sweep_page(json, report) : write(json, report);
    write_points(json, snapshot, asked.shelf.on);
    json.end_object();
    return json.take();
}

void write_asked(JsonWriter& json, DecisionQuestion const& question) {
    json.member("asked", question.model->decisions[question.decision]->name);
}

Result<http::Response> sweep_decision(Ask& ask) {
    auto asked = TRY(sweep_of(ask, {"outcome"}));
    auto const& shelf = asked.shelf;
    auto const row = TRY(decision_on(shelf.access, shelf.fields, ask.parameter(0), shelf.on));
    auto const model = TRY(shelf.model(row));
    asked.questions.push_back(TRY(question_of(asked.body, model)));
    JsonWriter json;
    json.begin_object().key("decision");
    write_decision_head(json, shelf.access, shelf.fields, row);
    json.end_object();
    write_asked(json, asked.questions.front());
    return json_response(TRY(answer_of(asked, ask.viewer, json, &write_sweep)));
}

/// What the decision is compared with: a text that is no record yet, or a record by code and day.
struct Other {
    dmn::ModelPtr model;
    std::optional<size_t> row;
};

Result<Other> other_of(json::object const& after, DecisionShelf const& shelf,
                       std::string_view code) {
    auto const xml = TRY(text_member(after, "model"));
    if (!xml.empty()) return Other{TRY(compile_decision(xml).at("model")), std::nullopt};
    auto const other_code = TRY(text_member(after, "code"));
    auto const day = TRY(text_member(after, "on"));
    if (other_code.empty() && day.empty())
        return Error(ErrorCode::kRequired, {"model"}).at("model");
    auto const on = day.empty() ? shelf.on : TRY(Date::parse(day).at("on"));
    auto const wanted = other_code.empty() ? std::string(code) : other_code;
    auto const row = TRY(decision_on(shelf.access, shelf.fields, wanted, on).at("code"));
    auto model = TRY(shelf.model(row));
    return Other{std::move(model), row};
}

Result<http::Response> compare_decisions(Ask& ask) {
    auto asked = TRY(sweep_of(ask, {"before", "after"}));
    auto const& shelf = asked.shelf;
    auto const row = TRY(decision_on(shelf.access, shelf.fields, ask.parameter(0), shelf.on));
    auto const model = TRY(shelf.model(row));
    asked.questions.push_back(TRY(question_of(asked.body, model)));
    auto const* after = TRY(object_member(asked.body, "after"));
    if (!after) return Error(ErrorCode::kRequired, {"after"}).at("after");
    auto const other = TRY(other_of(*after, shelf, ask.parameter(0)).at("after"));
    auto second = asked.body;
    if (after->contains("decision")) second["decision"] = after->at("decision");
    asked.questions.push_back(TRY(question_of(second, other.model).at("after")));
    JsonWriter json;
    json.begin_object().key("before");
    write_decision_head(json, shelf.access, shelf.fields, row);
    write_asked(json, asked.questions[0]);
    json.end_object().key("after");
    other.row ? write_decision_head(json, shelf.access, shelf.fields, *other.row)
              : static_cast<void>(json.begin_object());
    write_asked(json, asked.questions[1]);
    json.end_object();
    return json_response(TRY(answer_of(asked, ask.viewer, json, &write_comparison)));
}

}  // namespace

Endpoints decision_sweep_endpoints() {
    using enum http::Method;
    EndpointParameter const code{
        .name = "code", .in = EndpointParameter::In::kPath, .required = true};
    return {{.method = kPost,
             .path = "/api/v1/decisions/{code}/sweep",
             .summary = "对查询所得的每条记录决策，按结论计数",
             .summary_en = "Decide for every record of a query; counts by outcome",
             .parameters = {code},
             .request = "DecisionSweep",
             .response = "DecisionSweepAnswer",
             .reads = true,
             .answer = &sweep_decision},
            {.method = kPost,
             .path = "/api/v1/decisions/{code}/compare",
             .summary = "比较两个版本：谁的结论会变，如何变",
             .summary_en = "Compare two versions: whose outcome would change, and how",
             .parameters = {code},
             .request = "DecisionCompare",
             .response = "DecisionCompareAnswer",
             .body_bytes_max = 4u << 20,
             .reads = true,
             .answer = &compare_decisions}};
}

}  // namespace agglo
