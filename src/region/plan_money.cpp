// Money: investment by size class, then fitted to the published totals on disjoint sets of
// projects, so that no total disturbs another: Dinghu's projects of 2021; vehicles introduced 2022
// to 2023-07-19 (with those of 2021 given); manufacturing from 2023 to 2024-03-09 that is not such
// a vehicle project; Junfu park.
#include <functional>

#include "region/fit_total.h"
#include "region/plan_projects.h"

namespace agglo {

namespace {

constexpr size_t kVehicle = 0;
constexpr int64_t kMiddleWan = 10'000;     // 100 million yuan
constexpr int64_t kLargeWan = 100'000;     // 1 billion yuan
constexpr int64_t kLargeMaxWan = 190'000;  // outside Dinghu in 2021, so that its first place stays

struct Bounds {
    int64_t low, high;
};

Bounds bounds_of(SizeClass size) {
    switch (size) {
        case SizeClass::kSmall: return {600, kMiddleWan - 100};
        case SizeClass::kMiddle: return {kMiddleWan, kLargeWan - 1'000};
        case SizeClass::kLarge: return {kLargeWan, 420'000};
    }
    return {};
}

SizeClass size_of(int64_t total_wan) {
    return total_wan < kMiddleWan  ? SizeClass::kSmall
           : total_wan < kLargeWan ? SizeClass::kMiddle
                                   : SizeClass::kLarge;
}

int64_t draw_total(World& world, ProjectPlan const& plan) {
    static constexpr int64_t kMedians[] = {3'200, 19'000, 135'000};
    auto const size = static_cast<size_t>(plan.size);
    auto const bounds = bounds_of(plan.size);
    int64_t const high =
        year_of(plan.introduced) == 2021 ? std::min(bounds.high, kLargeMaxWan) : bounds.high;
    int64_t const drawn = draw_skewed(world.random, kMedians[size], size == 0 ? 1.4 : 1.0);
    return std::clamp(drawn / 100 * 100, bounds.low, high);
}

using Rule = std::function<bool(ProjectPlan const&)>;

/// Fits the total investment of the projects that `rule` picks; `keep_class`: none leaves its size
/// class.
bool fit_investment(World& world, Rule const& rule, int64_t total_wan, bool keep_class) {
    std::vector<size_t> picked;
    std::vector<FitAmount> amounts;
    for (size_t at = 0; at < world.projects.size(); ++at) {
        auto const& plan = world.projects[at];
        if (!rule(plan)) continue;
        auto const bounds = keep_class ? bounds_of(plan.size) : Bounds{500, 480'000};
        picked.push_back(at);
        amounts.push_back({plan.total_wan, bounds.low, bounds.high});
    }
    if (!fit_total(amounts, total_wan, 10)) return false;
    for (size_t at = 0; at < picked.size(); ++at)
        world.projects[picked[at]].total_wan = amounts[at].value;
    return true;
}

int64_t sum_of(World const& world, Rule const& rule) {
    int64_t sum = 0;
    for (auto const& plan : world.projects) sum += rule(plan) ? plan.total_wan : 0;
    return sum;
}

bool of_2021(ProjectPlan const& plan) {
    return year_of(plan.introduced) == 2021;
}
bool vehicle_in_window(ProjectPlan const& plan) {
    return plan.sector == kVehicle && plan.introduced >= civil(2021, 1, 1) &&
           plan.introduced <= civil(2023, 7, 19);
}
bool making_since_2023(ProjectPlan const& plan) {
    return plan.making && plan.introduced >= civil(2023, 1, 1) &&
           plan.introduced <= civil(2024, 3, 9);
}

Result<void> fit_published(World& world) {
    auto const& published = world.parameters.published;
    auto const dinghu = [&](ProjectPlan const& plan) {
        return of_2021(plan) && stands_for(world, plan, kDinghu);
    };
    bool fitted = fit_investment(world, dinghu, published.dinghu_2021_investment_wan, true);
    auto const early =
        sum_of(world, [](auto const& plan) { return of_2021(plan) && vehicle_in_window(plan); });
    fitted = fitted &&
             fit_investment(
                 world, [](auto const& plan) { return !of_2021(plan) && vehicle_in_window(plan); },
                 published.vehicle_projects[1] - early, false);
    auto const vehicles = sum_of(
        world, [](auto const& plan) { return making_since_2023(plan) && vehicle_in_window(plan); });
    fitted = fitted && fit_investment(
                           world,
                           [](auto const& plan) {
                               return making_since_2023(plan) && !vehicle_in_window(plan);
                           },
                           published.making_introduced_wan - vehicles, false);
    if (fitted) return {};
    return Error(ErrorCode::kInternal, {"no room for a published investment"});
}

/// Land by a plausible intensity, 2.2 to 5.2 million yuan of fixed assets per mu.
void plan_land(World& world, ProjectPlan& plan) {
    plan.fixed_wan = plan.total_wan * world.random.between(68, 90) / 100;
    plan.output_wan = plan.total_wan * world.random.between(90, 230) / 100;
    if (plan.needs_land()) {
        plan.mu = std::clamp<int64_t>(plan.fixed_wan / world.random.between(220, 520), 6, 420);
    }
}

/// Junfu park: published intensity per mu over whole mu, and published expected output.
Result<void> fit_junfu(World& world) {
    auto const& junfu = world.parameters.published.junfu;
    std::vector<ProjectPlan*> plans;
    std::vector<FitAmount> fixed, output;
    int64_t mu = 0;
    for (auto& plan : world.projects) {
        if (!plan.junfu) continue;
        plan.mu = 3 * world.random.between(5, 16);  // thirds of a mu are not whole hundredths of m²
        mu += plan.mu;
        plans.push_back(&plan);
        int64_t const usual = plan.mu * junfu[2];
        fixed.push_back({usual * world.random.between(80, 125) / 100, usual / 2, usual * 2});
        output.push_back({usual * world.random.between(120, 260) / 100, usual / 4, usual * 8});
    }
    if (!fit_total(fixed, mu * junfu[2], 1) || !fit_total(output, junfu[1], 10)) {
        return Error(ErrorCode::kInternal, {"no room for the figures of Junfu park"});
    }
    for (size_t at = 0; at < plans.size(); ++at) {
        plans[at]->fixed_wan = fixed[at].value;
        plans[at]->total_wan = fixed[at].value * 100 / world.random.between(80, 90);
        plans[at]->output_wan = output[at].value;
    }
    return {};
}

}  // namespace

Result<void> plan_money(World& world) {
    for (auto& plan : world.projects) plan.total_wan = draw_total(world, plan);
    TRY(fit_published(world));
    for (auto& plan : world.projects) {
        plan.size = size_of(plan.total_wan);
        plan_land(world, plan);
    }
    return fit_junfu(world);
}

}  // namespace agglo
