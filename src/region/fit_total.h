#pragma once
// fit_total: changes amounts as little as it must so that they add up to a published total.
//
//   fit_total(amounts, 3'160'000, 1);    // every amount stays within [low, high], the sum is exact
//
// Amounts are scaled together; those that reach a bound stay there and the rest carry the
// difference. What rounding to `step` leaves goes to the first amounts that have room; a last rest
// below `step` to one.
#include <cstdint>
#include <vector>

namespace agglo {

struct FitAmount {
    int64_t value = 0;
    int64_t low = 0;
    int64_t high = 0;
};

/// False when the bounds do not allow the total.
bool fit_total(std::vector<FitAmount>& amounts, int64_t total, int64_t step);

}  // namespace agglo
