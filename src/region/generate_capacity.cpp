// What parks can still carry: standard plants, power reserved by projects, and what projects need
// of factors beside what the counties can supply.
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

constexpr int kPlants = 120;

void make_plant(World& world) {
    auto& random = world.random;
    auto const at =
        static_cast<size_t>(random.between(0, static_cast<int64_t>(world.parks.size()) - 1));
    auto const& park = world.parks[at];
    if (park.commercial) return;
    auto const& county = world.counties[park.county];
    int64_t const floor = random.between(2'000, 30'000) * 100;
    int64_t const vacant = random.chance(45, 100) ? floor * random.between(10, 100) / 100 : 0;
    bool const empty = vacant == floor;
    Date const on = draw_day(random, civil(2019, 3, 1), civil(2023, 12, 1));
    world.make(
        "building", on, Topic::kLand,
        Facts()("code", world.code("CF"))("name", park.name + "标准厂房")("park", ref(park.handle))(
            "region", ref(county.region))("status", empty        ? "vacant"
                                                    : vacant > 0 ? "partly_let"
                                                                 : "let")(
            "floor_area", area(floor))("vacant_area", area(vacant))(
            "storeys", random.between(1, 6))("storey_height", decimal(4.5, 2))(
            "floor_load", decimal(8, 2))("rent", Decimal{random.between(1'000, 2'200), 2})(
            "divisible", true)("transition_offer", vacant > 0)(
            "location", place_point(world, park.lon, park.lat, 0.01)));
}

/// Power of larger projects that have land but do not yet produce.
void reserve_power(World& world, ProjectPlan const& plan) {
    auto const& park = world.parks[plan.park];
    if (park.power == 0) return;
    auto const month = plan.completed.civil();
    world.make(
        "capacity_reservation", plan.land_granted, Topic::kService,
        Facts()("park", ref(park.handle))("utility", "power")("utility_capacity", ref(park.power))(
            "project", ref(plan.handle))("month", civil(month.year, month.month, 1))(
            "amount", decimal(static_cast<double>(plan.total_wan) / 12'000, 3))("unit_name", "mva")(
            "firm", world.has(plan, plan.started)));
}

void make_demand(World& world, ProjectPlan const& plan) {
    struct Need {
        char const* factor;
        char const* unit;
        double amount;
    };
    auto const jobs = static_cast<double>(plan.jobs);
    for (auto const& need : {Need{"power", "kva", static_cast<double>(plan.total_wan) / 12},
                             Need{"labour", "person", jobs}}) {
        auto const month = plan.produced.civil();
        bool const met = world.random.chance(70, 100);
        world.make("factor_demand", plan.permitted, Topic::kService,
                   Facts()("project", ref(plan.handle))("factor", need.factor)(
                       "month", civil(month.year, month.month, 1))(
                       "amount", decimal(need.amount, 3))("unit_name", need.unit)(
                       "met_amount", decimal(met ? need.amount : need.amount * 0.6, 3))(
                       "status", met ? "met" : "partly"));
    }
}

void make_supply(World& world) {
    for (auto const& county : world.counties) {
        for (int month = 1; month <= 12; ++month) {
            auto const people = 60.0 * static_cast<double>(county.spec->weight);
            world.make("factor_supply", plus(world.until, -30), Topic::kService,
                       Facts()("region", ref(county.region))("factor", "labour")(
                           "month", civil(2024, month, 1))("amount", decimal(people, 3))(
                           "unit_name", "person")("forecast", month > 6));
        }
    }
}

}  // namespace

void generate_capacity(World& world) {
    for (int at = 0; at < kPlants; ++at) make_plant(world);
    for (auto const& plan : world.projects) {
        bool const given_up = plan.ended && *plan.ended <= world.until;
        bool const building = !given_up && plan.handle != 0 && plan.park != kNone &&
                              plan.needs_land() && plan.size != SizeClass::kSmall &&
                              world.has(plan, plan.land_granted) && plan.produced > world.until;
        if (!building) continue;
        reserve_power(world, plan);
        if (world.has(plan, plan.permitted)) make_demand(world, plan);
    }
    make_supply(world);
}

}  // namespace agglo
