#pragma once
// The life of a ledger: steps are taken on a desk over a simulated disk and on a model in memory,
// and after each of them both must answer and hold the same, at every point.
//
//   auto const steps = draw_steps(7);
//   if (auto broken = live_ledger(steps)) std::puts(broken->c_str());
//   find_broken_life(7);   // the same; when it breaks, with as few steps as still break it
//
// What was answered is kept through kills, power cuts and failing disks; what was not is wholly
// there afterwards or not at all.
#include <map>
#include <optional>

#include "ledger_step.h"

namespace agglo {

/// What is made wrong on purpose: a test of the test.
enum class Weakness : uint8_t {
    kNone,
    kSyncsLeftOut,       ///< the disk answers that it has synced
    kImageSyncsLeftOut,  ///< the same of images alone: no harm, they are refused when torn
    kStagesForgotten,    ///< the model forgets a stage that an update sets
    kErasuresMissed,     ///< the desk is not told to erase
};

/// How often something happened, by its name: "accepted", "refused duplicate_value", ….
using LifeCounts = std::map<std::string, size_t>;

/// What was not as promised, in words; nothing: all was. The same steps do the same.
std::optional<std::string> live_ledger(std::vector<LedgerStep> const& steps,
                                       Weakness weakness = Weakness::kNone,
                                       LifeCounts* counts = nullptr);

struct BrokenLife {
    std::string what;
    std::vector<LedgerStep> steps;  ///< as few as still break it
};

/// Lives the life of a seed; when it breaks, looks for the shortest that does.
std::optional<BrokenLife> find_broken_life(uint64_t seed, Weakness weakness = Weakness::kNone,
                                           LifeCounts* counts = nullptr);
/// "seed 7: …" and its steps, a line each.
std::string shown(uint64_t seed, BrokenLife const& life);

}  // namespace agglo
