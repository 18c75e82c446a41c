// `agglo query` and `agglo figures`.
#include <cstdio>

#include "cli/console_io.h"
#include "query/explain.h"
#include "query/query.h"
#include "region/figures.h"
#include "state/bootstrap.h"

namespace agglo::cli {

int run_query(QueryOptions const& options) {
    bool const from_input = options.query.empty() || options.query == "-";
    auto const query = TRY_OR_EXIT(parse_query(from_input ? read_standard_input() : options.query));
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const as_of = options.as_of.empty() ? query.as_of : options.as_of;
    auto const snapshot = TRY_OR_EXIT(shown_at(*desk, as_of, query.day()));
    auto const viewer = Viewer::owner("cli");
    auto const answer = TRY_OR_EXIT(options.explain ? explain_query_json(*snapshot, viewer, query)
                                                    : run_query_json(*snapshot, viewer, query));
    std::printf("%s\n", answer.c_str());
    return kOk;
}

int run_figures(FiguresOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const snapshot =
        TRY_OR_EXIT(shown_at(*desk, options.as_of, Instant::now().date_in_shanghai()));
    auto const definitions = definitions_of(*snapshot, "figures");
    if (definitions.empty()) return report(Error(ErrorCode::kFileNotFound, {"figures.yaml"}));
    auto const figures =
        TRY_OR_EXIT(check_figures(definitions.front().text, *snapshot, Viewer::owner("cli")));
    std::printf("%s", figures_report(figures, !options.en).c_str());
    return all_hold(figures) ? kOk : kNo;
}

}  // namespace agglo::cli
