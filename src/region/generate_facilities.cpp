// City-industry integration: what people who work in the parks live by. Capacities follow the jobs
// that the county's running firms offer.
#include "geo/shape.h"
#include "region/generate.h"
#include "region/names.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

struct FacilitySpec {
    char const* kind;
    char const* label;
    char const* unit;
    double per_job;     ///< capacity wanted for each job in the county
    double area_m2;     ///< floor area of one unit of capacity
    int64_t low, high;  ///< capacity of one facility
    double wan_per_m2;  ///< cost of building
};

constexpr FacilitySpec kSpecs[] = {
    {"dormitory", "员工公寓", "bed", 0.10, 9, 300, 2'400, 0.30},
    {"housing", "人才公寓", "dwelling", 0.02, 75, 80, 600, 0.42},
    {"school", "产业园配套学校", "place", 0.03, 11, 900, 2'700, 0.45},
    {"kindergarten", "产业园幼儿园", "place", 0.01, 13, 270, 540, 0.42},
    {"clinic", "社区卫生服务站", "bed", 0.0004, 120, 10, 40, 0.50},
    {"commercial", "邻里中心", "square_metre", 0.12, 1, 2'000, 15'000, 0.38},
    {"talent_service", "人才服务驿站", "person", 0.15, 0.1, 800, 6'000, 0.35},
    {"transit", "园区通勤公交", "line", 0.0002, 0, 2, 8, 0},
};
constexpr int kFacilitiesOfKindMax = 4;

int64_t whole(double value) {
    return std::llround(value);
}

int64_t jobs_of(World const& world, size_t county) {
    int64_t jobs = 0;
    for (auto const& year : world.firm_years) {
        if (year.year == 2023 && world.firms[year.firm].county == county) jobs += year.headcount;
    }
    return jobs;
}

struct Works {
    char const* status;
    Date start;
    int64_t days;
};

Works draw_works(World& world) {
    auto const at = world.random.between(1, 100);
    int64_t const days = world.random.between(380, 800);
    if (at <= 62)
        return {"operating", draw_day(world.random, civil(2014, 3, 1), civil(2021, 10, 1)), days};
    if (at <= 84)
        return {"under_way",
                draw_day(world.random, plus(world.until, -330), plus(world.until, -40)), days};
    return {"planned", draw_day(world.random, plus(world.until, 60), plus(world.until, 300)), days};
}

Facts works_facts(World& world, Works const& works) {
    Date const end = plus(works.start, works.days);
    auto facts = Facts()("planned_start_on", works.start)("planned_completion_on", end);
    if (works.start <= world.until) facts("started_on", works.start);
    if (end <= world.until) facts("opened_on", plus(end, world.random.between(20, 90)));
    return facts;
}

void make_facility(World& world, size_t at, FacilitySpec const& spec, int64_t capacity) {
    auto const& county = world.counties[at];
    auto const works = draw_works(world);
    auto facts = works_facts(world, works);
    auto const town = world.random.pick(county.spec->towns);
    auto const number = world.serial("facility");
    auto const place = world.is_city() ? town : county.short_name;
    auto const park_at = world.draw_park(at, ZonePlace::kOutside);
    facts("code", world.code("PT"))(
        "name", place + spec.label + std::to_string(number) + "号（示例）")("kind", spec.kind)(
        "region", ref(county.region))("owner", ref(county.bureaus[4]))("status", works.status)(
        "capacity", decimal(static_cast<double>(capacity), 2))("capacity_unit", spec.unit)(
        "jobs_served", whole(static_cast<double>(capacity) / spec.per_job));
    double const floor_m2 = spec.area_m2 * static_cast<double>(capacity);
    if (floor_m2 > 0) {
        facts("floor_area", decimal(floor_m2, 2))("total_investment",
                                                  wan(whole(floor_m2 * spec.wan_per_m2)));
    }
    if (std::string_view(works.status) == "operating") {
        auto const used = capacity * world.random.between(48, 97) / 100;
        facts("occupied", decimal(static_cast<double>(used), 2));
    }
    if (park_at != kNone) {
        auto const& park = world.parks[park_at];
        facts("park", ref(park.handle))("location", place_point(world, park.lon, park.lat, 0.015));
    }
    Date const known = std::string_view(works.status) == "operating" ? plus(world.from, 40)
                                                                     : plus(world.until, -360);
    world.make("facility", std::max(known, plus(works.start, -200)), Topic::kSpace,
               std::move(facts));
}

void make_kind(World& world, size_t county, FacilitySpec const& spec, int64_t jobs) {
    int64_t left = whole(static_cast<double>(jobs) * spec.per_job);
    for (int made = 0; made < kFacilitiesOfKindMax && left > 0; ++made) {
        auto const drawn = world.random.between(spec.low, spec.high);
        auto const capacity = std::max(spec.low, std::min(drawn, left));
        make_facility(world, county, spec, capacity);
        left -= capacity;
    }
}

}  // namespace

void generate_facilities(World& world) {
    OwnDraws const own(world, Part::kFacilities);
    for (size_t county = 0; county < world.counties.size(); ++county) {
        auto const jobs = jobs_of(world, county);
        for (auto const& spec : kSpecs) make_kind(world, county, spec, jobs);
    }
}

}  // namespace agglo
