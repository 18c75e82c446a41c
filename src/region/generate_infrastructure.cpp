// Infrastructure: the programmes of 2022 beside the two that are published by name (whose amounts
// are not), together exactly the published investment; and those of other years.
#include "region/fit_total.h"
#include "region/generate.h"

namespace agglo {

namespace {

constexpr char const* kKinds[] = {"road",  "water", "power",   "sewage",   "comprehensive",
                                  "plant", "gas",   "telecom", "levelling"};
constexpr char const* kNames[] = {"园区道路工程",   "供水管网工程",     "变电站配套工程",
                                  "污水处理厂工程", "基础设施配套工程", "标准厂房工程",
                                  "燃气管网工程",   "通信管道工程",     "土地平整工程"};

void make_project(World& world, int year, int64_t amount_wan, Handle programme) {
    auto& random = world.random;
    auto const kind = static_cast<size_t>(random.between(0, 8));
    auto const county = static_cast<size_t>(random.between(0, 3));
    Date const start = draw_day(random, civil(year, 2, 10), civil(year, 11, 20));
    Date const end = plus(start, random.between(320, 760));
    auto const park = world.draw_park(county, ZonePlace::kOutside);
    auto const handle = world.make(
        "infrastructure_project", civil(year, 1, 15), Topic::kFinance,
        Facts()("code", world.code("JC"))(
            "name", world.counties[county].short_name +
                        random.pick(world.counties[county].spec->towns) + kNames[kind] +
                        "（示例）")("kind", kKinds[kind])("programme", ref(programme))(
            "year", year)("region", ref(world.counties[county].region))(
            "park", park == kNone ? Value() : ref(world.parks[park].handle))(
            "owner", ref(world.counties[county].bureaus[4]))("total_investment", wan(amount_wan))(
            "year_plan", wan(amount_wan * 4 / 10))("status", "planned")("planned_start_on", start)(
            "planned_completion_on", end));
    Date const started = plus(start, random.between(0, 70));
    world.change(handle, started, Topic::kFinance,
                 Facts()("status", "under_way")("started_on", started)("progress", share(0.05)));
    for (int quarter = 1; quarter <= 8; ++quarter) {
        Date const on = plus(started, quarter * 91);
        double const done = static_cast<double>(on.days - started.days) /
                            static_cast<double>(end.days - started.days);
        if (done >= 1 || on > world.until) break;
        world.change(handle, on, Topic::kFinance,
                     Facts()("progress", share(done * 0.95))("progress_on", on)(
                         "invested",
                         wan(static_cast<int64_t>(static_cast<double>(amount_wan) * done * 0.9))));
    }
    world.change(handle, end, Topic::kFinance,
                 Facts()("status", "completed")("completed_on", end)("progress", share(1))(
                     "invested", wan(amount_wan * 97 / 100)));
}

}  // namespace

void generate_infrastructure(World& world) {
    auto const& published = world.parameters.published.infrastructure;
    auto const named = world.is_city() ? 2 : 0;
    std::vector<FitAmount> amounts(static_cast<size_t>(published[0] - named));
    for (auto& amount : amounts) amount = {draw_skewed(world.random, 50'000, 0.9), 6'000, 250'000};
    bool const fits = fit_total(amounts, published[1], 100);
    AGGLO_ASSERT(fits);
    auto const programme =
        world.is_city() ? world.facts.find("programme", "ZQ-PG-INF22") : Handle(0);
    for (auto const& amount : amounts) make_project(world, 2022, amount.value, programme);
    for (int const year : {2020, 2021, 2023, 2024}) {
        for (int at = 0; at < 6; ++at)
            make_project(world, year, draw_skewed(world.random, 32'000, 0.9), 0);
    }
}

}  // namespace agglo
