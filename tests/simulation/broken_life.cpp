// The shortest case of what breaks a life.
#include <functional>

#include "ledger_life.h"
#include "shrink.h"

namespace agglo {

namespace {

/// The same steps with less in each: no trouble, fewer changes and facts.
LedgerStep calmer(LedgerStep step, std::function<bool(LedgerStep const&)> const& fails) {
    auto calm = step;
    calm.trouble = {};
    if (step.trouble.kind != Trouble::Kind::kNone && fails(calm)) step = calm;
    auto const with = [&step](auto changes) {
        auto other = step;
        other.changes = std::move(changes);
        return other;
    };
    step.changes = shrink(step.changes, [&](auto const& some) { return fails(with(some)); });
    for (size_t i = 0; i < step.changes.size(); ++i) {
        step.changes[i].facts = shrink(step.changes[i].facts, [&](auto const& some) {
            auto changes = step.changes;
            changes[i].facts = some;
            return fails(with(changes));
        });
    }
    return step;
}

}  // namespace

std::optional<BrokenLife> find_broken_life(uint64_t seed, Weakness weakness, LifeCounts* counts) {
    auto steps = draw_steps(seed);
    auto const fails = [weakness](auto const& some) {
        return live_ledger(some, weakness).has_value();
    };
    auto what = live_ledger(steps, weakness, counts);
    if (!what) return std::nullopt;
    steps = shrink(std::move(steps), fails);
    for (size_t i = 0; i < steps.size(); ++i) {
        steps[i] = calmer(steps[i], [&](LedgerStep const& step) {
            auto others = steps;
            others[i] = step;
            return fails(others);
        });
    }
    steps = shrink(std::move(steps), fails);
    if (auto shorter = live_ledger(steps, weakness)) what = std::move(shorter);
    return BrokenLife{*std::move(what), std::move(steps)};
}

std::string shown(uint64_t seed, BrokenLife const& life) {
    return "seed " + std::to_string(seed) + ": " + life.what + "\n" + shown(life.steps);
}

}  // namespace agglo
