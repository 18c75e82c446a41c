#pragma once
// Random: a small seeded generator (SplitMix64) whose sequence is the same on every machine and
// library. For demo data, simulation and tests; never for secrets (libsodium has those).
#include <cstdint>
#include <span>

#include "base/assert.h"

namespace agglo {

class Random {
public:
    explicit Random(uint64_t seed) : state_(seed) {}

    uint64_t next() {
        state_ += 0x9E3779B97F4A7C15u;
        uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    /// Uniform in [low, high], both included; low <= high.
    int64_t between(int64_t low, int64_t high) {
        AGGLO_ASSERT(low <= high);
        auto const span = static_cast<uint64_t>(high - low) + 1;
        return low + static_cast<int64_t>(span == 0 ? next() : next() % span);
    }
    /// True with probability numerator / denominator.
    bool chance(int numerator, int denominator) { return between(1, denominator) <= numerator; }
    template <class T>
    T const& pick(std::span<T const> items) {
        AGGLO_ASSERT(!items.empty());
        return items[static_cast<size_t>(between(0, static_cast<int64_t>(items.size()) - 1))];
    }
    template <class Container>
    auto const& pick(Container const& items) {
        AGGLO_ASSERT(!items.empty());
        return items[static_cast<size_t>(between(0, static_cast<int64_t>(items.size()) - 1))];
    }
    /// An independent generator for a named part, so that parts do not disturb one another.
    Random fork(uint64_t part) const {
        return Random(Random(state_ ^ (part * 0xD1342543DE82EF95u)).next());
    }

private:
    uint64_t state_;
};

}  // namespace agglo
