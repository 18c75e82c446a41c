#include "model/number_text.h"

#include <array>
#include <span>
#include <string>

#include "base/text.h"

namespace agglo {

namespace {

// value in the field's unit = number × factor / divisor. Suffixes are folded; the longest stand
// first.
struct UnitSuffix {
    std::string_view suffix;
    int64_t factor;
    int64_t divisor;
};
constexpr std::array kMoneySuffixes = {
    UnitSuffix{"亿元", 100'000'000, 1},
    UnitSuffix{"万元", 10'000, 1},
    UnitSuffix{"亿", 100'000'000, 1},
    UnitSuffix{"万", 10'000, 1},
    UnitSuffix{"元", 1, 1},
};
// A mu is 10000/15 m². Folding (NFKC) turns ㎡ into m2.
constexpr std::array kAreaSuffixes = {
    UnitSuffix{"平方公里", 1'000'000, 1},
    UnitSuffix{"平方千米", 1'000'000, 1},
    UnitSuffix{"万平方米", 10'000, 1},
    UnitSuffix{"平方米", 1, 1},
    UnitSuffix{"公顷", 10'000, 1},
    UnitSuffix{"km2", 1'000'000, 1},
    UnitSuffix{"亩", 10'000, 15},
    UnitSuffix{"mu", 10'000, 15},
    UnitSuffix{"ha", 10'000, 1},
    UnitSuffix{"平", 1, 1},
    UnitSuffix{"m2", 1, 1},
};
constexpr std::array kShareSuffixes = {UnitSuffix{"%", 1, 100}, UnitSuffix{"‰", 1, 1'000}};

std::span<UnitSuffix const> suffixes_of(FieldType type) {
    if (type == FieldType::kMoney) return kMoneySuffixes;
    if (type == FieldType::kArea) return kAreaSuffixes;
    if (type == FieldType::kShare) return kShareSuffixes;
    return {};
}

UnitSuffix take_suffix(std::string& text, FieldType type) {
    for (auto const& unit : suffixes_of(type)) {
        if (!text.ends_with(unit.suffix)) continue;
        text.resize(text.size() - unit.suffix.size());
        return unit;
    }
    return {"", 1, 1};
}

// A comma groups thousands, so exactly three digits stand between it and the next comma, the point
// or the end; anything else ("1,5") could mean two things and is refused.
bool drop_grouping(std::string& text) {
    auto const whole = text.substr(0, text.find('.'));
    std::string bare;
    for (size_t i = 0; i < whole.size(); ++i) {
        if (whole[i] != ',') {
            bare += whole[i];
            continue;
        }
        auto const next = whole.find(',', i + 1);
        auto const digits = (next == std::string::npos ? whole.size() : next) - i - 1;
        if (bare.empty() || digits != 3) return false;
    }
    text = bare + text.substr(whole.size());
    return text.find(',') == std::string::npos;
}

Result<Decimal> converted(Decimal const& number, UnitSuffix const& unit, int scale) {
    auto const divisor = int128{unit.divisor} * power_of_ten(number.scale);
    auto const value = divide_rounded(int128{number.mantissa} * unit.factor, divisor, scale);
    if (!value) return Error(ErrorCode::kOutOfRange, {number.to_short_string()});
    return *value;
}

}  // namespace

Result<Decimal> number_from_text(std::string_view text, FieldType type, int scale) {
    auto folded = fold_text(text);
    auto const unit = take_suffix(folded, type);
    std::string bare(trim(folded));
    if (!drop_grouping(bare)) return Error(ErrorCode::kMalformed, {std::string(text)});
    auto const number = TRY(Decimal::parse(bare));
    if (unit.factor != unit.divisor) return converted(number, unit, scale);
    if (auto const exact = number.rescaled(scale)) return *exact;
    if (!divide_rounded(number.mantissa, power_of_ten(number.scale), scale)) {
        return Error(ErrorCode::kOutOfRange, {std::string(text)});
    }
    return Error(ErrorCode::kTooManyDecimals, {std::to_string(scale), std::string(text)});
}

}  // namespace agglo
