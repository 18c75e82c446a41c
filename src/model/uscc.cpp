#include "model/uscc.h"

#include <array>
#include <string>

namespace agglo {

namespace {

constexpr std::array<int, kUsccLength - 1> kWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                       29, 25, 13, 8,  24, 10, 30, 28};
constexpr int kModulus = 31;
static_assert(kUsccAlphabet.size() == kModulus);

}  // namespace

std::optional<char> uscc_check_character(std::string_view code) {
    if (code.size() < kWeights.size()) return std::nullopt;
    int sum = 0;
    for (size_t i = 0; i < kWeights.size(); ++i) {
        auto const value = kUsccAlphabet.find(code[i]);
        if (value == std::string_view::npos) return std::nullopt;
        sum += static_cast<int>(value) * kWeights[i];
    }
    return kUsccAlphabet[static_cast<size_t>((kModulus - sum % kModulus) % kModulus)];
}

CheckFinding check_uscc(std::string_view text) {
    if (text.size() != kUsccLength) return Labels{"应为 18 位", "should have 18 characters"};
    auto const check = uscc_check_character(text);
    if (!check || kUsccAlphabet.find(text.back()) == std::string_view::npos) {
        return Labels{"只能用数字和大写字母，且不含 I、O、S、V、Z",
                      "only digits and capital letters other than I, O, S, V, Z"};
    }
    if (*check == text.back()) return std::nullopt;
    return Labels{std::string("校验位应为 ") + *check,
                  std::string("the check character should be ") + *check};
}

}  // namespace agglo
