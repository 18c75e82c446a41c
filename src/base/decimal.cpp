#include "base/decimal.h"

#include <algorithm>
#include <array>
#include <limits>

namespace agglo {

namespace {

constexpr int kExponentMax = 40;

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool fits_int64(int128 value) {
    return value >= std::numeric_limits<int64_t>::min() &&
           value <= std::numeric_limits<int64_t>::max();
}

/// Digits and scale as written, before an exponent is applied.
struct Digits {
    int128 mantissa = 0;
    int scale = 0;
    bool any = false;
    bool overflow = false;

    void push(char digit) {
        any = true;
        constexpr int128 kLimit = static_cast<int128>(1) << 120;
        if (mantissa > kLimit / 10) overflow = true;
        if (!overflow) mantissa = mantissa * 10 + (digit - '0');
    }
};

std::optional<int> read_exponent(std::string_view text) {
    if (text.empty()) return std::nullopt;
    bool const negative = text.front() == '-';
    if (text.front() == '-' || text.front() == '+') text.remove_prefix(1);
    if (text.empty() || text.size() > 3 || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    int value = 0;
    for (char const c : text) value = value * 10 + (c - '0');
    return negative ? -value : value;
}

Result<Decimal> settle(Digits digits, int exponent, bool negative, std::string_view text) {
    int scale = digits.scale - exponent;
    int128 mantissa = digits.mantissa;
    while (scale > 0 && mantissa % 10 == 0) mantissa /= 10, --scale;
    if (mantissa == 0) scale = 0;
    for (; scale < 0; ++scale) {
        mantissa *= 10;
        if (!fits_int64(mantissa)) return Error(ErrorCode::kOutOfRange, {std::string(text)});
    }
    if (scale > Decimal::kScaleMax) {
        return Error(ErrorCode::kTooManyDecimals,
                     {std::to_string(Decimal::kScaleMax), std::string(text)});
    }
    if (negative) mantissa = -mantissa;
    if (!fits_int64(mantissa)) return Error(ErrorCode::kOutOfRange, {std::string(text)});
    return Decimal{static_cast<int64_t>(mantissa), scale};
}

}  // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
    auto const malformed = [&] {
        return Error(ErrorCode::kMalformed, {std::string(text.substr(0, 80))});
    };
    auto rest = text;
    bool const negative = !rest.empty() && rest.front() == '-';
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);

    Digits digits;
    size_t i = 0;
    for (; i < rest.size() && is_digit(rest[i]); ++i) digits.push(rest[i]);
    if (i < rest.size() && rest[i] == '.') {
        for (++i; i < rest.size() && is_digit(rest[i]); ++i) digits.push(rest[i]), ++digits.scale;
    }
    if (!digits.any) return malformed();
    int exponent = 0;
    if (i < rest.size()) {
        if (rest[i] != 'e' && rest[i] != 'E') return malformed();
        auto const read = read_exponent(rest.substr(i + 1));
        if (!read) return malformed();
        exponent = *read;
    }
    if (digits.overflow || std::abs(exponent) > kExponentMax) {
        return Error(ErrorCode::kOutOfRange, {std::string(text.substr(0, 80))});
    }
    return settle(digits, exponent, negative, text.substr(0, 80));
}

std::optional<Decimal> Decimal::rescaled(int to_scale) const {
    int128 value = mantissa;
    for (int s = scale; s < to_scale; ++s) {
        value *= 10;
        if (!fits_int64(value)) return std::nullopt;
    }
    for (int s = scale; s > to_scale; --s) {
        if (value % 10 != 0) return std::nullopt;
        value /= 10;
    }
    return Decimal{static_cast<int64_t>(value), to_scale};
}

std::string Decimal::to_string() const {
    return decimal_digits(mantissa, scale);
}

std::string Decimal::to_short_string() const {
    Decimal shortened = *this;
    while (shortened.scale > 0 && shortened.mantissa % 10 == 0)
        shortened.mantissa /= 10, --shortened.scale;
    return shortened.to_string();
}

std::strong_ordering operator<=>(Decimal const& a, Decimal const& b) {
    int128 const left = static_cast<int128>(a.mantissa) * power_of_ten(b.scale);
    int128 const right = static_cast<int128>(b.mantissa) * power_of_ten(a.scale);
    return left <=> right;
}

int64_t power_of_ten(int exponent) {
    static constexpr auto kPowers = [] {
        std::array<int64_t, 19> powers{};
        int64_t value = 1;
        for (size_t i = 0; i < powers.size(); ++i) {
            powers[i] = value;
            if (i + 1 < powers.size()) value *= 10;
        }
        return powers;
    }();
    AGGLO_ASSERT(exponent >= 0 && exponent <= 18);
    return kPowers[static_cast<size_t>(exponent)];
}

std::optional<Decimal> divide_rounded(int128 numerator, int128 denominator, int scale) {
    if (denominator == 0) return std::nullopt;
    constexpr int128 kSafe = static_cast<int128>(1) << 96;
    if (numerator > kSafe || numerator < -kSafe) return std::nullopt;
    int128 const scaled = numerator * power_of_ten(scale);
    int128 quotient = scaled / denominator;
    int128 const rest = scaled % denominator;
    int128 const rest_abs = rest < 0 ? -rest : rest;
    int128 const divisor_abs = denominator < 0 ? -denominator : denominator;
    bool const above = rest_abs > divisor_abs - rest_abs;
    bool const tie = rest_abs == divisor_abs - rest_abs;
    bool const negative = (numerator < 0) != (denominator < 0);
    if (above || (tie && quotient % 2 != 0)) quotient += negative ? -1 : 1;
    if (!fits_int64(quotient)) return std::nullopt;
    return Decimal{static_cast<int64_t>(quotient), scale};
}

std::string decimal_digits(int128 mantissa, int scale) {
    bool const negative = mantissa < 0;
    std::string digits;
    do {
        int const digit = static_cast<int>(mantissa % 10);
        digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
        mantissa /= 10;
    } while (mantissa != 0);
    auto const width = static_cast<size_t>(scale) + 1;
    if (digits.size() < width) digits.append(width - digits.size(), '0');
    if (scale > 0) digits.insert(static_cast<size_t>(scale), ".");
    if (negative) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

}  // namespace agglo
