// fsync_bench FOLDER: how many times a second the disk below FOLDER takes 4 KiB and says it is
// safe.
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include "stopwatch.h"

int main(int count, char** arguments) {
    constexpr double kSeconds = 2;
    if (count != 2) return 2;
    auto const path = std::string(arguments[1]) + "/fsync_bench.tmp";
    int const file = open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (file < 0) return 1;
    char const block[4096] = {};
    int syncs = 0;
    agglo::bench::Stopwatch const watch;
    while (watch.seconds() < kSeconds) {
        if (write(file, block, sizeof block) != sizeof block || fsync(file) != 0) return 1;
        ++syncs;
    }
    std::printf("fsyncs_per_second\t%.0f\n", syncs / watch.seconds());
    close(file);
    unlink(path.c_str());
    return 0;
}
