// Courses: when a project would reach each stage, with plausible durations between them.
#include "region/plan_projects.h"

namespace agglo {

namespace {

constexpr int kCancelledPercent = 22;
constexpr int kStalledPercent = 15;

/// Offices act on weekdays: the Friday before a weekend, unless that is not after `before`.
Date office_day(Date date, Date before) {
    int const weekday = (date.days + 3) % 7;  // 0 is Monday
    Date const friday = weekday < 5 ? date : plus(date, 4 - weekday);
    return friday > before ? friday : date;
}

/// The day at a share of the way from `from` to `until`, strictly between them.
Date between(Date from, Date until, int percent) {
    return plus(from, std::max<int64_t>(1, (until.days - from.days) * percent / 100));
}

}  // namespace

void plan_course(World& world, ProjectPlan& plan) {
    auto& random = world.random;
    int64_t to_start = plan.leases() ? random.between(40, 110) : random.between(110, 300);
    if (random.chance(kStalledPercent, 100)) to_start += random.between(150, 420);
    plan.started = plus(plan.introduced, to_start);
    int64_t const to_complete = plan.leases()                    ? random.between(70, 190)
                                : plan.size == SizeClass::kLarge ? random.between(520, 900)
                                                                 : random.between(300, 760);
    plan.completed = plus(plan.started, to_complete);
    plan.produced = plus(plan.completed, random.between(40, 400));
    if (random.chance(kCancelledPercent, 100)) {
        plan.ended =
            between(plan.introduced, plan.started, static_cast<int>(random.between(35, 95)));
    }
}

void settle_course(World& world, ProjectPlan& plan) {
    auto& random = world.random;
    auto const on_the_way = [&](int low, int high, Date before) {
        int const percent = static_cast<int>(random.between(low, high));
        return office_day(between(plan.introduced, plan.started, percent), before);
    };
    plan.filed = office_day(plus(plan.introduced, -random.between(3, 14)), Date{});
    plan.gated = office_day(plus(plan.filed, -random.between(5, 30)), Date{});
    plan.negotiated = office_day(plus(plan.gated, -random.between(20, 150)), Date{});
    plan.registered = on_the_way(8, 20, plan.introduced);
    plan.land_granted = on_the_way(40, 62, plan.registered);
    plan.permitted = on_the_way(70, 92, plan.land_granted);
    plan.above_scale = plus(plan.produced, random.between(120, 420));
    plan.at_capacity = plus(plan.above_scale, random.between(120, 400));
    plan.evaluated = plus(plan.at_capacity, random.between(60, 200));
}

}  // namespace agglo
