#pragma once
// Equality and order of values (DMN 1.5, 10.3.2.13, tables 42 and 53 – 54), in three-valued logic:
// nothing stands for null.
#include <compare>
#include <optional>

#include "feel/value/value.h"

namespace agglo::feel {

/// null = null is true; null against anything else is false; two kinds that have no equality, or
/// temporal values of which one lacks a zone, are null. Lists and contexts compare by their parts.
std::optional<bool> equals(Value const& a, Value const& b);

/// Of numbers, strings (by code point), dates, times, date and times, durations of one kind.
std::optional<std::strong_ordering> order(Value const& a, Value const& b);

/// value in range. Nothing when it cannot be compared with an end.
std::optional<bool> contains(Range const& range, Value const& value);

/// For `distinct values`, `union`, `list contains`: null equals null, incomparable is not same.
inline bool same(Value const& a, Value const& b) {
    return equals(a, b).value_or(false);
}

}  // namespace agglo::feel
