// Service: officers' assignments and visits, requests with their limits, blockers and their
// escalation.
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

struct Matter {
    char const* request;
    char const* blocker;
    char const* title;
    size_t bureau;
};

constexpr Matter kMatters[] = {
    {"land", "land", "用地报批进度", 2},       {"approval", "approval", "施工许可办理", 4},
    {"power", "power", "用电增容", 3},         {"water", "water", "施工用水接驳", 4},
    {"funding", "funding", "项目贷款落实", 6}, {"labour", "labour", "招工困难", 0},
    {"policy", "policy", "奖励资金兑现", 6},   {"environment", "environment", "环评手续", 5},
    {"living", "other", "员工子女入学", 7},    {"logistics", "road", "园区道路通行", 4},
};
constexpr int64_t kMatters_ = static_cast<int64_t>(std::size(kMatters));

Matter const& draw_matter(World& world) {
    return kMatters[world.random.between(0, kMatters_ - 1)];
}

void make_visits(World& world, ProjectPlan const& plan) {
    static constexpr char const* kKinds[] = {"visit_out", "visit_out", "call", "meeting"};
    Date on = plus(std::max(plan.introduced, civil(2023, 1, 5)), world.random.between(10, 60));
    for (; world.has(plan, on) && on < plan.produced;
         on = plus(on, world.random.between(110, 220))) {
        world.make(
            "visit", on, Topic::kService,
            Facts()("officer", ref(plan.officer))("project", ref(plan.handle))("visited_on", on)(
                "kind", kKinds[world.random.between(0, 3)])("met", "项目负责人")(
                "finding", "了解项目进展，收集诉求")("next_on", plus(on, 30)));
    }
}

void make_request(World& world, ProjectPlan const& plan, Date raised) {
    auto& random = world.random;
    auto const& matter = draw_matter(world);
    auto const& county = world.counties[plan.county];
    int64_t const days = random.between(3, 15);
    Date const due = plus(raised, days * 7 / 5);
    auto const handle = world.make(
        "request", raised, Topic::kService,
        Facts()("code", world.code("SQ", 5))("title", plan.brand + "：" + matter.title)(
            "kind", matter.request)(
            "channel", random.chance(50, 100) ? "visit" : "enterprise_page")("project",
                                                                             ref(plan.handle))(
            "enterprise", ref(plan.firm == kNone ? Handle(0) : world.firms[plan.firm].handle))(
            "region", ref(county.region))("raised_on", raised)("urgent", random.chance(12, 100))(
            "unit", ref(county.bureaus[matter.bureau]))("officer", ref(plan.officer))(
            "allowed_days", days)("routed_on", plus(raised, 1))("due_on", due)("status", "routed"));
    Date const answered =
        plus(due, random.chance(85, 100) ? -random.between(0, 2) : random.between(1, 12));
    if (answered > world.until) return;
    bool const helped = random.chance(90, 100);
    static constexpr char const* kMoods[] = {"neutral", "satisfied", "satisfied", "very_satisfied"};
    world.change(handle, answered, Topic::kService,
                 Facts()("status", helped ? "done" : "done_no_help")("answered_on", answered)(
                     "answer", helped ? "已协调解决" : "已说明原因，持续跟进")(
                     "satisfaction", helped ? kMoods[random.between(0, 3)] : "dissatisfied"));
}

void escalate(World& world, Handle blocker, Date due) {
    static constexpr char const* kLevels[] = {"park", "county", "city"};
    for (size_t level = 1; level < 3; ++level) {
        Date const on = plus(due, static_cast<int64_t>(level) * 12);
        if (on > world.until || (level == 2 && !world.random.chance(35, 100))) return;
        world.make(
            "blocker_escalation", on, Topic::kService,
            Facts()("blocker", ref(blocker))("from_level", kLevels[level - 1])(
                "level", kLevels[level])("escalated_on", on)("reason", "逾期未办结，自动上报")(
                "automatic", true)("due_on", plus(on, 10)));
        world.change(blocker, on, Topic::kService,
                     Facts()("level", kLevels[level])("due_on", plus(on, 10))("light", "red"));
    }
}

void make_blocker(World& world, ProjectPlan const& plan, Date raised) {
    auto& random = world.random;
    auto const& matter = draw_matter(world);
    int64_t const days = random.between(5, 20);
    Date const due = plus(raised, days * 7 / 5);
    bool const late = random.chance(30, 100);
    Date const resolved = plus(due, late ? random.between(15, 70) : -random.between(0, 4));
    auto const blocker = world.make(
        "blocker", raised, Topic::kService,
        Facts()("project", ref(plan.handle))("title", matter.title)("kind", matter.blocker)(
            "severity", random.chance(25, 100) ? "major" : "minor")("raised_on", raised)(
            "owner", ref(world.counties[plan.county].bureaus[matter.bureau]))(
            "officer", ref(plan.officer))("level", "park")("allowed_days", days)("due_on", due)(
            "status", "working")("light", "green"));
    if (late) escalate(world, blocker, due);
    if (resolved <= world.until) {
        world.change(blocker, resolved, Topic::kService,
                     Facts()("status", "resolved")("resolved_on", resolved)(
                         "resolution", "现场协调后解决")("light", "green"));
    } else if (due < world.until && !late) {
        world.change(blocker, world.until, Topic::kService, Facts()("light", "yellow"));
    }
}

/// A day while the project is between signing and production, since 2022; nothing when there is
/// none.
std::optional<Date> draw_open_day(World& world, ProjectPlan const& plan) {
    Date const from = std::max(plus(plan.introduced, 10), civil(2022, 1, 10));
    Date until = std::min(plan.produced, plus(world.until, -3));
    if (plan.ended) until = std::min(until, plus(*plan.ended, -1));
    if (from >= until) return {};
    return draw_working_day(world.random, from, until);
}

}  // namespace

void generate_service(World& world) {
    for (auto const& plan : world.projects) {
        if (plan.handle == 0 || !world.has(plan, plan.introduced)) continue;
        if (plan.introduced >= civil(2020, 6, 1)) {
            world.make("officer_assignment", plan.introduced, Topic::kService,
                       Facts()("officer", ref(plan.officer))("project", ref(plan.handle))(
                           "role", "chief_service_officer")("from_on", plan.introduced)(
                           "until_on", plan.ended && *plan.ended <= world.until ? Value(*plan.ended)
                                                                                : Value()));
        }
        if (plan.size != SizeClass::kSmall) make_visits(world, plan);
        for (int at = 0; at < 2; ++at) {
            auto const day_of_request = draw_open_day(world, plan);
            if (day_of_request && world.random.chance(28, 100))
                make_request(world, plan, *day_of_request);
            auto const day_of_blocker = draw_open_day(world, plan);
            if (day_of_blocker && world.random.chance(18, 100))
                make_blocker(world, plan, *day_of_blocker);
        }
    }
}

}  // namespace agglo
