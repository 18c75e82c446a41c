// The tables of tests/feel/*.test. A line is a case, `#` begins a comment or names the section of
// DMN 1.5 that follows:
//
//   # 10.3.4.3 substring(string, start position, length?)
//   substring("foobar", 3) → "obar"
//   substring("foobar", 0) → null feel_index_outside
//   substring("foobar",    → error
//
// On the right stands the value in FEEL, or `null` and why: the stable name of an error of the
// catalogue, or `error` for a text that is no expression, perhaps with the place (`error 1:5`, line
// and column; ⏎ on the left is a line end). now() is 2025-06-30T12:00:00Z.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "base/text.h"
#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"
#include "feel/value/value_text.h"

namespace agglo::feel {

namespace {

constexpr std::string_view kArrow = "→";

struct Outcome {
    std::string text;                 ///< in FEEL; `error` when it cannot be read
    std::vector<std::string> causes;  ///< names of errors
};

Outcome outcome_of(std::string_view text) {
    auto const expression = parse_expression(text, Environment{});
    if (!expression) return {"error", {expression.error().message_en()}};
    Evaluation evaluation({.now = DateTime::of({2025, 6, 30}, {43'200, 0, Zone::utc()})});
    evaluation.keep_causes();
    auto const value = evaluate(**expression, std::span<Value const>(), evaluation);
    Outcome outcome{to_feel(value), {}};
    for (auto const& cause : evaluation.causes()) outcome.causes.emplace_back(cause.error.name());
    return outcome;
}

std::string joined(std::vector<std::string> const& words) {
    std::string out;
    for (auto const& word : words) out += (out.empty() ? "" : ", ") + word;
    return out.empty() ? "no cause" : out;
}

/// An error, at `place` if one is given.
bool told_at(std::string_view place, Outcome const& actual) {
    if (actual.text != "error" || trim(place).empty()) return actual.text == "error";
    auto const colon = place.find(':');
    auto const told = "Line " + std::string(trim(place.substr(0, colon))) + ", column " +
                      std::string(place.substr(colon + 1)) + ":";
    return actual.causes.front().starts_with(told);
}

/// ⏎ as the line end it stands for.
std::string with_line_ends(std::string_view text) {
    static constexpr std::string_view kLineEnd = "⏎";
    std::string out(text);
    for (size_t at = 0; (at = out.find(kLineEnd, at)) != std::string::npos;)
        out.replace(at, kLineEnd.size(), "\n");
    return out;
}

/// Empty when the case holds; else what came instead.
std::string difference(std::string_view expression, std::string_view expected) {
    auto const actual = outcome_of(expression);
    auto const shown = actual.text + " (" + joined(actual.causes) + ")";
    if (expected.starts_with("error")) return told_at(expected.substr(5), actual) ? "" : shown;
    if (!expected.starts_with("null")) return actual.text == outcome_of(expected).text ? "" : shown;
    if (actual.text != "null") return shown;
    auto const cause = trim(expected.substr(4));
    bool const told =
        std::find(actual.causes.begin(), actual.causes.end(), cause) != actual.causes.end();
    return cause.empty() || told ? "" : shown;
}

std::vector<std::filesystem::path> tables() {
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::directory_iterator(AGGLO_FEEL_TABLES))
        if (entry.path().extension() == ".test") found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

class FeelTable : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(FeelTable, Holds) {
    std::ifstream file(GetParam());
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        auto const text = trim(line);
        if (text.empty() || text.starts_with('#')) continue;
        auto const arrow = text.rfind(kArrow);
        auto const place = GetParam().filename().string() + ":" + std::to_string(number) + ": ";
        if (arrow == std::string_view::npos) {
            ADD_FAILURE() << place << "no " << kArrow;
            continue;
        }
        auto const expression = with_line_ends(trim(text.substr(0, arrow)));
        auto const wrong = difference(expression, trim(text.substr(arrow + kArrow.size())));
        EXPECT_EQ(wrong, "") << place << text;
    }
}

std::string name_of(testing::TestParamInfo<std::filesystem::path> const& table) {
    auto name = table.param.stem().string();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Tables, FeelTable, testing::ValuesIn(tables()), name_of);

}  // namespace

}  // namespace agglo::feel
