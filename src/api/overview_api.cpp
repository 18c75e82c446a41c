// The first page and the published figures: /overview, /figures.
#include "api/endpoint.h"
#include "api/labels.h"
#include "region/overview.h"
#include "state/bootstrap.h"

namespace agglo {

namespace {

/// The text of the only definition of a kind; empty when the ledger has none.
std::string definition_text(Snapshot const& snapshot, std::string_view kind) {
    auto const definitions = definitions_of(snapshot, kind);
    return definitions.empty() ? std::string() : definitions.front().text;
}

Result<http::Response> read_overview(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const text = definition_text(*snapshot, "overview");
    std::vector<OverviewSection> sections;
    if (!text.empty()) {
        auto const figures = definition_text(*snapshot, "figures");
        sections = TRY(answer_overview(text, figures, {*snapshot, ask.viewer, ask.groups()}));
    }
    JsonWriter json;
    write_overview(json.begin_object(), sections);
    write_points(json, *snapshot, TRY(ask.on()));
    return json_response(json.end_object());
}

Result<http::Response> read_figures(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    auto const text = definition_text(*snapshot, "figures");
    std::vector<FigureResult> figures;
    if (!text.empty()) figures = TRY(check_figures(text, {*snapshot, ask.viewer, ask.groups()}));
    JsonWriter json;
    write_figures(json.begin_object(), figures);
    write_points(json, *snapshot, TRY(ask.on()));
    return json_response(json.end_object());
}

}  // namespace

Endpoints overview_endpoints() {
    using enum http::Method;
    std::vector<EndpointParameter> const points = {{.name = "as_of"}, {.name = "on"}};
    return {{.method = kGet,
             .path = "/api/v1/overview",
             .summary = "总览",
             .summary_en = "The overview's numbers",
             .parameters = points,
             .response = "Overview",
             .answer = &read_overview},
            {.method = kGet,
             .path = "/api/v1/figures",
             .summary = "公布数字与台账对照",
             .summary_en = "Published figures beside the ledger's answers",
             .parameters = points,
             .response = "Figures",
             .answer = &read_figures}};
}

}  // namespace agglo
