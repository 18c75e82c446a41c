#pragma once
// Decimal128: the number of FEEL, IEEE 754-2008 decimal128: 34 significant digits, half to even.
//
//   Decimal128 tenth = *Decimal128::parse("0.1");
//   add(tenth, *Decimal128::parse("0.2"))->to_string();   // "0.3"
//
// A Decimal128 is always finite: what would be infinite or no number is nothing instead. The hard
// work is Intel's decimal floating-point library; whole numbers below 2^64 take a short way here.
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agglo {

class Decimal128 {
public:
    static constexpr int kDigitsMax = 34;
    static constexpr int kExponentMin = -6176;  // of the last digit
    static constexpr int kExponentMax = 6111;
    /// Bytes of a number's text: more digits than any number needs to be said exactly.
    static constexpr size_t kTextMax = 8192;

    constexpr Decimal128() = default;
    constexpr Decimal128(int64_t value)
        : low_(value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value)),
          high_(value < 0 ? kNegativeWhole : kPositiveWhole) {}
    constexpr Decimal128(int value) : Decimal128(static_cast<int64_t>(value)) {}

    /// `digits [. digits] [e exponent]` with an optional minus sign, nothing else; rounded to 34
    /// digits. Nothing when it is not that, or too large.
    static std::optional<Decimal128> parse(std::string_view text);
    /// mantissa / 10^scale, as columns hold numbers.
    static Decimal128 scaled(int64_t mantissa, int scale);
    /// The nearest decimal of 17 digits; nothing when not finite. For interfaces that speak double.
    static std::optional<Decimal128> from_double(double value);

    /// In plain digits without exponent, and without zeros at the end of decimals: "-0.00001".
    std::string to_string() const;
    double to_double() const;
    /// The whole number, when it is one and fits.
    std::optional<int64_t> to_int64() const;
    /// Towards zero; nothing when it does not fit.
    std::optional<int64_t> truncated() const;

    bool is_zero() const;
    bool is_negative() const { return (high_ >> 63) != 0 && !is_zero(); }
    bool is_whole() const;
    /// The exponent of the last digit as written: 12.50 has -2.
    int exponent() const;

    Decimal128 operator-() const;
    Decimal128 magnitude() const;
    /// Equal values have equal hashes.
    size_t hash() const;

    friend bool operator==(Decimal128 a, Decimal128 b) {
        return (a.low_ == b.low_ && a.high_ == b.high_) || compare(a, b) == 0;
    }
    friend std::strong_ordering operator<=>(Decimal128 a, Decimal128 b) {
        return compare(a, b) <=> 0;
    }

    struct Bits {
        uint64_t low, high;
    };
    constexpr Bits bits() const { return {low_, high_}; }
    static constexpr Decimal128 from_bits(Bits bits) {
        Decimal128 number;
        number.low_ = bits.low;
        number.high_ = bits.high;
        return number;
    }
    /// Whole, written without exponent, its magnitude in bits().low.
    constexpr bool is_short() const { return (high_ | kSign) == kNegativeWhole; }

private:
    static constexpr uint64_t kSign = uint64_t{1} << 63;
    static constexpr uint64_t kPositiveWhole = 0x3040'0000'0000'0000;
    static constexpr uint64_t kNegativeWhole = kPositiveWhole | kSign;

    static int compare(Decimal128 a, Decimal128 b);

    uint64_t low_ = 0;
    uint64_t high_ = kPositiveWhole;
};

/// Nothing when the result is too large (or, dividing, by zero).
std::optional<Decimal128> add(Decimal128 a, Decimal128 b);
std::optional<Decimal128> subtract(Decimal128 a, Decimal128 b);
std::optional<Decimal128> multiply(Decimal128 a, Decimal128 b);
std::optional<Decimal128> divide(Decimal128 a, Decimal128 b);
/// a - b * floor(a / b), exactly: the sign is that of b (DMN 1.5, 10.3.4.5). Nothing for b = 0.
std::optional<Decimal128> modulo(Decimal128 a, Decimal128 b);
/// Whole exponents by exact squaring as long as digits last; others as e^(b ln a). Nothing for
/// 0 to a negative power, and for a negative base to a power that is not whole.
std::optional<Decimal128> power(Decimal128 a, Decimal128 b);
std::optional<Decimal128> square_root(Decimal128 a);
std::optional<Decimal128> exponential(Decimal128 a);
/// Natural; nothing for a <= 0.
std::optional<Decimal128> logarithm(Decimal128 a);

enum class Rounding { kHalfEven, kHalfUp, kHalfDown, kUp, kDown, kFloor, kCeiling };

/// Rounded to `scale` decimals, which may be negative (tens, hundreds …).
/// kHalfUp and kUp go away from zero, kHalfDown and kDown towards it.
std::optional<Decimal128> round_to(Decimal128 a, int scale, Rounding rounding);

}  // namespace agglo
