// `agglo project`: the ledger as tables for QGIS, Superset and SQL, once or for good.
#include <algorithm>
#include <cstdio>

#include "cli/console_io.h"
#include "cli/stop_signals.h"
#include "exchange/projection/projection.h"
#include "journal/sqlite_journal.h"

namespace agglo::cli {

namespace {

constexpr int kPollMs = 1'000;
constexpr int kRetryMsMax = 60'000;

void print(ProjectionReport const& report, ProjectionTarget const& target) {
    std::printf("%s %s  表 tables %zu  行 rows %zu  流水 journal %llu\n",
                report.rebuilt ? "新建 rebuilt" : "更新 updated", target.name().c_str(),
                report.tables, report.rows, static_cast<unsigned long long>(report.sequence));
    std::fflush(stdout);
}

/// Until asked to stop. A target that cannot be reached is tried again, ever less often.
int follow(Projection& projection, ProjectionTarget& target, StopSignals const& stop) {
    int wait_ms = kPollMs;
    do {
        auto const report = projection.catch_up(target);
        if (!report.ok()) {
            (void)agglo::cli::report(report.error());
            if (report.error().kind() != ErrorKind::kUnavailable) return kFailed;
            wait_ms = std::min(wait_ms * 2, kRetryMsMax);
            continue;
        }
        wait_ms = kPollMs;
        if (*report) print(**report, target);
    } while (!stop.wait_ms(wait_ms));
    return kOk;
}

}  // namespace

int run_project(ProjectOptions const& options) {
    StopSignals const stop;
    auto const journal = TRY_OR_EXIT(SqliteJournal::open_to_read(options.db));
    ProjectionOptions wanted{.roles = options.roles,
                             .regions = options.regions,
                             .agglo_version = kVersion,
                             .from_nothing = options.rebuild};
    if (options.labels == "en") wanted.language = LabelLanguage::kEn;
    auto projection = TRY_OR_EXIT(Projection::open(*journal, wanted));
    auto const target = TRY_OR_EXIT(open_projection_target(options.to, options.sql_schema));
    if (options.follow) return follow(projection, *target, stop);
    auto const done = TRY_OR_EXIT(projection.catch_up(*target));
    if (done) {
        print(*done, *target);
    } else {
        std::printf("已是最新 up to date  %s\n", target->name().c_str());
    }
    return kOk;
}

}  // namespace agglo::cli
