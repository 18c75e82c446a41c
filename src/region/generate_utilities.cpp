// Utilities of the parks: capacity in place and under construction.
#include "region/generate.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

struct UtilitySpec {
    char const* utility;
    char const* label;
    char const* unit;
    int64_t low, high;
};

constexpr UtilitySpec kUtilities[] = {
    {"power", "变电站", "mva", 20, 160},
    {"water", "供水管网", "m3_per_day", 2'000, 30'000},
    {"sewage", "污水处理设施", "m3_per_day", 1'500, 20'000},
    {"gas", "天然气调压站", "m3_per_hour", 500, 9'000},
};

Handle make_capacity(World& world, ParkSite const& park, UtilitySpec const& spec, bool building) {
    auto const capacity = world.random.between(spec.low, spec.high);
    auto facts = Facts()("name", park.name + spec.label + (building ? "扩建" : ""))(
        "park", ref(park.handle))("region", ref(world.counties[park.county].region))(
        "utility", spec.utility)("unit_name", spec.unit)(
        "capacity", decimal(static_cast<double>(capacity), 3))("kind",
                                                               building ? "building" : "existing");
    if (!building) {
        facts("used",
              decimal(static_cast<double>(capacity * world.random.between(35, 96) / 100), 3));
        facts("available_on", draw_day(world.random, civil(2010, 1, 1), civil(2020, 12, 31)));
    } else {
        facts("available_on",
              draw_day(world.random, plus(world.until, 60), plus(world.until, 500)));
    }
    return world.make("utility_capacity", building ? plus(world.until, -400) : plus(world.from, 30),
                      Topic::kSpace, std::move(facts));
}

constexpr UtilitySpec kHeat{"heat", "集中供热站", "t_per_hour", 20, 180};
constexpr int kHeatedPercent = 18;

}  // namespace

void generate_utilities(World& world) {
    for (auto& park : world.parks) {
        if (park.commercial) continue;
        bool const gas = world.counties[park.county].eastern;
        for (auto const& spec : kUtilities) {
            if (std::string_view(spec.utility) == "gas" && !gas) continue;
            auto const handle = make_capacity(world, park, spec, false);
            if (&spec == &kUtilities[0]) park.power = handle;
        }
        if (world.random.chance(15, 100)) make_capacity(world, park, kUtilities[0], true);
    }
}

/// Steam comes by pipe in a few parks.
void generate_heat(World& world) {
    OwnDraws const own(world, Part::kHeat);
    for (auto const& park : world.parks) {
        if (park.commercial || !world.random.chance(kHeatedPercent, 100)) continue;
        make_capacity(world, park, kHeat, world.random.chance(25, 100));
    }
}

}  // namespace agglo
