// `agglo query`, `agglo figures` and `agglo verify`.
#include <cstdio>

#include "base/text.h"
#include "cli/console_io.h"
#include "journal/sqlite_journal.h"
#include "query/query.h"
#include "region/figures.h"
#include "state/bootstrap.h"

namespace agglo::cli {

int run_query(QueryOptions const& options) {
    bool const from_input = options.query.empty() || options.query == "-";
    auto const query = TRY_OR_EXIT(parse_query(from_input ? read_standard_input() : options.query));
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const as_of = options.as_of.empty() ? query.as_of : options.as_of;
    auto const snapshot = TRY_OR_EXIT(snapshot_of(*desk, as_of));
    auto const answer = TRY_OR_EXIT(run_query_json(*snapshot, Viewer::owner("cli"), query));
    std::printf("%s\n", answer.c_str());
    return kOk;
}

int run_figures(FiguresOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const snapshot = TRY_OR_EXIT(snapshot_of(*desk, options.as_of));
    auto const definitions = definitions_of(*snapshot, "figures");
    if (definitions.empty()) return report(Error(ErrorCode::kFileNotFound, {"figures.yaml"}));
    auto const figures =
        TRY_OR_EXIT(check_figures(definitions.front().text, *snapshot, Viewer::owner("cli")));
    std::printf("%s", figures_report(figures, !options.en).c_str());
    return all_hold(figures) ? kOk : kNo;
}

namespace {

/// Whether the journal still holds the checkpoint "SEQUENCE:HASH".
Result<bool> holds_checkpoint(Journal const& journal, std::string const& text) {
    size_t const colon = text.find(':');
    auto const digits = text.substr(0, colon);
    bool const number = !digits.empty() && digits.size() < 19 &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    if (colon == std::string::npos || !number) return Error(ErrorCode::kBadPoint, {text});
    auto const point = TRY(journal.checkpoint_at(Sequence{std::stoull(digits)}));
    return to_hex(bytes_of(point.hash)) == text.substr(colon + 1);
}

}  // namespace

int run_verify(VerifyOptions const& options) {
    auto const journal = TRY_OR_EXIT(SqliteJournal::open_to_read(options.db));
    auto const verified = journal->verify(options.from);
    if (!verified.ok()) {
        (void)report(verified.error());
        return verified.error().code() == ErrorCode::kChainBroken ? kNo : kFailed;
    }
    if (!options.checkpoint.empty() &&
        !TRY_OR_EXIT(holds_checkpoint(*journal, options.checkpoint))) {
        std::printf("检查点不符 the checkpoint does not stand: %s\n", options.checkpoint.c_str());
        return kNo;
    }
    std::printf(
        "校验通过 verified: %llu 条 entries, %llu 个值 values, %llu 个已遮 redacted\n检查点 "
        "checkpoint %llu:%s  %s\n",
        static_cast<unsigned long long>(verified->entries),
        static_cast<unsigned long long>(verified->values),
        static_cast<unsigned long long>(verified->redacted),
        static_cast<unsigned long long>(verified->head.sequence),
        to_hex(bytes_of(verified->head.hash)).c_str(),
        verified->head.recorded_at.to_string().c_str());
    return kOk;
}

}  // namespace agglo::cli
