#pragma once
// The vectors that a column program works with: one chunk's rows at a time.
#include <array>
#include <memory>
#include <vector>

#include "base/decimal128.h"
#include "column/mask.h"
#include "feel/value/value.h"

namespace agglo::feel {

using Integers = std::array<int64_t, kChunkRows>;
using Decimals = std::array<Number, kChunkRows>;
using Values = std::array<Value, kChunkRows>;

/// Vectors to work in, given back all at once; one for each thread.
class Scratch {
public:
    Integers& integers() { return next(integers_, integers_used_); }
    Decimals& decimals() { return next(decimals_, decimals_used_); }

    struct Mark {
        size_t integers, decimals;
    };
    Mark mark() const { return {integers_used_, decimals_used_}; }
    void release(Mark mark) {
        integers_used_ = mark.integers;
        decimals_used_ = mark.decimals;
    }

private:
    template <class T>
    static T& next(std::vector<std::unique_ptr<T>>& all, size_t& used) {
        if (used == all.size()) all.push_back(std::make_unique<T>());
        return *all[used++];
    }

    std::vector<std::unique_ptr<Integers>> integers_;
    std::vector<std::unique_ptr<Decimals>> decimals_;
    size_t integers_used_ = 0;
    size_t decimals_used_ = 0;
};

/// The rows at hand.
struct Batch {
    size_t group = 0;
    size_t rows = 0;  ///< published rows of the group
    Scratch& scratch;
};

/// Numbers (days, microseconds, seconds) of a chunk's rows: whole, scaled by ten to the node's
/// scale, as long as bounds say that they fit; otherwise as decimals. What stands where a row is
/// not present, or was not wanted, means nothing.
struct NumberVector {
    int64_t const* integers = nullptr;  ///< null: decimals
    Number const* decimals = nullptr;
    int64_t low = 0;  ///< between which the integers lie, of all rows
    int64_t high = 0;
    Mask present;

    bool whole() const { return integers != nullptr; }
};

}  // namespace agglo::feel
