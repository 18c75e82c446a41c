// Expressions: /feel/check, /feel/evaluate.
#include <boost/json/object.hpp>

#include "api/endpoint.h"
#include "api/feel_question.h"
#include "api/labels.h"
#include "api/text_place.h"
#include "feel/check/check.h"
#include "feel/unknown/possible_worlds.h"
#include "feel/value/value_text.h"
#include "query/feel_json.h"

namespace agglo {

namespace {

namespace json = boost::json;

constexpr size_t kFeelBodyBytesMax = 512u << 10;

std::string_view name_of(feel::Completion::Kind kind) {
    switch (kind) {
        case feel::Completion::Kind::kVariable: return "variable";
        case feel::Completion::Kind::kEntry: return "entry";
        case feel::Completion::Kind::kFunction: return "function";
        case feel::Completion::Kind::kKeyword: return "keyword";
    }
    return "";
}

Result<feel::Checked> check(FeelQuestion const& question) {
    auto const kind = TRY(text_member(question.body, "kind"));
    if (kind.empty() || kind == "expression")
        return feel::check_expression(question.text, question.around());
    if (kind != "unary_tests") return Error(ErrorCode::kUnknownOperator, {kind}).at("kind");
    auto const type = TRY(text_member(question.body, "input_type"));
    auto input = type.empty() ? feel::any_type()
                              : TRY(feel::parse_type(type, question.around()).at("input_type"));
    return feel::check_unary_tests(question.text, question.around(), std::move(input));
}

void write_checked(JsonWriter& json, std::string const& text, feel::Checked const& checked) {
    json.key("mistake");
    if (checked.mistake) {
        write_remark(json, text, checked.mistake->span, checked.mistake->error);
    } else {
        json.null();
    }
    if (checked.expression) {
        json.member("type", feel::to_text(*checked.expression->type));
        json.member("stored", checked.stored);
        json.member("zh", checked.shown_zh).member("en", checked.shown_en);
    }
    json.key("notices").begin_array();
    for (auto const& notice : checked.notices) write_remark(json, text, notice.span, notice.error);
    json.end_array().key("amounts").begin_array();
    for (auto const& amount : checked.amounts) {
        json.begin_object().member("zh", amount.zh).member("en", amount.en);
        write_place(json, text, amount.span);
        json.end_object();
    }
    json.end_array();
}

void write_completions(JsonWriter& json, FeelQuestion const& question, size_t position) {
    json.key("completions").begin_array();
    for (auto const& each : feel::complete(question.text, position, question.around())) {
        auto const start = position - std::min(each.replaces, position);
        auto const units =
            utf16_units(std::string_view(question.text).substr(start), position - start);
        json.begin_object().member("kind", name_of(each.kind)).member("text", each.text);
        json.member("replaces", static_cast<uint64_t>(units)).member("type", each.type);
        json.member("zh", each.zh).member("en", each.en).end_object();
    }
    json.end_array();
}

Result<http::Response> answer_check(Ask& ask) {
    auto const question = TRY(feel_question(ask));
    if (question.subject) question.subject->record.sample_usual_values();
    JsonWriter json;
    write_checked(json.begin_object(), question.text, TRY(check(question)));
    if (auto const* position = question.body.if_contains("position");
        position && !position->is_null()) {
        if (!position->is_int64() || position->get_int64() < 0)
            return Error(ErrorCode::kWrongType, {"整数 (integer)", "position"}).at("position");
        auto const units = static_cast<size_t>(position->get_int64());
        write_completions(json, question, bytes_of_units(question.text, units));
    }
    write_points(json, *question.snapshot, question.on);
    return json_response(json.end_object());
}

/// What an expression is evaluated with: a record's fields, and what `context` adds or replaces.
struct FeelInputs {
    feel::Environment around;
    std::vector<feel::Value> values;
    std::vector<feel::MissingFact> missing;
};

Result<void> add_context(json::object const& context, FeelInputs& inputs) {
    for (auto const& [key, value] : context) {
        std::string const name(key);
        auto& members = inputs.around.members;
        auto known = std::find_if(members.begin(), members.end(), [&](feel::Member const& member) {
            return member.name == name || member.label_zh == name || member.label_en == name;
        });
        auto const& type = known == members.end() ? *feel::any_type() : *known->type;
        auto given = TRY(feel_value_of_json(value, type).at(name));
        if (known == members.end()) {
            auto given_type = given.is_null() ? feel::any_type() : feel::type_of(given);
            if (given.is_null()) inputs.missing.push_back({name});
            members.push_back({name, std::move(given_type)});
            inputs.values.push_back(std::move(given));
            continue;
        }
        std::erase_if(inputs.missing, [&](feel::MissingFact const& fact) {
            return !given.is_null() &&
                   (fact.path == known->name || fact.path.starts_with(known->name + "."));
        });
        if (!feel::is_instance(given, type)) known->type = feel::any_type();
        inputs.values[static_cast<size_t>(known - members.begin())] = std::move(given);
    }
    return {};
}

Result<FeelInputs> inputs_of(FeelQuestion const& question) {
    FeelInputs inputs{question.around(), {}, {}};
    inputs.values.resize(inputs.around.members.size());
    if (question.row) inputs.values = question.subject->record.inputs(*question.row);
    if (question.subject) inputs.missing = question.subject->record.missing(inputs.values);
    auto const* context = question.body.if_contains("context");
    if (!context || context->is_null()) return inputs;
    if (!context->is_object())
        return Error(ErrorCode::kWrongType, {"对象 (object)", "context"}).at("context");
    TRY(add_context(context->get_object(), inputs).at("context"));
    return inputs;
}

void write_missing(JsonWriter& json, FeelQuestion const& question, feel::Reckoned const& reckoned) {
    json.member("known", reckoned.known()).key("missing").begin_array();
    for (auto const& path : reckoned.missing) {
        auto const labels =
            question.subject ? question.subject->record.label_of(path) : Labels{path, path};
        json.begin_object().member("path", path);
        json.member("zh", labels.zh).member("en", labels.en).end_object();
    }
    json.end_array();
}

Result<http::Response> answer_evaluate(Ask& ask) {
    auto const question = TRY(feel_question(ask));
    bool const asks_missing = TRY(flag_member(question.body, "missing"));
    auto const inputs = TRY(inputs_of(question));
    auto const parsed = TRY(feel::parse_expression(question.text, inputs.around).at("text"));
    feel::Evaluation evaluation(clock_on(question.on), kFeelLimits);
    evaluation.keep_causes();
    feel::Reckoned reckoned;
    if (asks_missing) {
        reckoned = feel::reckon(*parsed, inputs.around, inputs.values, inputs.missing, evaluation);
    } else {
        reckoned.value = feel::evaluate(*parsed, inputs.values, evaluation);
    }
    if (auto limit = limit_passed(evaluation)) return std::move(*limit).at("text");
    TRY(check_writable(reckoned.value));
    JsonWriter json;
    json.begin_object().key("value");
    write_feel_value(json, reckoned.value);
    json.member("feel", feel::to_feel(reckoned.value));
    json.member("type", feel::to_text(*feel::type_of(reckoned.value)));
    if (asks_missing) write_missing(json, question, reckoned);
    json.key("causes").begin_array();
    for (auto const& cause : evaluation.causes())
        write_remark(json, question.text, cause.span, cause.error);
    json.end_array();
    write_points(json, *question.snapshot, question.on);
    return json_response(json.end_object());
}

}  // namespace

Endpoints feel_endpoints() {
    using enum http::Method;
    return {{.method = kPost,
             .path = "/api/v1/feel/check",
             .summary = "检查表达式：类型、错误、量级、补全",
             .summary_en = "Check an expression: type, mistakes, magnitudes, completion",
             .request = "FeelCheckInput",
             .response = "FeelCheck",
             .body_bytes_max = kFeelBodyBytesMax,
             .reads = true,
             .answer = &answer_check},
            {.method = kPost,
             .path = "/api/v1/feel/evaluate",
             .summary = "计算表达式，可针对一条记录",
             .summary_en = "Evaluate an expression, on a record if wanted",
             .request = "FeelEvaluateInput",
             .response = "FeelAnswer",
             .body_bytes_max = kFeelBodyBytesMax,
             .reads = true,
             .answer = &answer_evaluate}};
}

}  // namespace agglo
