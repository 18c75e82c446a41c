// Dated standing of firms: high-tech, little giant, green factory.
#include "region/generate.h"

namespace agglo {

namespace {

struct Kind {
    char const* kind;
    char const* flag;
    char const* level;
    int percent;
    int years;
};

constexpr Kind kKinds[] = {
    {"high_tech", "high_tech", "provincial", 38, 3},
    {"little_giant", "little_giant", "national", 3, 3},
    {"specialised", "", "provincial", 14, 3},
    {"green_factory", "green_factory", "provincial", 4, 0},
};

void award(World& world, Firm const& firm, Kind const& kind) {
    Date const from = std::max(plus(firm.producing, 200), civil(2020, 1, 1));
    if (from >= plus(world.until, -60)) return;
    Date const on = draw_day(world.random, from, plus(world.until, -30));
    Value const expires = kind.years == 0 ? Value() : Value(plus(on, 365 * kind.years));
    world.make("qualification", on, Topic::kParty,
               Facts()("enterprise", ref(firm.handle))("kind", kind.kind)("level", kind.level)(
                   "awarded_on", on)("expires_on", expires));
    bool const valid = kind.years == 0 || plus(on, 365 * kind.years) > world.until;
    if (*kind.flag != '\0' && valid)
        world.change(firm.handle, on, Topic::kParty, Facts()(kind.flag, true));
}

}  // namespace

void generate_qualifications(World& world) {
    for (auto const& firm : world.firms) {
        if (!firm.above_scale) continue;
        for (auto const& kind : kKinds) {
            if (world.random.chance(kind.percent, 100)) award(world, firm, kind);
        }
    }
}

}  // namespace agglo
