#include "region/fit_total.h"

#include <algorithm>
#include <cmath>

namespace agglo {

namespace {

constexpr int kRoundsMax = 60;

int64_t sum_of(std::vector<FitAmount> const& amounts) {
    int64_t sum = 0;
    for (auto const& amount : amounts) sum += amount.value;
    return sum;
}

/// One common scaling of the amounts that can still move towards the total.
void scale_free(std::vector<FitAmount>& amounts, int64_t total, int64_t step) {
    int64_t const difference = total - sum_of(amounts);
    int64_t free = 0;
    for (auto const& amount : amounts) {
        if (difference > 0 ? amount.value < amount.high : amount.value > amount.low)
            free += amount.value;
    }
    if (free == 0) return;
    double const factor = 1.0 + static_cast<double>(difference) / static_cast<double>(free);
    for (auto& amount : amounts) {
        if (difference > 0 ? amount.value >= amount.high : amount.value <= amount.low) continue;
        int64_t const scaled = std::llround(static_cast<double>(amount.value) * factor);
        amount.value = std::clamp(scaled / step * step, amount.low, amount.high);
    }
}

void give_rest(std::vector<FitAmount>& amounts, int64_t total) {
    int64_t rest = total - sum_of(amounts);
    for (auto& amount : amounts) {
        int64_t const part =
            std::clamp(rest, amount.low - amount.value, amount.high - amount.value);
        amount.value += part;
        rest -= part;
        if (rest == 0) return;
    }
}

}  // namespace

bool fit_total(std::vector<FitAmount>& amounts, int64_t total, int64_t step) {
    for (auto& amount : amounts) amount.value = std::clamp(amount.value, amount.low, amount.high);
    auto const close = static_cast<int64_t>(amounts.size()) * step;
    for (int round = 0; round < kRoundsMax && std::llabs(total - sum_of(amounts)) > close;
         ++round) {
        scale_free(amounts, total, step);
    }
    give_rest(amounts, total);
    return sum_of(amounts) == total;
}

}  // namespace agglo
