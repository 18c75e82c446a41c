// Enterprises: existing ones by county weight, and one for each newly built or leased project.
#include "geo/shape.h"
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

constexpr int64_t kExistingSectorWeights[] = {7, 4, 12, 27, 17, 13, 10, 10};
constexpr int kHighTechZonePercent = 44;  // of Sihui's
constexpr int kNewAreaPercent = 40;       // of Dinghu's

ZonePlace draw_zone(World& world, size_t county) {
    auto const& code = world.counties[county].spec->code;
    if (code == kSihui && world.random.chance(kHighTechZonePercent, 100))
        return ZonePlace::kHighTech;
    if (code == kDinghu && world.random.chance(kNewAreaPercent, 100)) return ZonePlace::kNewArea;
    return ZonePlace::kOutside;
}

Firm draw_existing(World& world, size_t county) {
    auto& random = world.random;
    Firm firm;
    firm.county = county;
    firm.zone = draw_zone(world, county);
    firm.park = world.draw_park(county, firm.zone);
    firm.sector = draw_weighted(
        random, {std::begin(kExistingSectorWeights), std::end(kExistingSectorWeights)});
    firm.product = &random.pick(world.parameters.sectors[firm.sector].products);
    firm.brand = draw_brand(world);
    firm.name = firm_name(world, firm.brand, firm.product->word);
    firm.established = draw_day(random, civil(1996, 1, 1), civil(2018, 6, 30));
    firm.producing = plus(firm.established, random.between(120, 180));
    firm.land = centi_m2(draw_skewed(random, 34, 1.2));
    return firm;
}

/// An existing firm of the county that could expand; kNone when there is none of the sector.
size_t draw_expanding(World& world, ProjectPlan const& plan, size_t existing) {
    std::vector<size_t> fitting;
    for (size_t at = 0; at < existing; ++at) {
        auto const& firm = world.firms[at];
        if (firm.county == plan.county && firm.sector == plan.sector && firm.zone == plan.zone)
            fitting.push_back(at);
    }
    return fitting.empty() ? kNone : world.random.pick(fitting);
}

size_t add_project_firm(World& world, ProjectPlan const& plan) {
    Firm firm;
    firm.county = plan.county;
    firm.zone = plan.zone;
    firm.park = plan.park;
    firm.sector = plan.sector;
    firm.product = plan.product;
    firm.brand = plan.brand;
    firm.name = firm_name(world, plan.brand, plan.product->word);
    firm.established = plan.registered;
    firm.producing = plan.produced;
    firm.land = centi_m2(plan.mu);
    world.firms.push_back(std::move(firm));
    return world.firms.size() - 1;
}

/// An expansion makes what its firm makes; without a firm it is none.
void settle_expansion(World& world, ProjectPlan& plan) {
    if (plan.firm == kNone) {
        plan.kind = plan.needs_land() ? ProjectKind::kNewBuild : ProjectKind::kPlantLease;
        return;
    }
    plan.brand = world.firms[plan.firm].brand;
    plan.product = world.firms[plan.firm].product;
}

void place_plan(World& world, ProjectPlan& plan) {
    if (plan.zone == ZonePlace::kOutside && !plan.fixed_course) {
        if (stands_for(world, plan, kSihui) && world.random.chance(kHighTechZonePercent, 100)) {
            plan.zone = ZonePlace::kHighTech;
        } else if ((stands_for(world, plan, "441204") || stands_for(world, plan, kDinghu)) &&
                   world.random.chance(18, 100)) {
            plan.zone = ZonePlace::kCore;
        }
    }
    plan.park = world.draw_park(plan.county, plan.zone);
    if (!plan.junfu) return;
    for (auto const at : world.counties[plan.county].parks) {
        if (world.parks[at].junfu) plan.park = at;
    }
}

char const* draw_origin(World& world) {
    auto const at = world.random.between(1, 100);
    return at <= 82   ? "mainland"
           : at <= 91 ? "hong_kong"
           : at <= 93 ? "macao"
           : at <= 96 ? "taiwan"
                      : "foreign";
}

Facts facts_of(World& world, Firm& firm) {
    auto const& county = world.counties[firm.county];
    auto const* sector = firm.sector == kNone ? nullptr : &world.parameters.sectors[firm.sector];
    Value const emerging =
        sector == nullptr || sector->emerging.empty() ? Value("none") : Value(sector->emerging);
    firm.uscc = make_uscc(county.code, world.serial("uscc"));
    auto const representative = draw_person(world);
    bool const is_private = world.random.chance(84, 100);
    firm.origin = draw_origin(world);
    bool const producing = firm.producing <= firm.recorded;
    auto facts = Facts()("uscc", firm.uscc)("name", firm.name_on(firm.recorded))(
        "legal_representative", representative)("ownership", is_private ? "private" : "mixed")(
        "investor_origin", firm.origin)("registered_capital",
                                        wan(world.random.between(5, 120) * 100))(
        "established_on", firm.established)("status", producing ? "operating" : "building")(
        "produced_on", producing ? Value(firm.producing) : Value())("region", ref(county.region))(
        "zone", ref(world.zone(firm.zone)))("industry", firm.product->industry)(
        "manufacturing", sector != nullptr)("emerging_sector", emerging)(
        "chain", ref(world.chain_of(firm.sector, firm.product)))(
        "chain_node", ref(world.node_of(firm.product)))("main_products", firm.product->product)(
        "above_scale", false)("digitalised", false);
    if (firm.land > 0) facts("land_area", area(firm.land));
    if (firm.park != kNone) {
        auto const& park = world.parks[firm.park];
        facts("park", ref(park.handle))("address", county.name + park.name);
        facts("location", place_point(world, park.lon, park.lat, 0.01));
    }
    return facts;
}

}  // namespace

void generate_existing_firms(World& world) {
    std::vector<int64_t> weights;
    for (auto const& county : world.counties) weights.push_back(county.spec->weight);
    for (int64_t at = 0; at < world.parameters.existing_firms; ++at) {
        world.firms.push_back(draw_existing(world, draw_weighted(world.random, weights)));
    }
}

void generate_project_firms(World& world) {
    size_t const existing = world.firms.size();
    for (auto& plan : world.projects) {
        plan.brand = draw_brand(world);
        place_plan(world, plan);
        bool const expands =
            plan.kind == ProjectKind::kExpansion || plan.kind == ProjectKind::kTechnicalUpgrade;
        if (expands) plan.firm = draw_expanding(world, plan, existing);
        if (expands) settle_expansion(world, plan);
        if (plan.firm == kNone && world.has(plan, plan.registered))
            plan.firm = add_project_firm(world, plan);
    }
}

void generate_firm_records(World& world) {
    for (auto& firm : world.firms) {
        firm.recorded = std::max(firm.established, plus(world.from, world.random.between(0, 25)));
        firm.handle = world.make("enterprise", firm.recorded, Topic::kParty, facts_of(world, firm));
        if (firm.producing > firm.recorded) {
            world.change(firm.handle, firm.producing, Topic::kParty,
                         Facts()("status", "operating")("produced_on", firm.producing));
        }
    }
}

}  // namespace agglo
