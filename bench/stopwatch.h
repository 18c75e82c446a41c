#pragma once
// Stopwatch, and the timing of repeated runs: what is compared is the median.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace agglo::bench {

class Stopwatch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

struct Timing {
    double median_ms;
    double least_ms;  ///< nearest to a quiet machine
};

/// Of `runs` calls, after two that are not counted.
template <class Work>
Timing time_runs(int runs, Work&& work) {
    std::vector<double> times;
    for (int run = -2; run < runs; ++run) {
        Stopwatch const watch;
        work();
        if (run >= 0) times.push_back(watch.seconds() * 1e3);
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times.front()};
}

inline void print(std::string const& name, Timing const& timing) {
    std::printf("%s\t%.3f\n%s_least\t%.3f\n", name.c_str(), timing.median_ms, name.c_str(),
                timing.least_ms);
}

}  // namespace agglo::bench
