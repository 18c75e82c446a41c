#pragma once
// Published figures: what the city's documents state, beside what the query engine answers from
// records.
//
//   auto figures = TRY(check_figures(text, {*snapshot, Viewer::owner("cli")}));
//   std::cout << figures_report(figures, /*zh=*/true);      // one line each, then "73 of 73
//   figures hold"
//
// `text` is a pack's figures.yaml (definition of kind "figures"), which also says what comparators
// mean. Errors: kBadSchema with the line, or what a query answers (a field that does not exist).
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "region/question.h"

namespace agglo {

struct FigureResult {
    std::string id;
    std::string document;  ///< file name of the city's document
    Labels document_labels;
    std::string statement;  ///< quoted
    Labels labels;
    std::string comparator;
    Labels comparator_labels;
    bool from_observation = false;  ///< checked against a unit's report, not counted from records
    Decimal stated;
    std::optional<Decimal> answered;
    std::string unit;
    bool holds = false;
    Drill drill;
};

/// What a reader is told of each document, by file name: `documents` of figures.yaml.
using Documents = std::map<std::string, Labels>;
Result<Documents> read_documents(YamlView const& figures);

Result<std::vector<FigureResult>> check_figures(std::string const& text, Asking const& asking);

bool all_hold(std::vector<FigureResult> const& figures);

/// Stated beside answered, one line each, and a closing line; each line ends with \n.
std::string figures_report(std::vector<FigureResult> const& figures, bool zh);

/// Member `name`: {"zh":…,"en":…}.
void write_labels(JsonWriter& json, std::string_view name, Labels const& labels);

/// Member "items" of what GET /api/v1/figures answers.
void write_figures(JsonWriter& json, std::vector<FigureResult> const& figures);

}  // namespace agglo
