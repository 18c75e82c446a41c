// Land acquired for coming supply: planned, signed and cleared areas by county.
#include "region/generate.h"

namespace agglo {

namespace {

void make_acquisition(World& world, County const& county, int number) {
    auto& random = world.random;
    auto const town = random.pick(county.spec->towns);
    Date const notice = draw_day(random, civil(2021, 3, 1), civil(2023, 10, 30));
    int64_t const planned = centi_m2(draw_skewed(random, 260, 1.0));
    auto const handle = world.make(
        "land_acquisition", notice, Topic::kLand,
        Facts()("name", county.short_name + town + "产业用地征收第" + std::to_string(number) +
                            "批（示例）")("region", ref(county.region))("village", town)(
            "planned_area", area(planned))("household_count", random.between(12, 260))(
            "compensation", wan(planned * 15 / 1'000'000 * random.between(8, 14)))(
            "status", "under_way")("notice_on", notice)("planned_on", plus(notice, 540))(
            "owner", ref(county.bureaus[2])));
    for (int step = 1; step <= 4; ++step) {
        Date const on = plus(notice, step * random.between(90, 150));
        bool const done = step == 4;
        int64_t const signed_area = planned * std::min(100, 30 * step) / 100;
        world.change(handle, on, Topic::kLand,
                     Facts()("signed_area", area(signed_area))(
                         "cleared_area", area(done ? planned : signed_area * 7 / 10))(
                         "status", done ? "completed" : "under_way")("completed_on",
                                                                     done ? Value(on) : Value()));
    }
}

}  // namespace

void generate_acquisitions(World& world) {
    for (auto const& county : world.counties) {
        for (int number = 1; number <= 5; ++number) make_acquisition(world, county, number);
    }
}

}  // namespace agglo
