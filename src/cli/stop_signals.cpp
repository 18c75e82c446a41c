#include "cli/stop_signals.h"

#include <ctime>
#include <pthread.h>

namespace agglo::cli {

StopSignals::StopSignals(HangUp hang_up) {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    if (hang_up == HangUp::kIsTold) sigaddset(&set_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

bool StopSignals::wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
    return signal == SIGHUP;
}

bool StopSignals::wait_ms(int milliseconds) const {
    timespec const time{milliseconds / 1'000, milliseconds % 1'000 * 1'000'000L};
    return sigtimedwait(&set_, nullptr, &time) > 0;
}

}  // namespace agglo::cli
