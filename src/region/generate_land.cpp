// Land: a parcel for each project that needs land, from ready to built; stock of ready parcels
// fitted to the published areas; land still being made ready; and parcels of existing firms.
#include "geo/shape.h"
#include "region/fit_total.h"
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

constexpr char const* kConnections[] = {"road", "water",   "power",     "sewage",   "rainwater",
                                        "gas",  "telecom", "broadband", "levelling"};

constexpr Date kDuanzhouDay{19'557};  // 2023-07-19

struct Ready {
    size_t county;
    int64_t centi;
    Date ready;
    std::optional<Date> granted;
};

Facts parcel_facts(World& world, size_t county, size_t park_at, int64_t centi,
                   char const* land_use = nullptr) {
    auto& random = world.random;
    auto const* drawn = random.chance(70, 100) ? "100102" : "100101";
    auto facts = Facts()("code", world.code("DK", 5))("region", ref(world.counties[county].region))(
        "area", area(centi))("land_use", land_use == nullptr ? drawn : land_use)(
        "plot_ratio_min", decimal(1.2, 2))("plot_ratio_max", decimal(3.0, 2))(
        "building_density_max", share(0.6))("reference_price",
                                            wan(centi * 15 / 1'000'000 * random.between(18, 38)));
    if (park_at == kNone) return facts;
    auto& park = world.parks[park_at];
    return std::move(facts("park", ref(park.handle))("zone", ref(world.zone(park.zone)))(
        "name", park.name + std::to_string(park.placed + 1) + "号地块")(
        "boundary", place_parcel(world, park, centi)));
}

void grant(World& world, ProjectPlan& plan) {
    auto const& county = world.counties[plan.county];
    auto const company = plan.firm == kNone ? Handle(0) : world.firms[plan.firm].handle;
    Date const granted = plan.land_granted;
    Date const finish = plus(granted, world.random.between(500, 720));
    world.change(plan.parcel, granted, Topic::kSupply,
                 Facts()("status", "granted")("status_on", granted)("granted_on", granted)(
                     "project", ref(plan.handle))("enterprise", ref(company))(
                     "agreed_start_on", plus(granted, 180))("agreed_completion_on", finish)(
                     "supply_mode", "auction"));
    auto placed = Facts()("parcel", ref(plan.parcel));
    if (plan.park != kNone) {
        auto const& park = world.parks[plan.park];  // whose last parcel this is
        placed("location", point(park.placed_lon, park.placed_lat));
    }
    world.change(plan.handle, granted, Topic::kSupply, std::move(placed));
    world.make(
        "land_grant", granted, Topic::kSupply,
        Facts()("contract_code", county.code + "-" + std::to_string(year_of(granted)) + "-" +
                                     std::to_string(1'000 + world.serial("land_grant")))(
            "parcel", ref(plan.parcel))("project", ref(plan.handle))("enterprise", ref(company))(
            "region", ref(county.region))("area", area(centi_m2(plan.mu)))(
            "price", wan(plan.mu * world.random.between(20, 40)))("supply_mode", "auction")(
            "standard_land", world.random.chance(45, 100))("granted_on", granted)(
            "contract_on", plus(granted, 8))("term_years", 50)(
            "agreed_start_on", plus(granted, 180))("agreed_completion_on", finish));
    if (world.has(plan, plan.started)) {
        world.change(plan.parcel, plan.started, Topic::kSupply,
                     Facts()("status", "building")("status_on", plan.started));
    }
    if (world.has(plan, plan.completed)) {
        world.change(
            plan.parcel, plan.completed, Topic::kSupply,
            Facts()("status", "built")("status_on", plan.completed)("developed_share", share(1)));
    }
}

/// Land of a project that was given up, two months after.
void take_back(World& world, ProjectPlan const& plan) {
    Date const on = plus(*plan.ended, 60);
    world.change(plan.parcel, on, Topic::kSupply, Facts()("status", "recovered")("status_on", on));
}

/// A month to four before the grant. In Duanzhou not across the day whose ready land is published:
/// there the stock alone makes it up, however large the projects are.
Date ready_before_grant(World& world, ProjectPlan const& plan) {
    Date const since = plus(plan.land_granted, -world.random.between(25, 130));
    bool const across = since <= kDuanzhouDay && plan.land_granted > kDuanzhouDay;
    return across && stands_for(world, plan, kDuanzhou) ? plus(kDuanzhouDay, 1) : since;
}

void make_project_parcels(World& world, std::vector<Ready>& ready) {
    for (auto& plan : world.projects) {
        if (plan.handle == 0 || plan.mu == 0 || !world.has(plan, plan.land_granted)) continue;
        Date const since = ready_before_grant(world, plan);
        int64_t const centi = centi_m2(plan.mu);
        auto facts = parcel_facts(world, plan.county, plan.park, centi, plan.land_use);
        facts("status", "ready")("status_on", since)("ready_on", since)(
            "acquired_on", plus(since, -400))("cleared_on", plus(since, -220));
        if (plan.park == kNone) facts("name", plan.name + "用地");
        plan.parcel = world.make("parcel", since, Topic::kLand, std::move(facts));
        ready.push_back({plan.county, centi, since, plan.land_granted});
        grant(world, plan);
        if (plan.ended && *plan.ended <= world.until) take_back(world, plan);
    }
}

/// Ready and not yet granted on `day`, in hundredths of m²; `county` kNone: the whole city.
int64_t stock_on(World const& world, std::vector<Ready> const& ready, Date day,
                 bool duanzhou_only) {
    int64_t sum = 0;
    for (auto const& one : ready) {
        bool const counted = !duanzhou_only || world.counties[one.county].spec->code == kDuanzhou;
        if (counted && one.ready <= day && (!one.granted || *one.granted > day)) sum += one.centi;
    }
    return sum;
}

void make_stock_parcel(World& world, size_t county, int64_t centi, Date since) {
    auto const park = world.draw_park(county, ZonePlace::kOutside);
    auto facts = parcel_facts(world, county, park, centi);
    auto on = std::max(since, plus(world.from, 10));
    facts("status", "ready")("status_on", since)("ready_on", since)(
        "acquired_on", plus(since, -420))("cleared_on", plus(since, -240))(
        "connections", ValueList(std::begin(kConnections), std::end(kConnections)));
    world.make("parcel", on, Topic::kLand, std::move(facts));
}

/// Stock parcels of the counties that `wanted` picks, together exactly `centi`.
bool make_stock(World& world, std::vector<Ready>& ready, bool duanzhou, int64_t centi) {
    std::vector<FitAmount> amounts;
    for (int64_t left = centi; left > 0; left -= amounts.back().value) {
        amounts.push_back(
            {centi_m2(draw_skewed(world.random, 62, 1.0)), centi_m2(8), centi_m2(400)});
    }
    if (centi < 0 || !fit_total(amounts, centi, 100)) return false;
    std::vector<int64_t> weights;
    for (auto const& county : world.counties) {
        bool const is_duanzhou = county.spec->code == kDuanzhou;
        weights.push_back(is_duanzhou == duanzhou ? county.spec->weight : 0);
    }
    for (auto const& amount : amounts) {
        auto const county = draw_weighted(world.random, weights);
        Date const since = draw_day(world.random, civil(2021, 6, 1), civil(2023, 7, 10));
        make_stock_parcel(world, county, amount.value, since);
        ready.push_back({county, amount.value, since, {}});
    }
    return true;
}

void make_coming_parcels(World& world) {
    static constexpr char const* kStatus[] = {"planned", "acquired", "cleared"};
    for (int at = 0; at < 160; ++at) {
        auto const county = static_cast<size_t>(
            world.random.between(0, static_cast<int64_t>(world.counties.size()) - 1));
        auto const park = world.draw_park(county, ZonePlace::kOutside);
        auto const status = static_cast<size_t>(at % 3);
        Date const on = draw_day(world.random, civil(2023, 2, 1), civil(2024, 5, 30));
        auto facts =
            parcel_facts(world, county, park, centi_m2(draw_skewed(world.random, 75, 1.0)));
        facts("status", kStatus[status])("status_on", on)(
            "forecast_ready_on", plus(world.until, world.random.between(20, 500)));
        if (status > 0) facts("acquired_on", plus(on, -60));
        if (status > 1) facts("cleared_on", on);
        auto const parcel = world.make("parcel", on, Topic::kLand, std::move(facts));
        for (size_t c = 0; c < std::size(kConnections); ++c) {
            bool const done = static_cast<int64_t>(c) <
                              world.random.between(0, 3 + static_cast<int64_t>(status) * 2);
            Date const planned = plus(on, world.random.between(60, 400));
            world.make(
                "parcel_readiness", on, Topic::kLand,
                Facts()("parcel", ref(parcel))("connection", kConnections[c])("required", true)(
                    "planned_on", planned)("owner", ref(world.counties[county].bureaus[2]))(
                    "ready_on", done ? Value(on) : Value())("evidence",
                                                            done ? Value("移交确认单") : Value()));
        }
    }
}

void make_existing_parcels(World& world) {
    auto const count = std::min<size_t>(static_cast<size_t>(world.parameters.existing_parcels),
                                        world.firms.size());
    for (size_t at = 0; at < count; ++at) {
        auto const& firm = world.firms[at];
        if (firm.land == 0) continue;
        auto facts = parcel_facts(world, firm.county, firm.park, firm.land);
        facts("status", "built")("enterprise", ref(firm.handle))(
            "granted_on", plus(firm.established, 200))("developed_share", share(1))(
            "acquired_on", plus(firm.established, -300));
        world.make("parcel", plus(world.from, world.random.between(30, 200)), Topic::kLand,
                   std::move(facts));
    }
}

}  // namespace

Result<void> generate_land(World& world) {
    auto const& wanted = world.parameters.published.ready_mu;
    std::vector<Ready> ready;
    make_project_parcels(world, ready);
    Date const december = civil(2023, 12, 31);
    bool made = make_stock(world, ready, true,
                           centi_m2(wanted[0]) - stock_on(world, ready, kDuanzhouDay, true));
    made = made && make_stock(world, ready, false,
                              centi_m2(wanted[1]) - stock_on(world, ready, december, false));
    if (!made) return Error(ErrorCode::kInternal, {"no room for the published ready land"});
    make_coming_parcels(world);
    make_existing_parcels(world);
    return {};
}

}  // namespace agglo
