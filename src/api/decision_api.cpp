// Decision models: /decisions, /decisions/{code}, /decisions/{code}/evaluate.
#include <boost/json/object.hpp>
#include <set>

#include "api/decision_answer.h"
#include "api/decision_shelf.h"
#include "api/feel_question.h"
#include "api/labels.h"
#include "dmn/evaluate/session.h"
#include "dmn/unknown/reckon_decision.h"
#include "feel/value/value_text.h"
#include "query/feel_json.h"

namespace agglo {

namespace {

namespace json = boost::json;

Result<http::Response> list_decisions(Ask& ask) {
    auto const shelf = TRY(decision_shelf(ask));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (auto const row : decisions_on(shelf.access, shelf.fields, shelf.on)) {
        write_decision_head(json, shelf.access, shelf.fields, row);
        json.end_object();
    }
    json.end_array();
    write_points(json, *shelf.snapshot, shelf.on);
    return json_response(json.end_object());
}

Result<http::Response> read_decision(Ask& ask) {
    auto const shelf = TRY(decision_shelf(ask));
    auto const row = TRY(decision_on(shelf.access, shelf.fields, ask.parameter(0), shelf.on));
    auto const model = TRY(shelf.model(row));
    JsonWriter json;
    write_decision_head(json, shelf.access, shelf.fields, row);
    write_model(json, *model);
    write_tables(json, *model);
    write_points(json, *shelf.snapshot, shelf.on);
    return json_response(json.end_object());
}

/// What a request asks of a model.
struct Question {
    std::string decision;  ///< empty: all of the main document
    feel::Context inputs;  ///< by the names of inputs or decisions
    bool trace = false;
    bool missing = false;
};

/// The record's fields, where an input is named like one.
void read_record(dmn::Model const& model, FeelQuestion const& question, feel::Context& inputs) {
    auto const& record = question.subject->record;
    for (auto const* input : model.inputs) {
        auto const member = record.member_named(input->name);
        auto value = member ? record.input(*question.row, *member) : feel::Value();
        if (!value.is_null()) inputs.set(input->name, std::move(value));
    }
}

Result<Question> question_of(Ask const& ask, DecisionShelf const& shelf, json::object body,
                             dmn::Model const& model) {
    Question question;
    question.decision = TRY(text_member(body, "decision"));
    question.trace = TRY(flag_member(body, "trace"));
    question.missing = TRY(flag_member(body, "missing"));
    FeelQuestion record{std::move(body), {}, shelf.snapshot, shelf.on, nullptr, std::nullopt};
    TRY(find_subject(ask, record));
    if (record.row) read_record(model, record, question.inputs);
    TRY(read_inputs(model, record.body, question.inputs));
    return question;
}

/// The decisions that are asked: one, or all of the main document; nothing for a service or a
/// business knowledge model.
std::vector<size_t> asked_decisions(dmn::Model const& model, std::string const& name) {
    if (!name.empty()) {
        auto const decision = model.find_decision(name);
        return decision ? std::vector<size_t>{*decision} : std::vector<size_t>{};
    }
    std::vector<size_t> all;
    for (size_t i = 0; i < model.decisions.size(); ++i) {
        if (model.decisions[i]->document == 0) all.push_back(i);
    }
    return all;
}

struct Outcome {
    std::vector<std::pair<std::string, feel::Value>> outputs;
    std::set<std::string> missing;  ///< facts that outputs hang on
};

/// Evaluates; what is known whatever the missing facts are is told by reckon().
Result<Outcome> evaluate(Question const& question, dmn::Around const& around) {
    Outcome outcome;
    auto const decisions = asked_decisions(around.model, question.decision);
    if (decisions.empty()) {
        auto value =
            TRY(dmn::ask_function(question.decision, question.inputs, around).at("decision"));
        outcome.outputs.emplace_back(question.decision, std::move(value));
        return outcome;
    }
    dmn::Session session(around);
    for (auto const& [name, value] : question.inputs.entries()) TRY(session.give(name, value));
    for (auto const decision : decisions) {
        auto const& name = around.model.decisions[decision]->name;
        outcome.outputs.emplace_back(name, session.decision(decision));
    }
    return outcome;
}

/// Replaces the outputs by what they are in every world.
void reckon(Question const& question, dmn::Model const& model, feel::Evaluation& evaluation,
            Outcome& outcome) {
    auto const decisions = asked_decisions(model, question.decision);
    for (size_t i = 0; i < decisions.size(); ++i) {
        auto missing = dmn::missing_inputs(model, decisions[i], question.inputs);
        if (missing.empty()) continue;
        auto reckoned = dmn::reckon_decision(model, decisions[i], question.inputs,
                                             std::move(missing), evaluation);
        outcome.missing.insert(reckoned.missing.begin(), reckoned.missing.end());
        outcome.outputs[i].second = std::move(reckoned.value);
    }
}

void write_missing(JsonWriter& json, dmn::Model const& model, Outcome const& outcome) {
    json.member("known", outcome.missing.empty()).key("missing").begin_array();
    for (auto const& path : outcome.missing) {
        auto const input = model.find_input(path.substr(0, path.find('.')));
        auto label = input ? model.inputs[*input]->variable.label : std::string();
        if (label.empty()) label = path;
        json.begin_object().member("path", path);
        json.member("zh", label).member("en", label).end_object();
    }
    json.end_array();
}

Result<http::Response> evaluate_decision(Ask& ask) {
    auto body = TRY(feel_body(ask));
    auto const shelf = TRY(decision_shelf(ask));
    auto const row = TRY(decision_on(shelf.access, shelf.fields, ask.parameter(0), shelf.on));
    auto const model = TRY(shelf.model(row));
    auto const question = TRY(question_of(ask, shelf, std::move(body), *model));
    feel::Evaluation evaluation(clock_on(shelf.on), kFeelLimits);
    evaluation.keep_causes();
    auto const tracer = question.trace ? std::make_shared<dmn::Tracer>() : nullptr;
    auto outcome = TRY(evaluate(question, {*model, evaluation, tracer.get()}));
    feel::Evaluation worlds(clock_on(shelf.on), kFeelLimits);
    worlds.keep_causes();
    if (question.missing) reckon(question, *model, worlds, outcome);
    for (auto const* each : {&evaluation, &worlds}) {
        if (auto limit = limit_passed(*each)) return *std::move(limit);
    }
    JsonWriter json;
    json.begin_object().key("decision");
    write_decision_head(json, shelf.access, shelf.fields, row);
    json.end_object().key("outputs").begin_object();
    for (auto const& [name, value] : outcome.outputs) {
        TRY(check_writable(value));
        json.key(name);
        write_feel_value(json, value);
    }
    json.end_object();
    if (question.missing) write_missing(json, *model, outcome);
    if (tracer) {
        json.key("trace");
        write_trace(json, tracer->steps());
    }
    json.key("causes");
    write_causes(json, evaluation.causes());
    write_points(json, *shelf.snapshot, shelf.on);
    return json_response(json.end_object());
}

}  // namespace

Endpoints decision_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    EndpointParameter const code{.name = "code", .in = In::kPath, .required = true};
    EndpointParameter const as_of{.name = "as_of",
                                  .description = "流水序号或时刻 (sequence or instant)"};
    EndpointParameter const on{.name = "on", .description = "业务日期 (business date)"};
    return {{.method = kGet,
             .path = "/api/v1/decisions",
             .summary = "某日有效的决策模型",
             .summary_en = "Decision models valid on a day",
             .parameters = {as_of, on},
             .response = "DecisionList",
             .answer = &list_decisions},
            {.method = kGet,
             .path = "/api/v1/decisions/{code}",
             .summary = "一个决策模型：输入、决策、服务",
             .summary_en = "A decision model: inputs, decisions, services",
             .parameters = {code, as_of, on},
             .response = "DecisionModel",
             .answer = &read_decision},
            {.method = kPost,
             .path = "/api/v1/decisions/{code}/evaluate",
             .summary = "按某日有效的模型决策，可带过程",
             .summary_en = "Decide by the model valid on a day, with its trace if wanted",
             .parameters = {code},
             .request = "DecisionInput",
             .response = "DecisionAnswer",
             .reads = true,
             .answer = &evaluate_decision}};
}

}  // namespace agglo
