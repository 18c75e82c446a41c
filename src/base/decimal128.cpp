#include "base/decimal128.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "base/decimal128_power.h"

// The variant of Debian's library that takes numbers by value, and rounding and flags as arguments.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
extern "C" {
#include <bid_conf.h>
// The settings above must come before the functions, which read them.
#include <bid_functions.h>
}
#pragma GCC diagnostic pop

namespace agglo {

namespace {

constexpr unsigned kNearestEven = 0;
constexpr unsigned kInvalid = 1;

BID_UINT128 raw(Decimal128 a) {
    BID_UINT128 out;
    out.w[0] = a.bits().low;
    out.w[1] = a.bits().high;
    return out;
}

Decimal128 cooked(BID_UINT128 a) {
    return Decimal128::from_bits({a.w[0], a.w[1]});
}

std::optional<Decimal128> finite(BID_UINT128 a) {
    if (!bid128_isFinite(a)) return std::nullopt;
    return cooked(a);
}

struct Spelling {
    bool negative = false;
    std::string digits;  // without leading zeros; empty is zero
    int exponent = 0;    // of the last digit
};

/// Intel's text is sign, digits, "E", exponent.
Spelling spelled(Decimal128 a) {
    std::array<char, 64> buffer{};
    unsigned flags = 0;
    bid128_to_string(buffer.data(), raw(a), &flags);
    std::string_view const text(buffer.data());
    auto const e = text.find('E');
    Spelling out;
    out.negative = text.front() == '-';
    auto digits = text.substr(1, e - 1);
    while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1);
    out.digits = digits;
    out.exponent = std::atoi(buffer.data() + e + 1);
    return out;
}

bool all_digits(std::string_view text) {
    for (char const c : text)
        if (c < '0' || c > '9') return false;
    return !text.empty();
}

/// The grammar's numeric literal, 10.3.1.2 rule 37, with a sign before it.
bool is_number_text(std::string_view text) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    if (auto const e = text.find_first_of("eE"); e != std::string_view::npos) {
        auto power = text.substr(e + 1);
        if (!power.empty() && (power.front() == '-' || power.front() == '+'))
            power.remove_prefix(1);
        if (!all_digits(power)) return false;
        text = text.substr(0, e);
    }
    auto const point = text.find('.');
    if (point == std::string_view::npos) return all_digits(text);
    auto const whole = text.substr(0, point);
    return (whole.empty() || all_digits(whole)) && all_digits(text.substr(point + 1));
}

/// Intel's name for each rounding; those it lacks are chosen by the caller.
unsigned intel_rounding(Rounding rounding, bool negative) {
    constexpr unsigned kDownward = 1, kUpward = 2, kToZero = 3, kTiesAway = 4;
    switch (rounding) {
        case Rounding::kHalfEven: return kNearestEven;
        case Rounding::kHalfUp: return kTiesAway;
        case Rounding::kUp: return negative ? kDownward : kUpward;
        case Rounding::kDown: return kToZero;
        case Rounding::kFloor: return kDownward;
        case Rounding::kCeiling: return kUpward;
        case Rounding::kHalfDown: break;
    }
    return kTiesAway;
}

std::optional<Decimal128> quantized(Decimal128 a, int scale, unsigned rounding) {
    unsigned flags = 0;
    auto const unit = Decimal128::from_bits({1, static_cast<uint64_t>(6176 - scale) << 49});
    auto const out = bid128_quantize(raw(a), raw(unit), rounding, &flags);
    if (flags & kInvalid) return std::nullopt;
    return finite(out);
}

}  // namespace

std::optional<Decimal128> Decimal128::parse(std::string_view text) {
    if (text.size() > kTextMax || !is_number_text(text)) return std::nullopt;
    if (text.size() <= 18 && all_digits(text)) {
        int64_t value = 0;
        for (char const c : text) value = value * 10 + (c - '0');
        return Decimal128(value);
    }
    std::string copy(text);
    unsigned flags = 0;
    return finite(bid128_from_string(copy.data(), kNearestEven, &flags));
}

Decimal128 Decimal128::scaled(int64_t mantissa, int scale) {
    Decimal128 out(mantissa);
    out.high_ -= static_cast<uint64_t>(scale) << 49;
    return out;
}

std::optional<Decimal128> Decimal128::from_double(double value) {
    if (!std::isfinite(value)) return std::nullopt;
    std::array<char, 40> buffer{};
    for (int const digits : {15, 17}) {
        std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
        if (std::strtod(buffer.data(), nullptr) == value) break;
    }
    return parse(buffer.data());
}

std::string Decimal128::to_string() const {
    auto spelling = spelled(*this);
    auto& digits = spelling.digits;
    if (digits.empty()) return "0";
    while (spelling.exponent < 0 && digits.back() == '0') {
        digits.pop_back();
        ++spelling.exponent;
    }
    if (spelling.exponent > 0) digits.append(static_cast<size_t>(spelling.exponent), '0');
    if (spelling.exponent < 0) {
        auto const decimals = static_cast<size_t>(-spelling.exponent);
        if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
        digits.insert(digits.size() - decimals, ".");
    }
    return spelling.negative ? "-" + digits : digits;
}

double Decimal128::to_double() const {
    unsigned flags = 0;
    return bid128_to_binary64(raw(*this), kNearestEven, &flags);
}

std::optional<int64_t> Decimal128::to_int64() const {
    if (is_short() && low_ <= INT64_MAX)
        return (high_ & kSign) ? -static_cast<int64_t>(low_) : static_cast<int64_t>(low_);
    return is_whole() ? truncated() : std::nullopt;
}

std::optional<int64_t> Decimal128::truncated() const {
    unsigned flags = 0;
    auto const value = bid128_to_int64_int(raw(*this), &flags);
    if (flags & kInvalid) return std::nullopt;
    return value;
}

