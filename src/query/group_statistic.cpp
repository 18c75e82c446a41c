#include "query/group_statistic.h"

#include <algorithm>

namespace agglo {

std::optional<Decimal128> sum_of(std::span<Decimal128 const> numbers) {
    std::optional<Decimal128> sum = Decimal128(0);
    for (auto const& number : numbers) {
        if (sum) sum = add(*sum, number);
    }
    return sum;
}

std::optional<Decimal128> percentile_of(std::vector<Decimal128> numbers, Decimal fraction) {
    if (numbers.empty()) return std::nullopt;
    int128 const steps =
        static_cast<int128>(fraction.mantissa) * static_cast<int128>(numbers.size() - 1);
    auto const whole = power_of_ten(fraction.scale);
    auto const place = static_cast<std::ptrdiff_t>(steps / whole);
    auto const rest = static_cast<int64_t>(steps % whole);
    std::nth_element(numbers.begin(), numbers.begin() + place, numbers.end());
    auto const low = numbers[static_cast<size_t>(place)];
    if (rest == 0) return low;
    auto const high = *std::min_element(numbers.begin() + place + 1, numbers.end());
    auto const distance = subtract(high, low);
    auto const part =
        distance ? multiply(*distance, Decimal128::scaled(rest, fraction.scale)) : std::nullopt;
    return part ? add(low, *part) : std::nullopt;
}

std::optional<Decimal128> deviation_of(std::span<Decimal128 const> numbers) {
    if (numbers.size() < 2) return std::nullopt;
    auto const sum = sum_of(numbers);
    auto const mean =
        sum ? divide(*sum, Decimal128(static_cast<int64_t>(numbers.size()))) : std::nullopt;
    if (!mean) return std::nullopt;
    std::vector<Decimal128> squares;
    for (auto const& number : numbers) {
        auto const difference = subtract(number, *mean);
        auto const square = difference ? multiply(*difference, *difference) : std::nullopt;
        if (!square) return std::nullopt;
        squares.push_back(*square);
    }
    auto const total = sum_of(squares);
    auto const variance =
        total ? divide(*total, Decimal128(static_cast<int64_t>(numbers.size() - 1))) : std::nullopt;
    return variance ? square_root(*variance) : std::nullopt;
}

}  // namespace agglo
