#pragma once
// How two intervals lie to each other, for the functions of DMN 1.5, 10.3.4.10. A point is the
// interval that begins and ends there.
#include <compare>
#include <optional>

#include "feel/builtins/builtin.h"

namespace agglo::feel {

struct Bound {
    Value value;  ///< of an open end null, and infinite says which
    bool included = true;
    int infinite = 0;  ///< -1 before everything, 1 after
};

struct Interval {
    Bound start;
    Bound end;
    bool is_point = false;

    /// Nothing for a range that is no interval: (!= 5), or null..5 as a text has it.
    static std::optional<Interval> of(Value const& point_or_range);
};

/// Two intervals and the order of their bounds.
struct Relation {
    Interval a;
    Interval b;
    std::strong_ordering start_to_start;
    std::strong_ordering start_to_end;
    std::strong_ordering end_to_start;
    std::strong_ordering end_to_end;

    /// Nothing when their bounds have no order.
    static std::optional<Relation> of(Value const& a, Value const& b);
};

}  // namespace agglo::feel
