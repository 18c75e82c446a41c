#pragma once
// Decision tables for tests from rows of text: `> 10 | "a" | "out"`.
#include <sstream>
#include <string>
#include <vector>

#include "dmn/evaluate/model_fixture.h"

namespace agglo::dmn::test {

struct TableText {
    std::string policy;  ///< "UNIQUE", "COLLECT SUM"
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;  ///< name, or name=outputValues
    std::vector<std::string> rules;
    std::vector<std::string> defaults = {};
};

inline std::string text_element(std::string const& name, std::string const& feel) {
    auto const whole = literal(feel);
    auto const begin = whole.find("<text>");
    auto const end = whole.find("</literalExpression>");
    return "<" + name + ">" + whole.substr(begin, end - begin) + "</" + name + ">";
}

inline std::vector<std::string> cells(std::string const& row) {
    std::vector<std::string> parts;
    std::stringstream stream(row);
    for (std::string part; std::getline(stream, part, '|');) {
        auto const from = part.find_first_not_of(' ');
        auto const to = part.find_last_not_of(' ');
        parts.push_back(from == part.npos ? "" : part.substr(from, to - from + 1));
    }
    return parts;
}

inline std::string table_xml(TableText const& table) {
    auto const space = table.policy.rfind(' ');
    auto policy = table.policy;
    std::string aggregation;
    if (policy.starts_with("COLLECT ")) {
        aggregation = " aggregation='" + policy.substr(space + 1) + "'";
        policy = "COLLECT";
    }
    auto xml = "<decisionTable hitPolicy='" + policy + "'" + aggregation + ">";
    for (auto const& input : table.inputs) {
        xml += "<input>" + text_element("inputExpression", input) + "</input>";
    }
    for (size_t i = 0; i < table.outputs.size(); ++i) {
        auto const& output = table.outputs[i];
        auto const equals = output.find('=');
        xml += "<output name='" + output.substr(0, equals) + "'>";
        if (equals != output.npos) xml += text_element("outputValues", output.substr(equals + 1));
        if (i < table.defaults.size()) xml += text_element("defaultOutputEntry", table.defaults[i]);
        xml += "</output>";
    }
    for (auto const& rule : table.rules) {
        xml += "<rule>";
        auto const parts = cells(rule);
        for (size_t i = 0; i < parts.size(); ++i) {
            xml += text_element(i < table.inputs.size() ? "inputEntry" : "outputEntry", parts[i]);
        }
        xml += "</rule>";
    }
    return xml + "</decisionTable>";
}

/// Inputs x: number, s: string, b: boolean; the decision is `d`.
inline ModelPtr table_model(TableText const& table) {
    std::vector<std::string> used = {"x"};
    for (auto const& each : table.inputs) {
        if (each == "s" || each == "b") used.push_back(each);
    }
    return model_of(input("x", "number") + input("s", "string") + input("b", "boolean") +
                    decision("d", table_xml(table), used));
}

}  // namespace agglo::dmn::test
