// Yearly figures of above-scale firms, 2019 to 2023: output first (fitted where published), the
// rest from it.
#include "region/fit_total.h"
#include "region/generate.h"

namespace agglo {

namespace {

constexpr int kFirst = 2019, kYears = 5;
constexpr size_t kEmergingSectors = 3;

struct Series {
    Firm const* firm = nullptr;
    int first = kFirst;  ///< year of the first figures
    std::array<int64_t, kYears> output{};
    int64_t technical_wan = 0;  ///< 2023
    bool emerging() const { return firm->sector < kEmergingSectors; }
};

Series draw_series(World& world, Firm const& firm) {
    Series series;
    series.firm = &firm;
    series.first = std::max(kFirst, year_of(firm.producing));
    series.output[kYears - 1] = firm.output_wan;
    bool const new_firm = series.first > kFirst;
    for (int at = kYears - 2; at >= series.first - kFirst; --at) {
        int64_t const percent = series.emerging() && new_firm ? world.random.between(45, 85)
                                : series.emerging()           ? world.random.between(72, 92)
                                                              : world.random.between(88, 104);
        auto const index = static_cast<size_t>(at);
        series.output[index] = std::max<int64_t>(2'000, series.output[index + 1] * percent / 100);
    }
    return series;
}

bool fit_year(std::vector<Series*> const& picked, size_t year, int64_t total, bool whole_series) {
    std::vector<FitAmount> amounts;
    for (auto const* series : picked) amounts.push_back({series->output[year], 800, 2'500'000});
    if (!fit_total(amounts, total, 1)) return false;
    for (size_t at = 0; at < picked.size(); ++at) {
        auto& series = *picked[at];
        int64_t const before = series.output[year];
        series.output[year] = amounts[at].value;
        if (!whole_series) continue;
        for (size_t other = 0; other < kYears; ++other) {
            if (other != year)
                series.output[other] = series.output[other] * amounts[at].value / before;
        }
    }
    return true;
}

/// Output of the high-tech zone in 2022: what its emerging firms leave is carried by its other
/// firms.
bool fit_high_tech(World const& world, std::vector<Series>& all) {
    constexpr size_t k2022 = 3;
    constexpr int64_t kPublishedFirmsWan = 3'900'000;  // two firms' outputs stand in the facts
    int64_t left = world.parameters.published.high_tech_output_wan - kPublishedFirmsWan;
    std::vector<Series*> others;
    for (auto& series : all) {
        if (series.firm->zone != ZonePlace::kHighTech || series.output[k2022] == 0) continue;
        if (series.emerging()) {
            left -= series.output[k2022];
        } else {
            others.push_back(&series);
        }
    }
    return fit_year(others, k2022, left, true);
}

/// The years between 2019 and 2023 on an even way between them, with some noise.
void even_out(World& world, Series& series) {
    double const first = static_cast<double>(series.output[0]);
    double const growth = static_cast<double>(series.output[kYears - 1]) / first;
    for (int at = 1; at < kYears - 1; ++at) {
        double const even = first * std::pow(growth, at / 4.0) * draw_share(world.random, 95, 105);
        series.output[static_cast<size_t>(at)] = std::llround(even);
    }
}

bool fit_published(World& world, std::vector<Series>& all) {
    std::vector<Series*> emerging_2019;
    for (auto& series : all) {
        if (series.emerging() && series.first == kFirst) emerging_2019.push_back(&series);
    }
    auto const total = world.parameters.published.three_sectors_2019_wan;
    if (!fit_year(emerging_2019, 0, total, false)) return false;
    for (auto* series : emerging_2019) even_out(world, *series);
    return fit_high_tech(world, all);
}

bool fit_technical(World& world, std::vector<Series>& all) {
    std::vector<FitAmount> amounts;
    for (auto const& series : all) {
        int64_t const usual =
            std::max<int64_t>(20, series.output[kYears - 1] * world.random.between(10, 90) / 1'000);
        amounts.push_back({usual, 0, 400'000});
    }
    if (!fit_total(amounts, world.parameters.published.technical_investment_wan, 1)) return false;
    for (size_t at = 0; at < all.size(); ++at) all[at].technical_wan = amounts[at].value;
    return true;
}

Facts economy(World& world, FirmYear& year) {
    auto& random = world.random;
    auto const part = [&](int low, int high) {
        return year.output_wan * random.between(low, high) / 1'000;
    };
    year.revenue_wan = part(930, 1'040);
    year.tax_wan = part(18, 52);
    year.value_added_wan = part(170, 290);
    auto facts = Facts()("output", wan(year.output_wan))("revenue", wan(year.revenue_wan))(
        "tax", wan(year.tax_wan))("value_added", wan(year.value_added_wan))(
        "profit", wan(part(15, 80)))("export", wan(part(0, 260)));
    year.rd_wan = part(12, 55);
    facts("rd_expense", wan(year.rd_wan))("payroll", wan(part(60, 130)));
    year.headcount = std::max<int64_t>(8, part(6, 13));
    return std::move(facts("average_headcount", year.headcount));
}

/// Kilogrammes emitted per tce, around the mean of light industry; few firms emit none worth
/// measuring.
double draw_emission_rate(Random& random) {
    double const drawn = draw_share(random, 0, 1) * 100;  // 0 … 1
    return drawn < 0.02 ? 0 : 0.08 + 0.42 * drawn;
}

void resources(World& world, FirmYear& year, Facts& facts) {
    auto const output = static_cast<double>(year.output_wan);
    double const tce = output * draw_share(world.random, 4, 28);
    double const kwh = tce * draw_share(world.random, 240'000, 420'000);
    double const water_m3 = output * draw_share(world.random, 200, 900);
    double const emissions_t = tce * draw_emission_rate(world.random) / 1'000;
    year.energy_kgce = std::llround(tce * 1'000);
    year.emissions_e4t = std::llround(emissions_t * 10'000);
    facts("energy_tce", Decimal{year.energy_kgce, 3})("electricity_kwh", decimal(kwh, 2))(
        "carbon_t", decimal(tce * 2.1, 3))("water_m3", decimal(water_m3, 2));
    if (year.emissions_e4t > 0) facts("emissions_t", Decimal{year.emissions_e4t, 4});
}

void record_year(World& world, Series const& series, size_t at) {
    auto const& firm = *series.firm;
    FirmYear year;
    year.firm = static_cast<size_t>(&firm - world.firms.data());
    year.year = kFirst + static_cast<int>(at);
    year.output_wan = series.output[at];
    year.digitalised = firm.digitalised && year.year >= 2023;
    auto facts = economy(world, year);
    resources(world, year, facts);
    facts("enterprise", ref(firm.handle))("year", year.year)("quarter", 0)("cumulative", true);
    facts("state", year.year < 2023 ? "locked" : "accepted")("digitalised", year.digitalised);
    if (firm.land > 0) facts("land_area", area(firm.land));
    if (year.year == 2023) {
        year.technical_wan = series.technical_wan;
        facts("technical_investment", wan(year.technical_wan));
    }
    world.firm_years.push_back(year);
    auto const on = civil(year.year + 1, 2, static_cast<int>(world.random.between(1, 27)));
    world.make("enterprise_period", on, Topic::kParty, std::move(facts));
}

}  // namespace

Result<void> generate_firm_periods(World& world) {
    std::vector<Series> all;
    for (auto const& firm : world.firms) {
        if (firm.above_scale && firm.output_wan > 0) all.push_back(draw_series(world, firm));
    }
    if (!fit_published(world, all) || !fit_technical(world, all)) {
        return Error(ErrorCode::kInternal, {"no room for a published output"});
    }
    for (auto const& series : all) {
        for (size_t at = static_cast<size_t>(series.first - kFirst); at < kYears; ++at)
            record_year(world, series, at);
    }
    return {};
}

}  // namespace agglo
