// `agglo search`: records by text, pinyin or initials. Looks at every text: one question is not
// worth an index.
#include "query/search.h"

#include <cstdio>

#include "cli/console_io.h"
#include "query/access.h"
#include "query/snippet.h"

namespace agglo::cli {

namespace {

void print_hits(Snapshot const& snapshot, EntityHits const& found) {
    EntityView const view(snapshot, found.entity);
    auto const& kind = view.entity();
    std::printf("%s %s (%zu%s)\n", kind.labels.zh.c_str(), kind.name.c_str(), found.total,
                found.more ? "+" : "");
    for (auto const& hit : found.hits) {
        auto const& field = kind.fields[hit.key.field];
        auto const snippet = snippet_of(view.table().text(hit.row, hit.key.field), hit.match);
        std::printf("  %zu\t%s\t%s %s\t%s\n", hit.row + 1, view.label(hit.row).c_str(),
                    field.name.c_str(), std::string(name_of(hit.match.kind)).c_str(),
                    snippet.text.c_str());
    }
}

}  // namespace

int run_search(SearchOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const snapshot = TRY_OR_EXIT(snapshot_of(*desk, options.as_of));
    auto const owner = Viewer::owner("cli");
    SearchRequest const request{
        .text = options.text, .entity = options.entity, .limit = options.limit};
    if (options.json) {
        auto const answer = TRY_OR_EXIT(search_json(*snapshot, owner, request));
        std::printf("%s\n", answer.c_str());
        return kOk;
    }
    auto const found = TRY_OR_EXIT(search_records(*snapshot, owner, request));
    for (auto const& entity : found) print_hits(*snapshot, entity);
    return kOk;
}

}  // namespace agglo::cli
