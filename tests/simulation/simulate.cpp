// simulate SECONDS [SEED]: one seed after another for so long, SEED alone with SECONDS 0. Each is
// lived by a ledger beside its model, every third by a journal too. A broken promise ends it with
// 1, the seed that shows it again and, of a ledger, as few steps as do. `make sim` runs it.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "base/date.h"
#include "ledger_life.h"
#include "lives.h"

namespace {

using agglo::LivesOptions;

/// Most seeds write little, so that many power cuts are seen; some enough to fill the log.
LivesOptions options_of(uint64_t seed) {
    if (seed % 10 == 0) return {.seed = seed, .appends_max = 120, .text_bytes_max = 200'000};
    return {.seed = seed};
}

bool keeps_promises(uint64_t seed) {
    std::optional<std::string> broken;
    if (seed % 3 == 0) broken = agglo::live(options_of(seed));
    if (broken) std::printf("simulate: %s\n", broken->c_str());
    auto const life = agglo::find_broken_life(seed);
    if (life) std::printf("simulate: %s", shown(seed, *life).c_str());
    return !broken && !life;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2 || count > 3) {
        std::fprintf(stderr, "simulate SECONDS [SEED]\n");
        return 2;
    }
    auto const seconds = std::chrono::seconds(std::atoi(arguments[1]));
    auto const now = static_cast<uint64_t>(agglo::Instant::now().us / 1'000'000);
    uint64_t const first = count == 3 ? std::strtoull(arguments[2], nullptr, 10) : now;
    auto const end = std::chrono::steady_clock::now() + seconds;
    uint64_t seed = first;
    do {
        if (!keeps_promises(seed)) return 1;
        ++seed;
    } while (std::chrono::steady_clock::now() < end);
    std::printf("simulate: seeds %llu to %llu, every promise kept\n",
                static_cast<unsigned long long>(first), static_cast<unsigned long long>(seed - 1));
    return 0;
}
