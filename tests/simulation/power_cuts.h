#pragma once
// Power cuts at every step of a script, and the weakened disks and databases that must be found out
// by them.
//
//   PowerCuts cuts(disk, [&](SimulatedDisk& after) { return find_broken_promise(after, …); });
//   …                                    // whatever writes to the disk
//   EXPECT_EQ(cuts.broken(), std::nullopt);
#include <functional>
#include <optional>
#include <string>

#include "simulated_disk.h"

namespace agglo {

/// What is wrong with a disk after a power cut, in words; nothing: all is well.
using DiskCheck = std::function<std::optional<std::string>(SimulatedDisk&)>;

/// While it lives, the disk is looked at before every step as if the power failed there: once with
/// all that was not synced lost, once with all of it kept, and `kRandomCuts` times with some of it.
class PowerCuts {
public:
    static constexpr int kRandomCuts = 3;

    PowerCuts(SimulatedDisk& disk, DiskCheck check, uint64_t seed = 1);
    ~PowerCuts() { disk_.before_step = nullptr; }
    PowerCuts(PowerCuts const&) = delete;
    PowerCuts& operator=(PowerCuts const&) = delete;

    /// The step is not done though it says so, where this holds.
    std::function<bool(SimulatedStep const&)> swallows = {};
    /// Only these steps are looked at; none given: all.
    std::function<bool(SimulatedStep const&)> looks_at = {};

    /// Looks at the disk as it is now: the power fails after the last step.
    void look();
    uint64_t looks() const { return looks_; }
    /// The first thing that was wrong, and when.
    std::optional<std::string> const& broken() const { return broken_; }

private:
    void look_with(Survival survival);

    SimulatedDisk& disk_;
    DiskCheck check_;
    Random random_;
    uint64_t looks_ = 0;
    std::optional<std::string> broken_;
};

/// While it lives, every SQLite connection that is opened runs with `PRAGMA synchronous=OFF`,
/// whatever it asks for.
class SynchronousOff {
public:
    SynchronousOff();
    ~SynchronousOff();
    SynchronousOff(SynchronousOff const&) = delete;
    SynchronousOff& operator=(SynchronousOff const&) = delete;
};

}  // namespace agglo
