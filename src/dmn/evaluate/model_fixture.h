#pragma once
// Models for tests, short enough to be read in a row of a table.
#include <gtest/gtest.h>
#include <string>

#include "dmn/compile/read_model.h"
#include "dmn/evaluate/session.h"
#include "feel/syntax/parser.h"
#include "feel/value/value_text.h"

namespace agglo::dmn::test {

inline std::string definitions(std::string const& body, std::string const& ns = "urn:test",
                               std::string const& attributes = "") {
    return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='test' "
           "namespace='" +
           ns + "' " + attributes + ">" + body + "</definitions>";
}

inline ModelPtr model_of(std::string const& body, ImportLoader const& loader = {}) {
    auto model = read_model(definitions(body), loader);
    EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message_en());
    return model.ok() ? *model : nullptr;
}

/// `<text>` of a literal expression.
inline std::string literal(std::string const& feel) {
    std::string escaped;
    for (char const c : feel) {
        if (c == '<') {
            escaped += "&lt;";
        } else if (c == '&') {
            escaped += "&amp;";
        } else {
            escaped += c;
        }
    }
    return "<literalExpression><text>" + escaped + "</text></literalExpression>";
}

inline std::string input(std::string const& name, std::string const& type) {
    return "<inputData id='" + name + "' name='" + name + "'><variable name='" + name +
           "' typeRef='" + type + "'/></inputData>";
}

/// `requires_` names inputs and decisions whose ids are their names, `knows` BKMs and services.
inline std::string decision(std::string const& name, std::string const& logic,
                            std::vector<std::string> const& requires_ = {},
                            std::vector<std::string> const& knows = {},
                            std::string const& type = "") {
    auto xml = "<decision id='" + name + "' name='" + name + "'><variable name='" + name + "'" +
               (type.empty() ? "" : " typeRef='" + type + "'") + "/>";
    for (auto const& each : requires_) {
        xml += "<informationRequirement><requiredDecision href='#" + each +
               "'/></informationRequirement>";
    }
    for (auto const& each : knows) {
        xml += "<knowledgeRequirement><requiredKnowledge href='#" + each +
               "'/></knowledgeRequirement>";
    }
    return xml + logic + "</decision>";
}

inline feel::Clock clock() {
    return {feel::DateTime{1'750'000'000, 0, feel::Zone::utc()}};
}

inline feel::Context context_of(std::string const& feel_text) {
    if (feel_text.empty()) return {};
    feel::Evaluation evaluation(clock());
    auto const parsed = feel::parse_expression(feel_text, {});
    EXPECT_TRUE(parsed.ok()) << feel_text;
    auto const value = feel::evaluate(**parsed, std::span<feel::Value const>(), evaluation);
    EXPECT_TRUE(value.context()) << feel_text;
    return value.context() ? *value.context() : feel::Context();
}

/// What the decision, service or function gives, in FEEL, or `null: ` and the first cause.
inline std::string ask_text(Model const& model, std::string const& name,
                            std::string const& inputs = "") {
    feel::Evaluation evaluation(clock());
    evaluation.keep_causes();
    auto const value = ask(name, context_of(inputs), {model, evaluation});
    if (!value.ok()) return std::string(value.error().name());
    if (!value->is_null() || evaluation.causes().empty()) return feel::to_feel(*value);
    return "null: " + std::string(evaluation.causes().front().error.name());
}

}  // namespace agglo::dmn::test
