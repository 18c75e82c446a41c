#include "feel/temporal/text_reader.h"

#include "feel/temporal/temporal.h"

namespace agglo::feel {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Digits> TextReader::take_digits() {
    Digits digits;
    while (is_digit(peek())) {
        if (__builtin_mul_overflow(digits.value, int64_t{10}, &digits.value) ||
            __builtin_add_overflow(digits.value, int64_t{peek() - '0'}, &digits.value))
            return std::nullopt;
        ++digits.count;
        rest_.remove_prefix(1);
    }
    if (digits.count == 0) return std::nullopt;
    return digits;
}

std::optional<int32_t> TextReader::take_two_digits() {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return std::nullopt;
    auto const value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return value;
}

std::optional<int32_t> TextReader::take_nanos() {
    if (!is_digit(peek())) return std::nullopt;
    int32_t nanos = 0;
    for (int32_t unit = kNanosOfSecond / 10; is_digit(peek()); unit /= 10) {
        nanos += unit * (peek() - '0');
        rest_.remove_prefix(1);
    }
    return nanos;
}

void write_two_digits(std::string& text, int64_t value) {
    text += static_cast<char>('0' + value / 10);
    text += static_cast<char>('0' + value % 10);
}

void write_nanos(std::string& text, int32_t nanos) {
    if (nanos == 0) return;
    text += '.';
    for (int32_t unit = kNanosOfSecond / 10; nanos != 0; unit /= 10) {
        text += static_cast<char>('0' + nanos / unit);
        nanos %= unit;
    }
}

}  // namespace agglo::feel
