// Milestones of projects signed since mid-2020: planned at signing, met or late, with a light on
// the last day of the history. The project's own light is its worst.
#include "region/generate.h"

namespace agglo {

namespace {

struct Stage {
    char const* stage;
    char const* name;
    Date ProjectPlan::*date;
};

constexpr Stage kStages[] = {
    {"land_granted", "供地", &ProjectPlan::land_granted},
    {"permits", "取得施工许可", &ProjectPlan::permitted},
    {"started", "主体开工", &ProjectPlan::started},
    {"completed", "竣工", &ProjectPlan::completed},
    {"producing", "投产", &ProjectPlan::produced},
};

constexpr int64_t kStageDaysMin = 20;  // between two planned days
constexpr char const* kLights[] = {"green", "yellow", "red"};
constexpr char const* kReasons[] = {"等待用地报批",   "设计方案调整", "企业资金安排",
                                    "电力配套未到位", "雨季影响施工", "施工队伍调整"};

/// START-LATE rules: not made in the planned month yellow, three months late red.
size_t light_of(Date planned, std::optional<Date> actual, Date on) {
    Date const end = actual ? *actual : on;
    int const late = end.days - planned.days;
    if (actual) return late > 90 ? 1 : 0;
    return late > 90 ? 2 : late > 0 ? 1 : 0;
}

/// Days late: mostly about none, sometimes months.
int64_t draw_slip(Random& random) {
    auto const at = random.between(1, 100);
    return at <= 68   ? random.between(-20, 12)
           : at <= 88 ? random.between(13, 130)
                      : random.between(131, 420);
}

/// `after`: the planned day of the stage before, which this one's follows.
size_t record(World& world, ProjectPlan const& plan, Stage const& stage, Date& after) {
    auto& random = world.random;
    Date const expected = plan.*stage.date;
    auto const actual = world.actual(plan, expected);
    int64_t const slip = draw_slip(random);
    Date const planned = std::max(plus(expected, -slip), plus(after, kStageDaysMin));
    after = planned;
    auto const light = light_of(planned, actual, world.until);
    auto const handle = world.make(
        "milestone", plan.introduced, Topic::kService,
        Facts()("project", ref(plan.handle))("stage", stage.stage)("name", stage.name)(
            "planned_on", planned)("initial_planned_on", planned)("required", true)(
            "owner", ref(world.counties[plan.county].bureaus[0]))("officer", ref(plan.officer)));
    auto facts = Facts()("light", kLights[light]);
    if (light > 0) facts("delay_reason", kReasons[random.between(0, 5)]);
    if (actual) {
        facts("actual_on", *actual)("evidence", "现场核验记录");
        world.change(handle, *actual, Topic::kService, std::move(facts));
    } else {
        facts("forecast_on", std::max(expected, plus(world.until, 15)));
        world.change(handle, world.until, Topic::kService, std::move(facts));
    }
    return actual ? 0 : light;
}

}  // namespace

void generate_milestones(World& world) {
    for (auto const& plan : world.projects) {
        bool const followed = plan.handle != 0 && plan.introduced >= civil(2020, 7, 1) &&
                              world.has(plan, plan.introduced);
        if (!followed) continue;
        if (plan.ended && *plan.ended <= world.until) continue;
        size_t worst = 0;
        Date after = plan.introduced;
        for (auto const& stage : kStages) {
            if (std::string_view(stage.stage) == "land_granted" && !plan.needs_land()) continue;
            if (plan.size == SizeClass::kSmall && std::string_view(stage.stage) == "permits")
                continue;
            worst = std::max(worst, record(world, plan, stage, after));
        }
        if (world.has(plan, plan.produced)) continue;
        world.change(plan.handle, world.until, Topic::kProject, Facts()("light", kLights[worst]));
    }
}

}  // namespace agglo