bool Decimal128::is_zero() const {
    return bid128_isZero(raw(*this));
}

bool Decimal128::is_whole() const {
    if (is_short() || exponent() >= 0) return true;
    unsigned flags = 0;
    auto const rounded = bid128_round_integral_zero(raw(*this), &flags);
    return cooked(rounded) == *this;
}

int Decimal128::exponent() const {
    return static_cast<int>((high_ >> 49) & 0x3fff) - 6176;
}

Decimal128 Decimal128::operator-() const {
    return is_zero() ? *this : from_bits({low_, high_ ^ kSign});
}

Decimal128 Decimal128::magnitude() const {
    return from_bits({low_, high_ & ~kSign});
}

size_t Decimal128::hash() const {
    if (is_short()) return std::hash<uint64_t>()(low_ ^ (low_ != 0 ? high_ & kSign : 0));
    if (auto const whole = to_int64()) return Decimal128(*whole).hash();
    auto spelling = spelled(*this);
    while (!spelling.digits.empty() && spelling.digits.back() == '0') {
        spelling.digits.pop_back();
        ++spelling.exponent;
    }
    return std::hash<std::string>()(spelling.digits) ^
           static_cast<size_t>(spelling.exponent * 2 + spelling.negative);
}

int Decimal128::compare(Decimal128 a, Decimal128 b) {
    if (a.high_ == kPositiveWhole && b.high_ == kPositiveWhole)
        return a.low_ < b.low_ ? -1 : a.low_ > b.low_ ? 1 : 0;
    unsigned flags = 0;
    if (bid128_quiet_less(raw(a), raw(b), &flags)) return -1;
    return bid128_quiet_equal(raw(a), raw(b), &flags) ? 0 : 1;
}

std::optional<Decimal128> add(Decimal128 a, Decimal128 b) {
    uint64_t sum = 0;
    if (a.is_short() && b.bits().high == a.bits().high &&
        !__builtin_add_overflow(a.bits().low, b.bits().low, &sum))
        return Decimal128::from_bits({sum, a.bits().high});
    unsigned flags = 0;
    return finite(bid128_add(raw(a), raw(b), kNearestEven, &flags));
}

std::optional<Decimal128> subtract(Decimal128 a, Decimal128 b) {
    unsigned flags = 0;
    if (a.is_short() && b.bits().high == a.bits().high && a.bits().low >= b.bits().low) {
        auto const rest = a.bits().low - b.bits().low;
        return rest == 0 ? Decimal128() : Decimal128::from_bits({rest, a.bits().high});
    }
    return finite(bid128_sub(raw(a), raw(b), kNearestEven, &flags));
}

std::optional<Decimal128> multiply(Decimal128 a, Decimal128 b) {
    uint64_t product = 0;
    auto const plain = Decimal128().bits().high;
    if (a.bits().high == plain && b.bits().high == plain &&
        !__builtin_mul_overflow(a.bits().low, b.bits().low, &product))
        return Decimal128::from_bits({product, plain});
    unsigned flags = 0;
    return finite(bid128_mul(raw(a), raw(b), kNearestEven, &flags));
}

std::optional<Decimal128> multiply_add(Decimal128 a, Decimal128 b, Decimal128 c) {
    unsigned flags = 0;
    return finite(bid128_fma(raw(a), raw(b), raw(c), kNearestEven, &flags));
}

std::optional<Decimal128> divide(Decimal128 a, Decimal128 b) {
    if (b.is_zero()) return std::nullopt;
    unsigned flags = 0;
    return finite(bid128_div(raw(a), raw(b), kNearestEven, &flags));
}

std::optional<Decimal128> modulo(Decimal128 a, Decimal128 b) {
    if (b.is_zero()) return std::nullopt;
    unsigned flags = 0;
    auto const rest = finite(bid128_fmod(raw(a), raw(b), &flags));
    if (!rest || rest->is_zero()) return rest ? Decimal128() : rest;
    return rest->is_negative() == b.is_negative() ? rest : add(*rest, b);
}

std::optional<Decimal128> power(Decimal128 a, Decimal128 b) {
    if (auto const whole = b.to_int64()) return whole_power(a, *whole);
    unsigned flags = 0;
    return finite(bid128_pow(raw(a), raw(b), kNearestEven, &flags));
}

std::optional<Decimal128> square_root(Decimal128 a) {
    unsigned flags = 0;
    return finite(bid128_sqrt(raw(a), kNearestEven, &flags));
}

std::optional<Decimal128> exponential(Decimal128 a) {
    unsigned flags = 0;
    return finite(bid128_exp(raw(a), kNearestEven, &flags));
}

std::optional<Decimal128> logarithm(Decimal128 a) {
    if (a.is_zero()) return std::nullopt;
    unsigned flags = 0;
    return finite(bid128_log(raw(a), kNearestEven, &flags));
}

std::optional<Decimal128> round_to(Decimal128 a, int scale, Rounding rounding) {
    if (a.is_zero()) return Decimal128();
    if (-a.exponent() <= scale) return a;
    if (scale < -Decimal128::kExponentMax || scale > -Decimal128::kExponentMin) return std::nullopt;
    auto const rounded = quantized(a, scale, intel_rounding(rounding, a.is_negative()));
    if (rounding != Rounding::kHalfDown || !rounded) return rounded;
    // A tie is where half the distance between the neighbours is left: then the one nearer to zero.
    auto const down = quantized(a, scale, intel_rounding(Rounding::kDown, false));
    if (!down) return std::nullopt;
    auto const below = subtract(a, *down);
    auto const above = subtract(*rounded, a);
    bool const tie = below && above && *below == *above;
    return tie ? down : rounded;
}

}  // namespace agglo
