#include "feel/builtins/interval.h"

#include "feel/value/compare.h"

namespace agglo::feel {
namespace {

/// Unlike `(> 10)`, an interval written with a null end has none.
bool is_interval(Range const& range) {
    if (range.form == Range::Form::kNotEqual) return false;
    return range.form != Range::Form::kInterval || !(range.low.is_null() || range.high.is_null());
}

Bound bound(Value const& value, bool included, int infinite) {
    return {value, included, value.is_null() ? infinite : 0};
}

std::optional<std::strong_ordering> compare(Bound const& a, Bound const& b) {
    if (a.infinite != 0 || b.infinite != 0) return a.infinite <=> b.infinite;
    return order(a.value, b.value);
}

}  // namespace

std::optional<Interval> Interval::of(Value const& value) {
    auto const* range = value.range();
    if (!range) return Interval{{value}, {value}, true};
    if (!is_interval(*range)) return std::nullopt;
    return Interval{bound(range->low, range->low_included, -1),
                    bound(range->high, range->high_included, 1)};
}

std::optional<Relation> Relation::of(Value const& left, Value const& right) {
    auto const a = Interval::of(left);
    auto const b = Interval::of(right);
    if (!a || !b) return std::nullopt;
    auto const start_to_start = compare(a->start, b->start);
    auto const start_to_end = compare(a->start, b->end);
    auto const end_to_start = compare(a->end, b->start);
    auto const end_to_end = compare(a->end, b->end);
    if (!start_to_start || !start_to_end || !end_to_start || !end_to_end) return std::nullopt;
    return Relation{*a, *b, *start_to_start, *start_to_end, *end_to_start, *end_to_end};
}

}  // namespace agglo::feel
