// `agglo tck`: the engine against a DMN Technology Compatibility Kit.
#include <cstdio>

#include "cli/console_io.h"
#include "cli/feel_io.h"
#include "dmn/tck/run_kit.h"

namespace agglo::cli {

namespace {

using Kind = dmn::Outcome::Kind;

void print_folder(dmn::FolderReport const& folder, bool verbose) {
    auto const value = [&](Kind kind) { return folder.count(kind, false); };
    auto const null = [&](Kind kind) { return folder.count(kind, true); };
    std::printf("%-64s 有值 value %zu/%zu  空值 null %zu/%zu  跳过 skipped %zu\n",
                folder.name.c_str(), value(Kind::kPassed),
                value(Kind::kPassed) + value(Kind::kFailed), null(Kind::kPassed),
                null(Kind::kPassed) + null(Kind::kFailed), folder.count(Kind::kSkipped));
    for (auto const& outcome : folder.outcomes) {
        bool const skipped = outcome.kind == Kind::kSkipped;
        if (outcome.kind == Kind::kPassed || (!verbose && !skipped)) continue;
        std::printf("  %s %s %s\n", skipped ? "跳过 skipped (Java)" : "失败 failed",
                    outcome.file.c_str(), outcome.id.c_str());
        for (auto const& note : outcome.notes) {
            if (verbose) std::printf("    %s\n", note.c_str());
        }
    }
}

}  // namespace

int run_tck(TckOptions const& options) {
    auto const folders = TRY_OR_EXIT(dmn::run_kit(options.folder, system_clock()));
    size_t passed[2] = {};
    size_t failed[2] = {};
    size_t skipped = 0;
    for (auto const& folder : folders) {
        print_folder(folder, options.verbose);
        for (int null = 0; null < 2; ++null) {
            passed[null] += folder.count(Kind::kPassed, null != 0);
            failed[null] += folder.count(Kind::kFailed, null != 0);
        }
        skipped += folder.count(Kind::kSkipped);
    }
    auto const good = passed[0] + passed[1];
    auto const bad = failed[0] + failed[1];
    std::printf("有值 value-expected: %zu/%zu\n空值 null-expected: %zu/%zu\n", passed[0],
                passed[0] + failed[0], passed[1], passed[1] + failed[1]);
    std::printf("%zu passed, %zu failed, %zu skipped\n", good, bad, skipped);
    if (options.at_least > 0) {
        auto const share = 100.0 * static_cast<double>(good) / static_cast<double>(good + bad);
        return share >= options.at_least ? kOk : kNo;
    }
    return bad == 0 ? kOk : kNo;
}

}  // namespace agglo::cli
