#include "feel/check/amount_text.h"

namespace agglo::feel {

namespace {

std::string divided(Number amount, Number by, int decimals) {
    auto const quotient = divide(amount, by);
    auto const rounded = quotient ? round_to(*quotient, decimals, Rounding::kHalfEven) : quotient;
    return rounded ? rounded->to_string() : amount.to_string();
}

AmountText yuan(Number amount, std::string const& per_zh, std::string const& per_en) {
    constexpr int kDecimals = 4;
    Number const wan = 10'000;
    Number const million = 1'000'000;
    Number const yi = 100'000'000;
    auto const size = amount.magnitude();
    std::string zh = amount.to_string() + " 元";
    std::string en = amount.to_string() + " yuan";
    if (size >= yi)
        zh = divided(amount, yi, kDecimals) + " 亿元";
    else if (size >= wan)
        zh = divided(amount, wan, kDecimals) + " 万元";
    if (size >= million) en = divided(amount, million, kDecimals) + " million yuan";
    return {zh + per_zh, en + per_en};
}

AmountText square_metres(Number amount) {
    auto const mu = multiply(amount, *Number::parse("0.0015"));
    auto const round = mu ? round_to(*mu, 2, Rounding::kHalfEven) : mu;
    auto const text = amount.to_string();
    if (!round) return {text + " 平方米", text + " m²"};
    return {text + " 平方米（约 " + round->to_string() + " 亩）",
            text + " m² (about " + round->to_string() + " mu)"};
}

}  // namespace

AmountText amount_text(Number amount, std::string_view unit) {
    auto const text = amount.to_string();
    if (unit == "yuan") return yuan(amount, "", "");
    if (unit == "yuan_per_mu") return yuan(amount, "/亩", " per mu");
    if (unit == "yuan_per_year") return yuan(amount, "/年", " a year");
    if (unit == "yuan_per_mu_year") return yuan(amount, "/亩·年", " per mu and year");
    if (unit == "m2") return square_metres(amount);
    if (unit == "mu") return {text + " 亩", text + " mu"};
    if (unit == "percent") return {text + "%", text + "%"};
    return {text, text};
}

}  // namespace agglo::feel
