#include "base/decimal128_power.h"

namespace agglo {

namespace {

/// high + low, low being what 34 digits of high leave out: some 68 digits.
struct Pair {
    Decimal128 high;
    Decimal128 low;
};

/// high + low where low is much the smaller, so that high has all 34 digits again (Dekker).
std::optional<Pair> normal(Decimal128 high, Decimal128 low) {
    auto const sum = add(high, low);
    auto const taken = sum ? subtract(*sum, high) : std::nullopt;
    auto const rest = taken ? subtract(low, *taken) : std::nullopt;
    return rest ? std::optional(Pair{*sum, *rest}) : std::nullopt;
}

std::optional<Pair> product(Pair const& a, Pair const& b) {
    auto const high = multiply(a.high, b.high);
    if (!high) return std::nullopt;
    auto low = multiply_add(a.high, b.high, -*high);
    if (low && !a.low.is_zero()) low = multiply_add(a.low, b.high, *low);
    if (low && !b.low.is_zero()) low = multiply_add(a.high, b.low, *low);
    if (!low) return std::nullopt;
    return low->is_zero() ? Pair{*high, 0} : normal(*high, *low);
}

/// 1/a: the quotient, and what its product with a lacks of 1.
std::optional<Pair> reciprocal(Decimal128 a) {
    auto const high = divide(1, a);
    auto const lack = high ? multiply_add(-*high, a, 1) : std::nullopt;
    auto const low = lack ? multiply(*lack, *high) : std::nullopt;
    return low ? normal(*high, *low) : std::nullopt;
}

}  // namespace

std::optional<Decimal128> whole_power(Decimal128 base, int64_t exponent) {
    auto factor = exponent < 0 ? reciprocal(base) : std::optional(Pair{base, 0});
    auto rest =
        exponent < 0 ? 0 - static_cast<uint64_t>(exponent) : static_cast<uint64_t>(exponent);
    std::optional<Pair> result = Pair{1, 0};
    while (factor && result && rest != 0) {
        if (rest & 1) result = product(*result, *factor);
        rest >>= 1;
        if (rest != 0) factor = product(*factor, *factor);
    }
    return factor && result ? std::optional(result->high) : std::nullopt;
}

}  // namespace agglo
