#include "exchange/limited_process.h"

#include <chrono>
#include <gtest/gtest.h>

#include "exchange/temp_folder.h"

namespace agglo {
namespace {

std::string run(std::vector<std::string> arguments, ProcessLimits limits = {},
                std::string program = "/bin/sh") {
    auto const folder = TempFolder::make();
    LimitedProcess process;
    process.program = std::move(program);
    process.arguments = std::move(arguments);
    process.folder = folder->path();
    process.advice_en = "Install it";
    process.limits = limits;
    auto const result = run_limited(process);
    return result.ok() ? "" : result.error().message_en();
}

TEST(LimitedProcess, RunsAndTells) {
    EXPECT_EQ(run({"-c", "exit 0"}), "");
    EXPECT_EQ(run({"-c", "echo broken >&2; exit 3"}), "The program /bin/sh failed: broken");
    EXPECT_EQ(run({}, {}, "no-such-program"),
              "The program no-such-program failed: not installed. Install it");
    // The environment is its own and nothing of ours stays open.
    EXPECT_EQ(run({"-c", "test \"$HOME\" = \"$PWD\" && test -z \"$GTEST_FILTER$USER\""}), "");
    EXPECT_EQ(run({"-c", "test $(ls /proc/self/fd | wc -l) -le 4"}), "");
}

TEST(LimitedProcess, StopsInTime) {
    auto const start = std::chrono::steady_clock::now();
    EXPECT_EQ(run({"-c", "sleep 60 & sleep 60"}, {.wall_s = 1}),
              "The program /bin/sh failed: it took too long");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
    EXPECT_NE(run({"-c", "while :; do :; done"}, {.wall_s = 60, .cpu_s = 1}), "");
    EXPECT_NE(run({"-c", "head -c 100000 /dev/zero >zeros"}, {.file_bytes = 1000}), "");
}

}  // namespace
}  // namespace agglo
