#pragma once
// Decimal: an exact decimal number, value = mantissa / 10^scale, as columns and the journal hold
// it.
//
//   auto price = TRY(Decimal::parse("12.50"));   // {1250, 2}
//   price.rescaled(1);                            // 12.5, exact; rescaled(0) would fail
//
// Scale is 0..kScaleMax. Arithmetic beyond scaling belongs to the evaluators, in 128 bits.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo {

__extension__ typedef __int128 int128;

struct Decimal {
    static constexpr int kScaleMax = 9;

    int64_t mantissa = 0;
    int scale = 0;

    /// Reads `-12`, `12.50`, `1.2e6`. Full-width forms and separators are the importers' business.
    /// Errors: kMalformed, kOutOfRange, kTooManyDecimals (more than kScaleMax significant
    /// decimals).
    static Result<Decimal> parse(std::string_view text);

    /// The same value at another scale; nothing if digits would be lost or it does not fit.
    std::optional<Decimal> rescaled(int to_scale) const;

    /// All digits of the scale: {1250, 2} is "12.50"; scale 0 has no point.
    std::string to_string() const;
    /// Without trailing zeros after the point: {1250, 2} is "12.5".
    std::string to_short_string() const;

    /// Compares by value: 1.0 equals 1.
    friend std::strong_ordering operator<=>(Decimal const& a, Decimal const& b);
    friend bool operator==(Decimal const& a, Decimal const& b) { return (a <=> b) == 0; }
};

/// 10^exponent for 0 <= exponent <= 18.
int64_t power_of_ten(int exponent);

/// numerator / denominator rounded half to even at `scale` decimals; nothing when the denominator
/// is 0 or the quotient does not fit.
std::optional<Decimal> divide_rounded(int128 numerator, int128 denominator, int scale);

/// Decimal digits of a 128-bit integer read at `scale`, e.g. (31600000000, 2) is "316000000.00".
std::string decimal_digits(int128 mantissa, int scale);

}  // namespace agglo
