#include "api/decision_answer.h"

#include "dmn/analysis/analysis.h"
#include "feel/value/value_text.h"
#include "query/feel_json.h"
#include "query/record_json.h"

namespace agglo {

namespace {

constexpr size_t kTraceStepsMax = 2'000;
constexpr size_t kTraceDepthMax = 64;
constexpr dmn::AnalysisLimits kAnalysisLimits{
    .findings_max = 20, .steps_max = 100'000, .rules_max = 1'000};

std::string_view name_of(dmn::TraceStep::Kind kind) {
    switch (kind) {
        case dmn::TraceStep::Kind::kDecision: return "decision";
        case dmn::TraceStep::Kind::kFunction: return "function";
        case dmn::TraceStep::Kind::kService: return "service";
        case dmn::TraceStep::Kind::kTable: return "table";
    }
    return "";
}

std::string type_text(dmn::ItemType const& type) {
    return feel::to_text(*type.type_or_any());
}

/// Values that a declared type allows, as the model says them; empty: all.
void write_allowed(JsonWriter& json, dmn::ItemType const& type) {
    if (!type.constraints || type.constraints->own.empty()) return;
    json.key("allowed").begin_array();
    for (auto const& constraint : type.constraints->own) json.text(constraint.text);
    json.end_array();
}

void write_variable(JsonWriter& json, dmn::Element const& element, dmn::ItemType const& type) {
    json.begin_object().member("name", element.name).member("type", type_text(type));
    if (!element.variable.label.empty()) json.member("label", element.variable.label);
    if (!element.description.empty()) json.member("description", element.description);
}

std::string_view name_of(dmn::Finding::Kind kind) {
    switch (kind) {
        case dmn::Finding::Kind::kGap: return "gap";
        case dmn::Finding::Kind::kOverlap: return "overlap";
        case dmn::Finding::Kind::kConflict: return "conflict";
        case dmn::Finding::Kind::kUnreachable: return "unreachable";
    }
    return "";
}

void write_numbers(JsonWriter& json, std::vector<size_t> const& numbers) {
    json.begin_array();
    for (auto const number : numbers) json.integer(static_cast<int64_t>(number));
    json.end_array();
}

/// All values of a trace together stay within the limit of one answer, and a bit.
void write_bounded_value(JsonWriter& json, feel::Value const& value) {
    bool const fits =
        json.str().size() < 2 * FeelJsonLimits::kBytesMax && check_writable(value).ok();
    if (fits) {
        write_feel_value(json, value);
    } else {
        json.text("…");
    }
}

void write_named_values(JsonWriter& json,
                        std::vector<std::pair<std::string, feel::Value>> const& values) {
    json.begin_array();
    for (auto const& [name, value] : values) {
        json.begin_object().member("name", name).key("value");
        write_bounded_value(json, value);
        json.end_object();
    }
    json.end_array();
}

void write_finding(JsonWriter& json, dmn::Finding const& finding) {
    json.begin_object().member("kind", name_of(finding.kind)).key("rules");
    write_numbers(json, finding.rules);
    json.key("example");
    write_named_values(json, finding.example);
    json.member("is_mistake", finding.is_mistake).member("text", dmn::to_text(finding));
    json.end_object();
}

class TraceWriter {
public:
    explicit TraceWriter(JsonWriter& json) : json_(json) {}

    void write(std::vector<dmn::TraceStep> const& steps, size_t depth = 0) {
        json_.begin_array();
        for (auto const& step : steps) {
            if (++count_ > kTraceStepsMax || depth > kTraceDepthMax) break;
            write(step, depth);
        }
        json_.end_array();
    }

private:
    void write(dmn::TraceStep const& step, size_t depth) {
        json_.begin_object().member("kind", name_of(step.kind)).member("name", step.name);
        json_.key("used");
        write_named_values(json_, step.used);
        json_.key("rules");
        write_numbers(json_, step.rules);
        json_.key("value");
        write_bounded_value(json_, step.value);
        json_.key("causes");
        write_causes(json_, step.causes);
        json_.key("steps");
        write(step.steps, depth + 1);
        json_.end_object();
    }

    JsonWriter& json_;
    size_t count_ = 0;
};

}  // namespace

void write_decision_head(JsonWriter& json, EntityAccess const& access, DecisionFields const& fields,
                         size_t row) {
    EntityView const view(access.snapshot(), fields.entity);
    auto const& rights = access.of(fields.entity);
    json.begin_object().member("id", static_cast<int64_t>(row) + 1);
    json.member("version", view.version(row)).member("code", rights.code(row));
    for (auto const* name : {"name", "kind", "description", "valid_from", "valid_until"}) {
        auto const field = view.entity().field_index(name);
        if (!field || !rights.may_read_field(*field)) continue;
        json.key(name);
        write_plain_value(json, view.value(row, *field));
    }
}

void write_model(JsonWriter& json, dmn::Model const& model) {
    json.key("inputs").begin_array();
    for (auto const* input : model.inputs) {
        write_variable(json, *input, input->variable.type);
        write_allowed(json, input->variable.type);
        json.end_object();
    }
    json.end_array().key("decisions").begin_array();
    for (size_t i = 0; i < model.decisions.size(); ++i) {
        auto const& decision = *model.decisions[i];
        write_variable(json, decision, decision.variable.type);
        if (!decision.question.empty()) json.member("question", decision.question);
        json.key("needs").begin_array();
        for (auto const& needed : model.needs(i)) json.text(needed.name);
        json.end_array().end_object();
    }
    json.end_array().key("services").begin_array();
    for (auto const* service : model.services) {
        write_variable(json, *service, service->variable.type);
        json.end_object();
    }
    json.end_array().key("knowledge").begin_array();
    for (auto const* knowledge : model.knowledge) {
        write_variable(json, *knowledge, knowledge->variable.type);
        json.end_object();
    }
    json.end_array();
}

void write_tables(JsonWriter& json, dmn::Model const& model) {
    json.key("tables").begin_array();
    for (auto const& [name, table] : dmn::tables_of(model)) {
        auto const analysis = dmn::analyse(*table, kAnalysisLimits);
        json.begin_object().member("name", name);
        json.member("hit_policy", dmn::name_of(table->hit_policy));
        json.member("rules", static_cast<uint64_t>(table->rules.size()));
        json.member("complete", analysis.complete).key("findings").begin_array();
        for (auto const& finding : analysis.findings) write_finding(json, finding);
        json.end_array().end_object();
    }
    json.end_array();
}

void write_trace(JsonWriter& json, std::vector<dmn::TraceStep> const& steps) {
    TraceWriter(json).write(steps);
}

void write_causes(JsonWriter& json, std::vector<feel::Cause> const& causes) {
    json.begin_array();
    for (auto const& cause : causes) {
        json.begin_object().member("code", cause.error.name());
        json.member("zh", cause.error.message_zh()).member("en", cause.error.message_en());
        json.end_object();
    }
    json.end_array();
}

}  // namespace agglo
