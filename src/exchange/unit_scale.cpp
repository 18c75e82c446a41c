#include "exchange/unit_scale.h"

#include "base/text.h"

namespace agglo {

namespace {

constexpr UnitScale kMuInM2{2'000, 3};
constexpr UnitScale kWanYuan{10'000, 1};
constexpr int kWanYuanDecimals = 6;  // 0.01 yuan is 0.000001 万元
constexpr int kMuDecimals = 6;       // 0.01 m² is 0.000015 亩

struct NamedScale {
    std::string_view name;  // folded
    UnitScale scale;
};

constexpr NamedScale kMoneyUnits[] = {
    {"元", {1, 1}}, {"人民币元", {1, 1}}, {"yuan", {1, 1}}, {"rmb", {1, 1}}, {"cny", {1, 1}}};
constexpr NamedScale kAreaUnits[] = {{"平方米", {1, 1}},     {"平米", {1, 1}},
                                     {"m2", {1, 1}},         {"亩", kMuInM2},
                                     {"mu", kMuInM2},        {"公顷", {10'000, 1}},
                                     {"ha", {10'000, 1}},    {"平方公里", {1'000'000, 1}},
                                     {"km2", {1'000'000, 1}}};
constexpr NamedScale kShareUnits[] = {{"%", {1, 100}}, {"百分比", {1, 100}}, {"‰", {1, 1'000}}};
constexpr NamedScale kPrefixes[] = {{"亿", {100'000'000, 1}},
                                    {"千万", {10'000'000, 1}},
                                    {"百万", {1'000'000, 1}},
                                    {"万", {10'000, 1}},
                                    {"千", {1'000, 1}}};

bool is_plain_money(Field const& field) {
    return field.type == FieldType::kMoney && (field.unit.empty() || field.unit == "yuan");
}

std::optional<UnitScale> scale_among(std::span<NamedScale const> units, std::string_view name) {
    for (auto const& unit : units) {
        if (unit.name == name) return unit.scale;
    }
    return std::nullopt;
}

/// The factor of a unit without 万 or 亿 before it.
std::optional<UnitScale> plain_scale(Model const& model, Field const& field,
                                     std::string_view folded) {
    if (is_plain_money(field)) return scale_among(kMoneyUnits, folded);
    if (field.type == FieldType::kArea) return scale_among(kAreaUnits, folded);
    if (field.type == FieldType::kShare) return scale_among(kShareUnits, folded);
    auto const* const unit = model.find_unit(field.unit);
    if (!unit) return std::nullopt;
    bool const is_own = folded == unit->name || folded == fold_text(unit->labels.zh) ||
                        folded == fold_text(unit->labels.en);
    return is_own ? std::optional(UnitScale{}) : std::nullopt;
}

constexpr bool is_terminating(int64_t denominator) {
    while (denominator % 2 == 0) denominator /= 2;
    while (denominator % 5 == 0) denominator /= 5;
    return denominator == 1;
}

}  // namespace

std::optional<UnitScale> unit_scale(Model const& model, Field const& field, std::string_view unit) {
    if (!field.is_number()) return std::nullopt;
    auto const folded = fold_text(unit);
    if (auto const plain = plain_scale(model, field, folded)) return plain;
    for (auto const& prefix : kPrefixes) {
        if (!folded.starts_with(prefix.name)) continue;
        auto const rest = std::string_view(folded).substr(prefix.name.size());
        if (auto scale = plain_scale(model, field, rest)) {
            scale->numerator *= prefix.scale.numerator;
            return scale;
        }
    }
    return std::nullopt;
}

Result<Decimal> scaled(Decimal value, UnitScale scale, int decimals) {
    int128 const numerator = static_cast<int128>(value.mantissa) * scale.numerator;
    int128 const denominator = static_cast<int128>(power_of_ten(value.scale)) * scale.denominator;
    auto const quotient = divide_rounded(numerator, denominator, decimals);
    if (!quotient) return Error(ErrorCode::kOutOfRange, {value.to_string()});
    bool const exact = quotient->mantissa * denominator == numerator * power_of_ten(decimals);
    if (!exact && is_terminating(scale.denominator)) {
        return Error(ErrorCode::kTooManyDecimals, {std::to_string(decimals), value.to_string()});
    }
    return *quotient;
}

ExportUnit export_unit(Model const& model, Field const& field) {
    if (is_plain_money(field)) return {"万元", kWanYuan, kWanYuanDecimals};
    if (field.type == FieldType::kArea) {
        if (field.unit == "mu") return {"亩", kMuInM2, kMuDecimals};
        return {"平方米", {}, field.scale};
    }
    if (field.type == FieldType::kShare) return {"", {}, field.scale};
    auto const* const unit = model.find_unit(field.unit);
    return {unit ? unit->labels.zh : "", {}, field.scale};
}

}  // namespace agglo
