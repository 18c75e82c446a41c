#pragma once
// When a month of the dispatch is closed: by the 5th of the next month, so that the locks of single
// reports and the lock of the whole period tell the same day.
#include "region/draw.h"

namespace agglo {

/// The 5th of the next month, or the Friday before when that is a weekend; the 9th of October,
/// after the week of National Day. `month` is a month's first day.
inline Date close_of(Date month) {
    auto const first = plus(month, 31).civil();
    if (first.month == 10) return civil(first.year, 10, 9);
    Date const fifth = civil(first.year, first.month, 5);
    int const weekday = (fifth.days + 3) % 7;  // 0 is Monday
    return weekday < 5 ? fifth : plus(fifth, 4 - weekday);
}

}  // namespace agglo
