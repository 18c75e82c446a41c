// 2023 of the whole city: manufacturing starts, completions and productions are fitted one after
// another by moving single projects over the turn of the year. A later step never moves a date an
// earlier one counted.
#include "region/plan_projects.h"

namespace agglo {

namespace {

using Field = Date ProjectPlan::*;
using Rule = bool (*)(ProjectPlan const&);

bool in_2023(Date date) {
    return year_of(date) == 2023;
}

bool counts(ProjectPlan const& plan, Field field) {
    return plan.making && !plan.ended && in_2023(plan.*field);
}

int64_t count(World const& world, Field field) {
    int64_t number = 0;
    for (auto const& plan : world.projects) number += counts(plan, field) ? 1 : 0;
    return number;
}

struct Fit {
    char const* name;
    Field field;
    Rule may_leave;  ///< may its date move from 2023 into early 2024?
    Rule may_enter;  ///< may its date move back into late 2023?
    void (*leave)(Random&, ProjectPlan&);
    void (*enter)(Random&, ProjectPlan&);
};

bool movable(ProjectPlan const& plan) {
    return plan.making && !plan.ended && !plan.fixed_course;
}

void delay_from(ProjectPlan& plan, Field field, Date to) {
    int64_t const days = to.days - (plan.*field).days;
    plan.*field = to;
    if (field == &ProjectPlan::started) plan.completed = plus(plan.completed, days);
    if (field != &ProjectPlan::produced) plan.produced = plus(plan.produced, days);
}

Date early_2024(Random& random) {
    return draw_working_day(random, civil(2024, 1, 3), civil(2024, 3, 28));
}

Date late_2023(Random& random, Date after) {
    Date const from = std::max(plus(after, 40), civil(2023, 8, 1));
    return draw_working_day(random, std::min(from, civil(2023, 12, 20)), civil(2023, 12, 27));
}

constexpr Fit kFits[] = {
    {"starts", &ProjectPlan::started,
     [](ProjectPlan const& plan) { return year_of(plan.completed) > 2023; },
     [](ProjectPlan const& plan) {
         return year_of(plan.started) > 2023 && plan.introduced <= Date{19'600};  // 2023-08-31
     },
     [](Random& random, ProjectPlan& plan) {
         delay_from(plan, &ProjectPlan::started, early_2024(random));
     },
     [](Random& random, ProjectPlan& plan) { plan.started = late_2023(random, plan.introduced); }},
    {"completions", &ProjectPlan::completed,
     [](ProjectPlan const& plan) { return year_of(plan.produced) > 2023; },
     [](ProjectPlan const& plan) {
         return year_of(plan.completed) > 2023 && plan.started <= Date{19'569};  // 2023-07-31
     },
     [](Random& random, ProjectPlan& plan) {
         delay_from(plan, &ProjectPlan::completed, early_2024(random));
     },
     [](Random& random, ProjectPlan& plan) { plan.completed = late_2023(random, plan.started); }},
    {"productions", &ProjectPlan::produced, [](ProjectPlan const&) { return true; },
     [](ProjectPlan const& plan) {
         return year_of(plan.produced) > 2023 && plan.completed <= Date{19'661};  // 2023-10-31
     },
     [](Random& random, ProjectPlan& plan) { plan.produced = early_2024(random); },
     [](Random& random, ProjectPlan& plan) { plan.produced = late_2023(random, plan.completed); }},
};

Result<void> fit(World& world, Fit const& how, int64_t wanted) {
    int64_t excess = count(world, how.field) - wanted;
    for (auto const at : draw_order(world.random, world.projects.size())) {
        auto& plan = world.projects[at];
        if (excess == 0 || !movable(plan)) continue;
        if (excess > 0 && counts(plan, how.field) && how.may_leave(plan)) {
            how.leave(world.random, plan);
            --excess;
        } else if (excess < 0 && !counts(plan, how.field) && how.may_enter(plan)) {
            how.enter(world.random, plan);
            ++excess;
        }
    }
    if (excess == 0) return {};
    return Error(
        ErrorCode::kInternal,
        {std::string(how.name) + " in 2023: " + std::to_string(excess) + " projects too many"});
}

/// When too few could start in 2023, some that were to be cancelled start after all, for completion
/// later.
void revive(World& world, int64_t missing) {
    for (auto const at : draw_order(world.random, world.projects.size())) {
        auto& plan = world.projects[at];
        bool const fits = plan.making && plan.ended && !plan.fixed_course &&
                          plan.introduced >= civil(2022, 3, 1) &&
                          plan.introduced <= civil(2023, 8, 31);
        if (missing <= 0 || !fits) continue;
        plan.ended.reset();
        delay_from(plan, &ProjectPlan::started, late_2023(world.random, plan.introduced));
        --missing;
    }
}

int64_t startable(World const& world) {
    int64_t number = 0;
    for (auto const& plan : world.projects) {
        number +=
            counts(plan, &ProjectPlan::started) || (movable(plan) && kFits[0].may_enter(plan));
    }
    return number;
}

}  // namespace

Result<void> fit_year_2023(World& world) {
    auto const& wanted = world.parameters.published.making_2023;
    revive(world, wanted[0] - startable(world));
    for (size_t at = 0; at < wanted.size(); ++at) TRY(fit(world, kFits[at], wanted[at]));
    return {};
}

}  // namespace agglo
