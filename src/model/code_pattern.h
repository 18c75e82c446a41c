#pragma once
// matches_pattern("2304-441284-04-01-123456", "9999-999999-99-99-999999"): shapes of codes without
// a regular expression. In a pattern 9 stands for a digit; anything else stands for itself.
#include <algorithm>
#include <string_view>

namespace agglo {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool matches_pattern(std::string_view text, std::string_view pattern) {
    return text.size() == pattern.size() &&
           std::equal(text.begin(), text.end(), pattern.begin(),
                      [](char c, char p) { return p == '9' ? is_digit(c) : c == p; });
}

constexpr bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// The value of a run of at most nine digits.
constexpr int number_of(std::string_view digits) {
    int number = 0;
    for (char const c : digits) number = number * 10 + (c - '0');
    return number;
}

}  // namespace agglo
