// Project records: entered when talks begin, then changed at each stage as it is reached.
#include "geo/shape.h"
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

char const* name_of_kind(ProjectKind kind) {
    switch (kind) {
        case ProjectKind::kNewBuild: return "new_build";
        case ProjectKind::kPlantLease: return "plant_lease";
        case ProjectKind::kExpansion: return "expansion";
        case ProjectKind::kTechnicalUpgrade: return "technical_upgrade";
    }
    return "";
}

std::string draw_name(World& world, ProjectPlan const& plan) {
    static constexpr char const* kNew[] = {"生产基地项目", "制造项目", "智能工厂项目",
                                           "产业园项目"};
    auto const base = plan.brand + plan.product->product;
    if (!plan.making) return plan.brand + plan.product->product + "项目";
    if (plan.kind == ProjectKind::kExpansion) return base + "增资扩产项目";
    if (plan.kind == ProjectKind::kTechnicalUpgrade) return base + "生产线技术改造项目";
    return base + kNew[world.random.between(0, 3)];
}

Facts needs(World& world, ProjectPlan& plan) {
    auto& random = world.random;
    int64_t const tce = std::max<int64_t>(30, plan.output_wan * random.between(4, 30) / 100);
    auto facts = Facts()(
        "power_kva", decimal(static_cast<double>(std::max<int64_t>(200, plan.total_wan / 12)), 2))(
        "electricity_kwh", decimal(static_cast<double>(tce) * 3'100, 2))(
        "energy_tce", decimal(static_cast<double>(tce), 3))(
        "water_m3_per_day", decimal(static_cast<double>(random.between(10, 600)), 2))(
        "sewage_m3_per_day", decimal(static_cast<double>(random.between(4, 300)), 2))(
        "environmental_class",
        plan.making ? (random.chance(70, 100) ? "report_form" : "full_report") : "registration");
    if (plan.mu > 0) {
        plan.land_use = random.chance(70, 100) ? "100102" : "100101";
        facts("land_area", area(centi_m2(plan.mu)))("land_use", plan.land_use);
    }
    // without land of its own, a let floor that carries 3 750 to 11 000 yuan of fixed assets per m²
    int64_t const floor =
        plan.mu > 0 ? plan.mu * random.between(700, 1'300)
                    : std::max<int64_t>(600, plan.fixed_wan * 10'000 /
                                                 (3'000 + random.between(1'500, 16'000) / 2));
    return std::move(facts("floor_area", area(floor * 100)));
}

Facts money(World& world, ProjectPlan& plan) {
    auto& random = world.random;
    auto facts = Facts()("total_investment", wan(plan.total_wan))("fixed_asset_investment",
                                                                  wan(plan.fixed_wan))(
        "equipment_investment", wan(plan.fixed_wan * random.between(35, 62) / 100))(
        "expected_output", wan(plan.output_wan))(
        "expected_tax", wan(plan.output_wan * random.between(22, 48) / 1'000));
    plan.jobs = std::max<int64_t>(15, plan.output_wan / random.between(90, 170));
    facts("expected_jobs", plan.jobs);
    if (random.chance(40, 100))
        facts("loan_needed", wan(plan.total_wan * random.between(10, 45) / 100));
    return facts;
}

std::string summary_of(ProjectPlan const& plan) {
    auto const& product = plan.product->product;
    switch (plan.kind) {
        case ProjectKind::kNewBuild:
            if (!plan.making) return "建设" + product + "及配套设施";
            return "新建" + product + "厂房、生产线和仓储研发设施";
        case ProjectKind::kPlantLease: return "租用标准厂房，布置" + product + "生产线";
        case ProjectKind::kExpansion: return "扩建厂房，新增" + product + "生产线";
        case ProjectKind::kTechnicalUpgrade: return "更新" + product + "生产线设备，实施数字化改造";
    }
    return "";
}

/// Where the investor comes from: as its company says, when there is one.
std::string home_of(World const& world, ProjectPlan const& plan, std::string const& drawn) {
    static constexpr std::pair<char const*, char const*> kAbroad[] = {
        {"hong_kong", "香港"}, {"macao", "澳门"}, {"taiwan", "台北"}, {"foreign", "新加坡"}};
    if (plan.firm == kNone) return drawn;
    bool outside = false;
    for (auto const& [origin, home] : kAbroad) {
        if (world.firms[plan.firm].origin == origin) return home;
        outside = outside || drawn == home;
    }
    return outside ? "广州" : drawn;
}

char const* origin_of(std::string const& home) {
    return home == "香港"     ? "hong_kong"
           : home == "澳门"   ? "macao"
           : home == "台北"   ? "taiwan"
           : home == "新加坡" ? "foreign"
                              : "mainland";
}

/// A firm that expands invests itself.
std::string investor_of(World const& world, ProjectPlan const& plan, std::string const& home) {
    bool const expands =
        plan.kind == ProjectKind::kExpansion || plan.kind == ProjectKind::kTechnicalUpgrade;
    if (expands) return world.firms[plan.firm].name_on(plan.negotiated);
    return home + plan.brand + plan.product->word + "集团（示例）";
}

Facts identity(World& world, ProjectPlan& plan) {
    auto& random = world.random;
    auto const& county = world.counties[plan.county];
    auto const* sector = plan.sector == kNone ? nullptr : &world.parameters.sectors[plan.sector];
    static constexpr char const* kModes[] = {"business",   "chain",  "chain",
                                             "ready_land", "agency", "visiting"};
    bool const expands =
        plan.kind == ProjectKind::kExpansion || plan.kind == ProjectKind::kTechnicalUpgrade;
    auto const home = home_of(world, plan, random.pick(world.parameters.homes));
    auto const* mode = expands ? "expansion" : kModes[random.between(0, 5)];
    plan.investor = investor_of(world, plan, home);
    plan.contact_name = draw_person(world);
    plan.contact_phone = draw_phone(world);
    return Facts()("name", plan.name)("investor", plan.investor)("kind", name_of_kind(plan.kind))(
        "investment_mode", mode)("summary", summary_of(plan))("region", ref(county.region))(
        "zone", ref(world.zone(plan.zone)))("industry", plan.product->industry)("manufacturing",
                                                                                plan.making)(
        "emerging_sector",
        sector == nullptr || sector->emerging.empty() ? Value("none") : Value(sector->emerging))(
        "chain", ref(world.chain_of(plan.sector, plan.product)))(
        "chain_node", ref(world.node_of(plan.product)))("main_products", plan.product->product)(
        "investor_high_tech", plan.high_tech_investor)(
        "investor_little_giant", plan.little_giant_investor)("investor_origin", origin_of(home))(
        "officer", ref(plan.officer))("owner", ref(county.bureaus[1]))(
        "key_level", plan.size == SizeClass::kLarge    ? "provincial"
                     : plan.size == SizeClass::kMiddle ? "municipal"
                                                       : "ordinary")(
        "contact_name", plan.contact_name)("contact_phone", plan.contact_phone);
}

void append(Facts& all, Facts more) {
    for (auto& fact : more.take()) all(fact.field, std::move(fact.value));
}

void create(World& world, ProjectPlan& plan) {
    auto facts = identity(world, plan);
    append(facts, money(world, plan));
    append(facts, needs(world, plan));
    if (plan.park != kNone) {
        auto const& park = world.parks[plan.park];
        facts("park", ref(park.handle))("address", world.counties[plan.county].name + park.name);
        facts("location", place_point(world, park.lon, park.lat, 0.012));
    }
    facts("stage", "negotiating")("negotiated_on", plan.negotiated);
    plan.handle = world.make("project", plan.negotiated, Topic::kProject, std::move(facts));
}

struct Step {
    char const* stage;
    char const* field;
    Date ProjectPlan::*date;
};

constexpr Step kSteps[] = {
    {"gate", "gated_on", &ProjectPlan::gated},
    {"filed", "filed_on", &ProjectPlan::filed},
    {"signed", "signed_on", &ProjectPlan::introduced},
    {"registered", "registered_on", &ProjectPlan::registered},
    {"land_granted", "land_granted_on", &ProjectPlan::land_granted},
    {"permits", "permitted_on", &ProjectPlan::permitted},
    {"started", "started_on", &ProjectPlan::started},
    {"completed", "completed_on", &ProjectPlan::completed},
    {"producing", "produced_on", &ProjectPlan::produced},
    {"above_scale", "above_scale_on", &ProjectPlan::above_scale},
    {"at_capacity", "at_capacity_on", &ProjectPlan::at_capacity},
    {"evaluated", "evaluated_on", &ProjectPlan::evaluated},
};

Facts step_facts(World& world, ProjectPlan const& plan, Step const& step) {
    Date const on = plan.*step.date;
    auto facts = Facts()("stage", step.stage)(step.field, on);
    auto const stage = std::string_view(step.stage);
    if (stage == "signed") facts("introduced_on", on);
    if (stage == "filed") {
        auto const& code = world.counties[plan.county].code;
        facts("code", make_project_code(on, code, world.serial("project_code")));
    }
    if (stage == "registered" && plan.firm != kNone)
        facts("company", ref(world.firms[plan.firm].handle));
    if (stage == "started")
        facts("progress", share(0.05))("statistics_on", plus(on, world.random.between(5, 70)));
    if (stage == "completed") facts("progress", share(1));
    return facts;
}

/// Only manufacturing comes above scale; leases and upgrades are granted no land.
bool skips(ProjectPlan const& plan, Step const& step) {
    auto const stage = std::string_view(step.stage);
    if (stage == "land_granted") return !plan.needs_land();
    if (stage == "above_scale" || stage == "at_capacity" || stage == "evaluated")
        return !plan.making;
    return false;
}

void follow(World& world, ProjectPlan const& plan) {
    for (auto const& step : kSteps) {
        if (skips(plan, step)) continue;
        if (!world.has(plan, plan.*step.date)) break;
        world.change(plan.handle, plan.*step.date, Topic::kProject, step_facts(world, plan, step));
    }
    if (plan.ended && *plan.ended <= world.until) {
        static constexpr char const* kReasons[] = {"market", "funding", "land", "moved",
                                                   "environment"};
        world.change(plan.handle, *plan.ended, Topic::kProject,
                     Facts()("stage", "cancelled")("ended_on", *plan.ended)(
                         "end_reason", kReasons[world.random.between(0, 4)]));
    }
}

}  // namespace

void generate_project_records(World& world) {
    for (auto const at : draw_order(world.random, world.projects.size())) {
        auto& plan = world.projects[at];
        if (plan.negotiated > world.until) continue;
        plan.name = draw_name(world, plan);
        plan.officer = world.random.pick(world.counties[plan.county].officers);
        create(world, plan);
        follow(world, plan);
    }
}

}  // namespace agglo
