// Gates, permits with promised dates, and signed commitments.
#include "region/generate.h"

namespace agglo {

namespace {

struct Item {
    char const* code;
    char const* name;
    size_t bureau;
    int promised_days;
    bool parallel;
};

constexpr Item kItems[] = {
    {"AI-BEIAN", "企业投资项目备案", 3, 1, false}, {"AI-YDGH", "建设用地规划许可", 2, 5, false},
    {"AI-HP", "环境影响评价", 5, 15, true},        {"AI-GCGH", "建设工程规划许可", 2, 7, true},
    {"AI-SGXK", "建筑工程施工许可", 4, 3, false},
};

void make_gates(World& world, size_t project) {
    auto const& plan = world.projects[project];
    auto const& county = world.counties[plan.county];
    bool const conditional = world.random.chance(18, 100);
    auto const decision = world.make(
        "gate_decision", plan.gated, Topic::kService,
        Facts()("project", ref(plan.handle))("gate", "county_selection")(
            "outcome", conditional ? "conditional" : "passed")("rule_code", "COUNTY-SELECT")(
            "rule_version", year_of(plan.gated) < 2023 ? "2021" : "2023")(
            "score", decimal(60 + 40 * draw_share(world.random, 5, 95), 4))(
            "decided_on", plan.gated)("decided_by", ref(county.bureaus[1]))(
            "opinion", conditional ? "补充节能承诺后同意" : "同意"));
    if (conditional) world.conditional_gates.push_back({decision, project});
    auto const city_bureau =
        world.is_city() ? world.facts.find("organisation", "ZQ-TCJ") : Handle(0);
    world.make("gate_decision", plan.filed, Topic::kService,
               Facts()("project", ref(plan.handle))("gate", "city_filing")("outcome", "passed")(
                   "rule_code", "CITY-FILE")("rule_version", "2021")("decided_on", plan.filed)(
                   "decided_by", ref(city_bureau))("opinion", "予以备案"));
}

void make_approval(World& world, ProjectPlan const& plan, Item const& item, Date received) {
    auto& random = world.random;
    Date const promised = plus(received, item.promised_days + item.promised_days / 3 + 1);
    Date const issued =
        plus(promised, random.chance(86, 100) ? -random.between(0, 1) : random.between(1, 12));
    bool const missing = random.chance(22, 100);
    auto const handle = world.make(
        "approval", received, Topic::kService,
        Facts()("project", ref(plan.handle))("catalogue_item",
                                             ref(world.facts.find("approval_item", item.code)))(
            "item_name", item.name)("authority",
                                    ref(world.counties[plan.county].bureaus[item.bureau]))(
            "mode", missing         ? "missing_papers"
                    : item.parallel ? "ordinary"
                                    : "promise")("status", "accepted")("received_on", received)(
            "accepted_on", plus(received, 1))("promised_on", promised)(
            "enterprise_promised_on", missing ? Value(plus(promised, 20)) : Value())("light",
                                                                                     "green"));
    if (!world.has(plan, issued)) {
        if (plan.ended && *plan.ended <= world.until)
            world.change(handle, *plan.ended, Topic::kService, Facts()("status", "withdrawn"));
        return;
    }
    world.change(
        handle, issued, Topic::kService,
        Facts()("status", "issued")("issued_on", issued)("light",
                                                         issued > promised ? "yellow" : "green")(
            "promise_broken_by", issued > plus(promised, 3) ? Value("authority") : Value())(
            "missing_delivered_on", missing ? Value(issued) : Value()));
}

void make_approvals(World& world, ProjectPlan const& plan) {
    if (plan.introduced < civil(2022, 1, 1) || !plan.needs_land()) return;
    int64_t const span = std::max<int64_t>(20, plan.permitted.days - plan.land_granted.days);
    int64_t at = 0;
    for (auto const& item : kItems) {
        Date const received = at == 0 ? plan.filed : plus(plan.land_granted, span * (at - 1) / 4);
        ++at;
        if (world.has(plan, received)) make_approval(world, plan, item, received);
    }
}

struct Clause {
    char const* metric;
    char const* clause;
    Date ProjectPlan::*due;
};

void make_commitment(World& world, ProjectPlan const& plan, Clause const& clause, Value threshold,
                     int64_t grace) {
    auto const& company = plan.firm == kNone ? Handle(0) : world.firms[plan.firm].handle;
    Date const due = plus(plan.*clause.due, world.random.between(-40, grace));
    auto const handle = world.make(
        "commitment", plan.introduced, Topic::kService,
        Facts()("project", ref(plan.handle))("party", "enterprise")("enterprise", ref(company))(
            "clause", clause.clause)("metric", clause.metric)("threshold", std::move(threshold))(
            "comparator", "ge")("agreed_on", plan.introduced)("due_on", due)(
            "consequence_enabled", false)("result", "pending"));
    auto const met = world.actual(plan, plan.*clause.due);
    bool const given_up = plan.ended && *plan.ended <= std::min(world.until, plus(due, 30));
    if (given_up && !met) {
        world.change(handle, *plan.ended, Topic::kService,
                     Facts()("result", "waived")("evidence", "项目终止，协议解除"));
    } else if (met && *met <= plus(due, 60)) {
        world.change(handle, std::max(*met, due), Topic::kService,
                     Facts()("result", *met <= due ? "met" : "partly")(
                         "tested_on", std::max(*met, due))("evidence", "现场核验与报表"));
    } else if (plus(due, 30) <= world.until) {
        world.change(handle, plus(due, 30), Topic::kService, Facts()("result", "overdue"));
    }
}

}  // namespace

void generate_permits(World& world) {
    static constexpr Clause kStart{"start", "取得用地后按约定时间开工", &ProjectPlan::started};
    static constexpr Clause kFitOut{"start", "投资协议生效后按约定时间进场施工",
                                    &ProjectPlan::started};
    static constexpr Clause kOutput{"output", "达产后年产值不低于约定值",
                                    &ProjectPlan::at_capacity};
    for (size_t at = 0; at < world.projects.size(); ++at) {
        auto const& plan = world.projects[at];
        if (plan.handle == 0 || !world.has(plan, plan.introduced) ||
            plan.introduced < civil(2021, 7, 1))
            continue;
        if (plan.introduced >= civil(2022, 7, 1)) make_gates(world, at);
        make_approvals(world, plan);
        make_commitment(world, plan, plan.needs_land() ? kStart : kFitOut, Value(), 60);
        if (plan.making && plan.size != SizeClass::kSmall) {
            make_commitment(world, plan, kOutput, wan(plan.output_wan * 9 / 10), 120);
        }
    }
}

}  // namespace agglo
