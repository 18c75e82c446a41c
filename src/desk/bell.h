#pragma once
// Bell: wakes all threads that wait for one thing with one call to the kernel. A promise each costs
// a call each, and on a quick disk waking the callers of a group one by one took a third of the
// writer's time (docs/benchmarks.md).
//
//   auto const heard = bell.rings();      // before looking
//   if (!done) bell.wait(heard);          // returns once it has rung since, and sometimes before
//   …
//   done = true; bell.ring();             // on the other side
#include <atomic>

namespace agglo {

class Bell {
public:
    int rings() const { return rings_.load(std::memory_order_acquire); }
    void wait(int heard) const;
    void ring();

private:
    std::atomic<int> rings_{0};
};

}  // namespace agglo
