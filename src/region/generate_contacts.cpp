// Contacts: whom the officers call about a lead or a project. Nobody real: names are drawn, numbers
// lie in a block that no person has (draw_phone), mail goes to example.com (RFC 2606).
#include "region/generate.h"
#include "region/names.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

constexpr int kKeptDays = 3 * 365;
constexpr char const* kPositions[] = {"项目负责人", "投资总监", "总经理助理",
                                      "行政经理",   "副总经理", "基建经理"};

/// What every contact has; `on` is the day of the first talk.
Facts contact_facts(World& world, std::string const& name, std::string const& phone, Date on) {
    auto const number = world.serial("contact");
    bool const mail = world.random.chance(60, 100);
    auto const* position = kPositions[world.random.between(0, 5)];
    return Facts()("name", name)("position", position)("phone", phone)(
        "email", mail ? Value("lianxi" + std::to_string(number) + "@example.com") : Value())(
        "consent_on", on)("keep_until", plus(on, kKeptDays));
}

void make_of_project(World& world, ProjectPlan const& plan) {
    auto facts = contact_facts(world, plan.contact_name, plan.contact_phone, plan.negotiated);
    facts("employer", plan.investor)("project", ref(plan.handle))(
        "region", ref(world.counties[plan.county].region));
    auto const contact = world.make("contact", plan.negotiated, Topic::kSupply, std::move(facts));
    if (plan.firm == kNone || !world.has(plan, plan.registered)) return;
    world.change(contact, plan.registered, Topic::kSupply,
                 Facts()("enterprise", ref(world.firms[plan.firm].handle)));
}

void make_of_lead(World& world, LeadSite const& lead) {
    auto const name = draw_person(world);
    auto const phone = draw_phone(world);
    auto facts = contact_facts(world, name, phone, lead.opened);
    facts("employer", lead.investor)("lead", ref(lead.handle))(
        "region", ref(world.counties[lead.county].region));
    world.make("contact", lead.opened, Topic::kPromotion, std::move(facts));
}

}  // namespace

void generate_contacts(World& world) {
    OwnDraws const own(world, Part::kContacts);
    Date const kept = plus(world.until, -kKeptDays);  // what is older has been erased
    for (auto const& plan : world.projects) {
        if (plan.handle != 0 && plan.negotiated >= kept) make_of_project(world, plan);
    }
    for (auto const& lead : world.leads) make_of_lead(world, lead);
}

}  // namespace agglo
