// https://man7.org/linux/man-pages/man2/futex.2.html. std::atomic::wait would do, but spins and
// yields before it sleeps, which with more waiters than cores costs more than the sleep.
#include "desk/bell.h"

#include <climits>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace agglo {

static_assert(sizeof(std::atomic<int>) == sizeof(int) && std::atomic<int>::is_always_lock_free);

void Bell::wait(int heard) const {
    syscall(SYS_futex, &rings_, FUTEX_WAIT_PRIVATE, heard, nullptr, nullptr, 0);
}

void Bell::ring() {
    rings_.fetch_add(1, std::memory_order_acq_rel);
    syscall(SYS_futex, &rings_, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
}

}  // namespace agglo
