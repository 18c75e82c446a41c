// `agglo query` and `agglo figures`.
#include <cstdio>

#include "cli/console_io.h"
#include "query/explain.h"
#include "query/query.h"
#include "query/saved_queries.h"
#include "region/figures.h"
#include "state/bootstrap.h"

namespace agglo::cli {

namespace {

Result<Query> saved_query(Snapshot const& snapshot, std::string const& code) {
    auto const fields = saved_query_fields(*snapshot.model);
    if (!fields) return Error(ErrorCode::kUnknownEntity, {std::string(kSavedQueryEntity)});
    auto const viewer = Viewer::owner("cli");
    EntityAccess const access(snapshot, viewer, fields->entity);
    auto const row = TRY(saved_query_named(access, viewer, *fields, code));
    return query_of_saved(read_saved_query({snapshot, fields->entity}, *fields, row));
}

int print_answer(Snapshot const& snapshot, Query const& query, bool explains) {
    auto const viewer = Viewer::owner("cli");
    auto const answer = TRY_OR_EXIT(explains ? explain_query_json(snapshot, viewer, query)
                                             : run_query_json(snapshot, viewer, query));
    std::printf("%s\n", answer.c_str());
    return kOk;
}

int run_saved_query(QueryOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const plain = TRY_OR_EXIT(snapshot_of(*desk, options.as_of));
    auto const query = TRY_OR_EXIT(saved_query(*plain, options.saved));
    auto const snapshot = TRY_OR_EXIT(shown_at(*desk, options.as_of, query.day()));
    return print_answer(*snapshot, query, options.explain);
}

}  // namespace

int run_query(QueryOptions const& options) {
    if (!options.saved.empty()) return run_saved_query(options);
    bool const from_input = options.query.empty() || options.query == "-";
    auto const query = TRY_OR_EXIT(parse_query(from_input ? read_standard_input() : options.query));
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const as_of = options.as_of.empty() ? query.as_of : options.as_of;
    auto const snapshot = TRY_OR_EXIT(shown_at(*desk, as_of, query.day()));
    return print_answer(*snapshot, query, options.explain);
}

int run_figures(FiguresOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const snapshot =
        TRY_OR_EXIT(shown_at(*desk, options.as_of, Instant::now().date_in_shanghai()));
    auto const definitions = definitions_of(*snapshot, "figures");
    if (definitions.empty()) return report(Error(ErrorCode::kFileNotFound, {"figures.yaml"}));
    auto const figures =
        TRY_OR_EXIT(check_figures(definitions.front().text, {*snapshot, Viewer::owner("cli")}));
    std::printf("%s", figures_report(figures, !options.en).c_str());
    return all_hold(figures) ? kOk : kNo;
}

}  // namespace agglo::cli
