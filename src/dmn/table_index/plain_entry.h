#pragma once
// PlainEntry: an input entry that only compares with constants, as intervals: `"a", "b"`, `< 10`,
// `[1..5)`, `not(3)`, `-`. What the index and the analysis can reason about without evaluating.
#include <optional>
#include <vector>

#include "dmn/model/boxed.h"

namespace agglo::dmn {

/// A null bound is none: `< 10` has no low. A point has both bounds alike.
struct Interval {
    feel::Value low;
    feel::Value high;
    bool low_included = true;
    bool high_included = true;

    /// Of the bound that there is.
    feel::Kind kind() const { return low.is_null() ? high.kind() : low.kind(); }
    bool is_point() const;
};

struct PlainEntry {
    bool any = false;      ///< everything passes, null too
    bool negated = false;  ///< what is in none of the intervals passes
    std::vector<Interval> intervals = {};
};

/// Nothing when the entry is more than that, or compares values of several kinds, or of one that
/// has no total order (times with and without zones).
std::optional<PlainEntry> plain_entry(FeelText const& entry);
std::optional<PlainEntry> plain_entry(feel::Expression const& unary_tests);

}  // namespace agglo::dmn
