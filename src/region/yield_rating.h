#pragma once
// Yield rating: scores and grades of firms by the land they use (亩均效益评价), exactly as the two
// published shapes say.
//
//   ratio      Σ value ÷ benchmark × weight       (Huangyan 2022, above scale)
//   min–max    Σ weight × [20 + 80 (x − min) ÷ (max − min)] ÷ 100
//
//   auto ratings = rate_yields(kRatioScheme, facts);     // in the order of `facts`
//
// Amounts in 10 000 yuan, land in mu, energy in tce, emissions in t. A missing value takes the mean
// of the firms rated that have one. Grades go by rank: A to 20 %, B to 60 %, C to 95 %, D the rest;
// T stands for firms that are not rated, which count in no mean and no rank.
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace agglo {

inline constexpr size_t kYieldIndicators = 6;

enum class YieldShape : uint8_t { kRatio, kMinMax };

struct YieldIndicatorSpec {
    char const* key;      ///< in explanations
    char const* name;     ///< 中文
    char const* formula;  ///< FEEL over an enterprise period
    char const* unit;
    double weight;     ///< out of 100
    double benchmark;  ///< of the ratio shape
};

/// Huangyan's indicators of above-scale firms, 2022.
inline constexpr std::array<YieldIndicatorSpec, kYieldIndicators> kAboveScaleIndicators{{
    {"tax_per_mu", "亩均税收", "tax / 10000 / (land_area * 3 / 2000)", "万元/亩", 30, 24.097},
    {"value_added_per_mu", "亩均增加值", "value_added / 10000 / (land_area * 3 / 2000)", "万元/亩",
     20, 136.16},
    {"value_added_per_tce", "单位能耗增加值", "value_added / 10000 / energy_tce", "万元/吨标准煤",
     20, 2.694},
    {"value_added_per_emission", "单位排放增加值", "value_added / 10000 / emissions_t", "万元/吨",
     10, 4929.81},
    {"productivity", "全员劳动生产率", "value_added / 10000 / average_headcount", "万元/人", 10,
     18.14},
    {"rd_share", "研发经费占比", "rd_expense / revenue", "比例", 10, 0.0302},
}};

/// Of the firms below scale: kept as data, for firms whose figures are entered later.
inline constexpr std::array<YieldIndicatorSpec, 2> kBelowScaleIndicators{{
    {"tax_per_mu", "亩均税收", "tax / 10000 / (land_area * 3 / 2000)", "万元/亩", 50, 11.5932},
    {"tax_per_kwh", "单位用电税收", "tax / electricity_kwh", "元/千瓦时", 50, 0.2352},
}};

/// One firm's values in the order of kAboveScaleIndicators.
struct YieldFacts {
    std::array<std::optional<double>, kYieldIndicators> values;
    double added = 0;                 ///< points of additions
    bool vetoed = false;              ///< at most D
    char const* not_rated = nullptr;  ///< the reason, for grade T
};

struct YieldRating {
    std::array<double, kYieldIndicators> values{}, scores{};
    double base = 0, score = 0;
    size_t rank = 0;  ///< from 1; 0: not rated
    char grade = 't';
};

std::vector<YieldRating> rate_yields(YieldShape shape, std::span<YieldFacts const> facts);

}  // namespace agglo
