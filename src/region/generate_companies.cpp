// Which company carried each project since when: founded for it, renamed on the way, or in the
// place of a shell that the investor first registered.
#include "region/generate.h"
#include "region/names.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

constexpr int kReplacedPercent = 4;

struct Carrier {
    Firm const* firm = nullptr;  ///< none: a shell that has left the books
    std::string name, uscc;
    Date from;
    std::optional<Date> until;
    char const* reason = nullptr;
};

Value draw_holding(World& world) {
    bool const whole = world.random.chance(70, 100);
    auto const percent = world.random.between(51, 95);
    return share(whole ? 1.0 : static_cast<double>(percent) / 100);
}

/// A shell registered just after signing, whose place the project's own company took.
Carrier draw_shell(World& world, ProjectPlan const& plan) {
    auto const brand = draw_brand(world);
    auto const& county = world.counties[plan.county];
    Carrier shell;
    shell.name = firm_name(world, brand, "投资发展");
    shell.uscc = make_uscc(county.code, world.serial("uscc"));
    shell.from = plus(plan.introduced, 1);
    shell.until = plan.registered;
    shell.reason = "founded";
    return shell;
}

std::vector<Carrier> carriers_of(World& world, ProjectPlan const& plan) {
    auto const& firm = world.firms[plan.firm];
    bool const founded = firm.established == plan.registered;
    std::vector<Carrier> carriers;
    if (founded && plan.registered > plus(plan.introduced, 12) &&
        world.random.chance(kReplacedPercent, 100))
        carriers.push_back(draw_shell(world, plan));
    char const* const first = !carriers.empty() ? "replaced" : founded ? "founded" : nullptr;
    carriers.push_back(
        {&firm, firm.name_on(plan.registered), firm.uscc, plan.registered, {}, first});
    if (firm.former && firm.former->until > plan.registered) {
        carriers.back().until = firm.former->until;
        carriers.push_back({&firm, firm.name, firm.uscc, firm.former->until, {}, "renamed"});
    }
    return carriers;
}

void record(World& world, ProjectPlan const& plan, Carrier const& carrier, Value const& holding) {
    if (!world.has(plan, carrier.from)) return;
    auto const company = world.make(
        "project_company", carrier.from, Topic::kSupply,
        Facts()("project", ref(plan.handle))(
            "enterprise", carrier.firm == nullptr ? Value() : ref(carrier.firm->handle))(
            "name", carrier.name)("uscc", carrier.uscc)("share", holding)("from_on", carrier.from)(
            "reason", carrier.reason == nullptr ? Value() : Value(carrier.reason)));
    auto const until =
        carrier.until && world.has(plan, *carrier.until) ? carrier.until : plan.ended;
    if (until && *until <= world.until)
        world.change(company, *until, Topic::kSupply, Facts()("until_on", *until));
}

}  // namespace

void generate_companies(World& world) {
    OwnDraws const own(world, Part::kCompanies);
    for (auto const& plan : world.projects) {
        if (plan.handle == 0 || plan.firm == kNone || !world.has(plan, plan.registered)) continue;
        auto const holding = draw_holding(world);
        for (auto const& carrier : carriers_of(world, plan)) record(world, plan, carrier, holding);
    }
}

}  // namespace agglo
