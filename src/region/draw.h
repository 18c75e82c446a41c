#pragma once
// Draws: what the generator takes from its seeded generator, in the shapes real data have.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/random.h"
#include "base/value.h"

namespace agglo {

inline Date plus(Date date, int64_t days) {
    return Date{date.days + static_cast<int32_t>(days)};
}
inline Date civil(int year, int month, int day_of_month) {
    return Date::from_civil(year, month, day_of_month).value();
}
inline Date draw_day(Random& random, Date from, Date until) {
    return Date{static_cast<int32_t>(random.between(from.days, until.days))};
}
/// About uniform over the working days.
inline Date draw_working_day(Random& random, Date from, Date until) {
    Date const date = draw_day(random, from, until);
    int const weekday = (date.days + 3) % 7;  // 0 is Monday
    return weekday < 5 ? date : Date{std::max(from.days, date.days - (weekday - 4))};
}
/// Around `median`, skewed to the right: half of all within a factor of 2^(width/2) or so.
inline int64_t draw_skewed(Random& random, int64_t median, double width) {
    double sum = 0;
    for (int i = 0; i < 4; ++i) sum += static_cast<double>(random.between(-1000, 1000)) / 1000.0;
    return std::max<int64_t>(
        1, std::llround(static_cast<double>(median) * std::exp2(sum * width / 2)));
}
/// Position drawn by weight.
inline size_t draw_weighted(Random& random, std::vector<int64_t> const& weights) {
    int64_t all = 0;
    for (auto const weight : weights) all += weight;
    int64_t at = random.between(1, all);
    size_t index = 0;
    while (at > weights[index]) at -= weights[index++];
    return index;
}
/// The positions 0 … count − 1 in random order.
inline std::vector<size_t> draw_order(Random& random, size_t count) {
    std::vector<size_t> order(count);
    for (size_t at = 0; at < count; ++at) order[at] = at;
    for (size_t at = count; at > 1; --at) {
        std::swap(order[at - 1],
                  order[static_cast<size_t>(random.between(0, static_cast<int64_t>(at) - 1))]);
    }
    return order;
}
inline double draw_share(Random& random, int low_percent, int high_percent) {
    return static_cast<double>(random.between(low_percent * 100, high_percent * 100)) / 10'000.0;
}

// Values as fields hold them.
inline Value wan(int64_t amount) {
    return Decimal{amount * 1'000'000, 2};
}
inline Value decimal(double value, int scale) {
    return Decimal{std::llround(value * static_cast<double>(power_of_ten(scale))), scale};
}
inline Value share(double value) {
    return decimal(value, 6);
}
/// Hundredths of m² of so many mu (10000/15 m²), rounded.
inline int64_t centi_m2(int64_t mu) {
    return (mu * 2'000'000 + 15) / 30;
}
inline Value area(int64_t centi) {
    return Decimal{centi, 2};
}

}  // namespace agglo
