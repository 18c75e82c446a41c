#pragma once
// StopSignals: what asks a long-running command to end (SIGINT, SIGTERM), taken when it suits it.
//
//   StopSignals const stop;              // before any thread is started
//   while (!stop.wait_ms(1'000)) poll();
#include <csignal>

namespace agglo::cli {

/// Blocks these signals, for this thread and those it starts, so that `wait` can take them.
class StopSignals {
public:
    enum class HangUp { kAsUsual, kIsTold };
    explicit StopSignals(HangUp hang_up = HangUp::kAsUsual);
    /// Until asked to stop: false. With HangUp::kIsTold also on SIGHUP: true.
    bool wait() const;
    /// Whether asked to stop within so long, or before.
    bool wait_ms(int milliseconds) const;

private:
    sigset_t set_;
};

}  // namespace agglo::cli
