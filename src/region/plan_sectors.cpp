// Sectors: vehicles exactly as often as published within the published window, the rest by weight.
// Investors' standing (high-tech, little giant) of the manufacturing projects of 2023, and the
// projects of Junfu park.
#include "region/plan_projects.h"

namespace agglo {

namespace {

constexpr size_t kVehicle = 0;  // position of the sector in generator.yaml
constexpr int kVehicles2021Percent = 42;

bool in_window(ProjectPlan const& plan) {
    return plan.introduced >= civil(2021, 1, 1) && plan.introduced <= civil(2023, 7, 19);
}

/// Where vehicles gather: the high-tech zone's county, Gaoyao, the new area.
bool likes_vehicles(World const& world, ProjectPlan const& plan) {
    return stands_for(world, plan, kSihui) || stands_for(world, plan, "441204") ||
           stands_for(world, plan, kDinghu);
}

/// Makes `count` of the candidates vehicle projects; false when there are too few.
bool take_vehicles(World& world, int64_t count, bool of_2021) {
    for (bool const anywhere : {false, true}) {
        for (auto const at : draw_order(world.random, world.projects.size())) {
            auto& plan = world.projects[at];
            if (count == 0) return true;
            bool const fits = plan.making && plan.sector == kNone && in_window(plan) &&
                              (year_of(plan.introduced) == 2021) == of_2021;
            if (!fits || (!anywhere && !likes_vehicles(world, plan))) continue;
            plan.sector = kVehicle;
            --count;
        }
    }
    return count == 0;
}

void take_other_sectors(World& world) {
    std::vector<int64_t> weights;
    for (auto const& sector : world.parameters.sectors) weights.push_back(sector.weight);
    auto without_vehicles = weights;
    without_vehicles[kVehicle] = 0;
    for (auto& plan : world.projects) {
        if (!plan.making || plan.sector != kNone) continue;
        plan.sector = draw_weighted(world.random, in_window(plan) ? without_vehicles : weights);
    }
}

void take_products(World& world) {
    for (auto& plan : world.projects) {
        plan.product = plan.sector == kNone
                           ? &world.random.pick(world.parameters.services)
                           : &world.random.pick(world.parameters.sectors[plan.sector].products);
    }
}

void take_investors(World& world) {
    std::vector<size_t> of_2023;
    for (auto const at : draw_order(world.random, world.projects.size())) {
        auto& plan = world.projects[at];
        if (plan.making && year_of(plan.introduced) == 2023) {
            of_2023.push_back(at);
        } else {
            plan.high_tech_investor = plan.making && world.random.chance(28, 100);
            plan.little_giant_investor = plan.high_tech_investor && world.random.chance(15, 100);
        }
    }
    auto const percent = static_cast<size_t>(world.parameters.published.strong_investors_percent);
    size_t const strong = (of_2023.size() * percent + 99) / 100;
    for (size_t at = 0; at < strong; ++at) {
        auto& plan = world.projects[of_2023[at]];
        plan.high_tech_investor = at % 10 != 9;
        plan.little_giant_investor = at % 10 >= 8;
    }
}

/// Junfu's projects are outside every other published sum: not of 2021 or 2023, not vehicles.
bool take_junfu(World& world) {
    int64_t wanted = world.parameters.published.junfu[0];
    for (auto const at : draw_order(world.random, world.projects.size())) {
        auto& plan = world.projects[at];
        bool const fits = plan.making && !plan.ended && stands_for(world, plan, kDuanzhou) &&
                          year_of(plan.introduced) != 2021 &&
                          plan.introduced <= civil(2022, 12, 31) && plan.sector != kVehicle;
        if (wanted == 0 || !fits) continue;
        plan.junfu = true;
        plan.kind = ProjectKind::kNewBuild;
        plan.size = SizeClass::kMiddle;
        --wanted;
    }
    return wanted == 0;
}

}  // namespace

Result<void> plan_sectors(World& world) {
    int64_t const vehicles = world.parameters.published.vehicle_projects[0];
    int64_t const of_2021 = vehicles * kVehicles2021Percent / 100;
    bool const enough =
        take_vehicles(world, of_2021, true) && take_vehicles(world, vehicles - of_2021, false);
    if (!enough)
        return Error(ErrorCode::kInternal, {"too few manufacturing projects for vehicles"});
    take_other_sectors(world);
    take_products(world);
    take_investors(world);
    if (!take_junfu(world)) return Error(ErrorCode::kInternal, {"too few projects for Junfu park"});
    return {};
}

}  // namespace agglo
