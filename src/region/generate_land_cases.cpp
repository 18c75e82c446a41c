// Inefficient and idle land: Duanzhou's inefficient land to treat has a published area.
#include "region/fit_total.h"
#include "region/generate.h"

namespace agglo {

namespace {

struct Case {
    size_t county;
    bool idle;
    int64_t centi;
    Date detected;
    bool remedied;
};

Handle make_parcel(World& world, Case const& found) {
    return world.make(
        "parcel", plus(world.from, 100), Topic::kLand,
        Facts()("code", world.code("DK", 5))(
            "name", "存量地块" + std::to_string(world.serial("old_parcel")))(
            "region", ref(world.counties[found.county].region))("area", area(found.centi))(
            "land_use", "100102")("status", "built")("granted_on", civil(2008, 5, 1)));
}

void make_case(World& world, Case const& found) {
    auto const& county = world.counties[found.county];
    static constexpr char const* kRemedies[] = {"transfer", "industrial_upstairs", "expansion",
                                                "paid_recovery"};
    auto const parcel = make_parcel(world, found);
    world.change(
        parcel, found.detected, Topic::kSupply,
        Facts()("status", found.idle ? "idle" : "inefficient")("status_on", found.detected));
    auto const name = county.short_name + (found.idle ? "闲置" : "低效") + "用地处置" +
                      std::to_string(world.serial("case"));
    auto const handle = world.make(
        "land_case", found.detected, Topic::kSupply,
        Facts()("code", world.code("DX"))("name", name)(
            "kind", found.idle ? "idle" : "inefficient")("parcel", ref(parcel))(
            "region", ref(county.region))("area", area(found.centi))("detected_on", found.detected)(
            "detected_by", world.random.chance(60, 100) ? "rule" : "inspection")(
            "rule", found.idle ? "IDLE-1Y" : "LOW-YIELD")("cause", "enterprise")(
            "status", "recognised")("owner", ref(county.bureaus[2]))(
            "due_on", plus(found.detected, 540))("remedy", kRemedies[world.random.between(0, 3)]));
    if (!found.remedied) {
        world.change(handle, plus(found.detected, 60), Topic::kSupply,
                     Facts()("status", "remedying"));
        return;
    }
    Date const done = plus(found.detected, world.random.between(150, 330));
    if (done > world.until) return;
    world.change(
        handle, done, Topic::kSupply,
        Facts()("status", "closed")("remedied_on", done)("released_area", area(found.centi)));
    world.change(parcel, done, Topic::kSupply, Facts()("status", "built")("status_on", done));
}

}  // namespace

void generate_land_cases(World& world) {
    std::vector<FitAmount> amounts(38);
    for (auto& amount : amounts)
        amount = {centi_m2(draw_skewed(world.random, 50, 0.8)), centi_m2(8), centi_m2(160)};
    bool const fits = fit_total(amounts, centi_m2(world.parameters.published.inefficient_mu), 100);
    AGGLO_ASSERT(fits);
    for (size_t county = 0; county < world.counties.size(); ++county) {
        bool const duanzhou = world.counties[county].spec->code == kDuanzhou;
        for (auto const& amount : amounts) {
            if (!duanzhou) break;
            make_case(world,
                      {county, false, amount.value,
                       draw_day(world.random, civil(2022, 6, 1), civil(2023, 7, 10)), false});
        }
        for (int at = 0; at < 7; ++at) {
            auto const centi = centi_m2(draw_skewed(world.random, 45, 0.8));
            Date const detected = draw_day(world.random, civil(2021, 9, 1), civil(2024, 3, 1));
            bool const idle = duanzhou || at % 2 == 0;
            make_case(world, {county, idle, centi, detected, at % 3 == 0});
        }
    }
}

}  // namespace agglo
