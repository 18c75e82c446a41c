// Cohorts: who introduced how many projects in which year, of what size, manufacturing or not.
#include "region/plan_projects.h"

namespace agglo {

namespace {

constexpr int kMakingPercent = 82;
constexpr int kSmallMakingPercent2021 = 74;

SizeClass draw_size(Random& random) {
    auto const at = random.between(1, 100);
    return at <= 44 ? SizeClass::kSmall : at <= 96 ? SizeClass::kMiddle : SizeClass::kLarge;
}

ProjectKind draw_kind(Random& random, ProjectPlan const& plan) {
    auto const at = random.between(1, 100);
    if (!plan.making) return ProjectKind::kNewBuild;
    if (at <= 20 && plan.size != SizeClass::kLarge) return ProjectKind::kPlantLease;
    if (at <= 32) return ProjectKind::kExpansion;
    return at <= 38 && plan.size == SizeClass::kSmall ? ProjectKind::kTechnicalUpgrade
                                                      : ProjectKind::kNewBuild;
}

/// Size and manufacturing of the i-th project of 2021 in a county.
void set_class_2021(Random& random, SizeClassCounts const& counts, int64_t i, ProjectPlan& plan) {
    if (i < counts.large) {
        plan.size = SizeClass::kLarge;
        plan.making = i < counts.large_making;
    } else if (i < counts.large + counts.middle) {
        plan.size = SizeClass::kMiddle;
        plan.making = i - counts.large < counts.middle_making;
    } else {
        plan.size = SizeClass::kSmall;
        plan.making = random.chance(kSmallMakingPercent2021, 100);
    }
}

Date introduction(Random& random, Date until, int year) {
    if (year == year_of(until)) return draw_working_day(random, civil(year, 1, 2), until);
    return draw_working_day(random, civil(year, 1, 4), civil(year, 12, 28));
}

void plan_one(World& world, size_t county, int year, int64_t i, bool pipeline) {
    ProjectPlan plan;
    plan.county = county;
    auto& random = world.random;
    if (year == 2021) {
        set_class_2021(random, world.counties[county].spec->class_2021, i, plan);
    } else {
        plan.size = draw_size(random);
        plan.making = random.chance(kMakingPercent, 100);
    }
    plan.kind = draw_kind(random, plan);
    plan.introduced = pipeline ? plus(world.until, random.between(10, 150))
                               : introduction(random, world.until, year);
    plan_course(world, plan);
    world.projects.push_back(std::move(plan));
}

}  // namespace

bool stands_for(World const& world, ProjectPlan const& plan, std::string_view code) {
    return world.counties[plan.county].spec->code == code;
}

void plan_cohorts(World& world) {
    for (size_t county = 0; county < world.counties.size(); ++county) {
        auto const& introduced = world.counties[county].spec->introduced;
        for (size_t at = 0; at < introduced.size(); ++at) {
            int const year = GeneratorParameters::kFirstYear + static_cast<int>(at);
            for (int64_t i = 0; i < introduced[at]; ++i) plan_one(world, county, year, i, false);
        }
        for (int64_t i = 0; i < introduced.back() / 2; ++i) {
            plan_one(world, county, year_of(world.until), i, true);
        }
    }
}

Result<void> plan_projects(World& world) {
    plan_cohorts(world);
    plan_new_area(world);
    TRY(fit_year_2023(world));
    TRY(plan_sectors(world));
    TRY(plan_money(world));
    for (auto& plan : world.projects) settle_course(world, plan);
    return {};
}

}  // namespace agglo
