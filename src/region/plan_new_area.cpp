// The new area's published course: manufacturing completions of 2020, 2021 and 2022, and what was
// under construction on 2022-09-27. Dates set here are not moved again (fixed_course).
#include "region/plan_projects.h"

namespace agglo {

namespace {

struct Window {
    Date from, until;
};

/// Which projects of Dinghu take part: introduced within `introduced`, of this kind of industry.
struct Wanted {
    int64_t count = 0;
    bool making = true;
    Window introduced, started, completed;
};

bool fits(World const& world, ProjectPlan const& plan, Wanted const& wanted) {
    return stands_for(world, plan, kDinghu) && plan.zone == ZonePlace::kOutside &&
           plan.making == wanted.making && plan.introduced >= wanted.introduced.from &&
           plan.introduced <= wanted.introduced.until;
}

void set_course(World& world, ProjectPlan& plan, Wanted const& wanted) {
    auto& random = world.random;
    plan.zone = ZonePlace::kNewArea;
    plan.fixed_course = true;
    plan.ended.reset();
    Date const earliest = std::max(wanted.started.from, plus(plan.introduced, 60));
    plan.started = draw_day(random, std::min(earliest, wanted.started.until), wanted.started.until);
    Date const soonest = std::max(wanted.completed.from, plus(plan.started, 150));
    plan.completed =
        draw_day(random, std::min(soonest, wanted.completed.until), wanted.completed.until);
    plan.produced = plus(plan.completed, random.between(40, 330));
}

void take(World& world, Wanted wanted) {
    std::vector<size_t> candidates;
    for (size_t at = 0; at < world.projects.size(); ++at) {
        if (fits(world, world.projects[at], wanted)) candidates.push_back(at);
    }
    while (wanted.count > 0 && !candidates.empty()) {
        auto const at = static_cast<size_t>(
            world.random.between(0, static_cast<int64_t>(candidates.size()) - 1));
        set_course(world, world.projects[candidates[at]], wanted);
        candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(at));
        --wanted.count;
    }
}

/// Projects of the new area that had not started by 2022-09-27.
void take_later(World& world) {
    Date const after = civil(2022, 10, 10);
    for (auto& plan : world.projects) {
        if (!stands_for(world, plan, kDinghu) || plan.zone != ZonePlace::kOutside) continue;
        bool const late = plan.introduced >= civil(2021, 8, 1) && world.random.chance(45, 100);
        if (!late) continue;
        plan.zone = ZonePlace::kNewArea;
        if (plan.started >= after) continue;
        int64_t const delay = after.days - plan.started.days + world.random.between(0, 120);
        plan.started = plus(plan.started, delay);
        plan.completed = plus(plan.completed, delay);
        plan.produced = plus(plan.produced, delay);
        // Completions of 2022 in the new area are counted: nothing else may end in that year.
        if (plan.completed <= civil(2022, 12, 31)) {
            int64_t const more = civil(2023, 1, 10).days - plan.completed.days;
            plan.completed = plus(plan.completed, more);
            plan.produced = plus(plan.produced, more);
        }
    }
}

}  // namespace

void plan_new_area(World& world) {
    auto const& completed = world.parameters.published.new_area_making_completed;
    auto const& building = world.parameters.published.new_area_building;
    int64_t const ending_late_2022 = completed[2] / 3;
    Date const day = civil(2022, 9, 27);
    take(world, {completed[0],
                 true,
                 {civil(2018, 1, 1), civil(2018, 12, 31)},
                 {civil(2019, 3, 1), civil(2019, 8, 30)},
                 {civil(2020, 3, 1), civil(2020, 12, 20)}});
    take(world, {completed[1],
                 true,
                 {civil(2019, 1, 1), civil(2020, 3, 31)},
                 {civil(2019, 9, 1), civil(2020, 10, 30)},
                 {civil(2021, 2, 1), civil(2021, 12, 20)}});
    take(world, {completed[2] - ending_late_2022,
                 true,
                 {civil(2020, 1, 1), civil(2021, 1, 31)},
                 {civil(2020, 9, 1), civil(2021, 6, 30)},
                 {civil(2022, 1, 10), plus(day, -7)}});
    take(world, {ending_late_2022,
                 true,
                 {civil(2021, 1, 1), civil(2021, 7, 31)},
                 {civil(2021, 8, 1), civil(2022, 1, 31)},
                 {plus(day, 8), civil(2022, 12, 25)}});
    take(world, {building[0] - ending_late_2022,
                 true,
                 {civil(2021, 1, 1), civil(2022, 3, 31)},
                 {civil(2021, 6, 1), plus(day, -7)},
                 {civil(2023, 1, 5), civil(2024, 3, 30)}});
    take(world, {building[1],
                 false,
                 {civil(2021, 1, 1), civil(2022, 3, 31)},
                 {civil(2021, 6, 1), plus(day, -7)},
                 {civil(2023, 1, 5), civil(2024, 3, 30)}});
    take_later(world);
}

}  // namespace agglo
