// Parks: the published ones are found, the rest are made so that each county has its published
// number.
#include "geo/shape.h"
#include "region/generate.h"

namespace agglo {

namespace {

constexpr int kHighTechPercent = 40;  // of Sihui's parks
constexpr int kNewAreaOfDinghu = 3;   // made beside the published ones, in copies

std::string field_of(FactRecord const& record, std::string_view field) {
    for (auto const& fact : record.fields) {
        if (fact.field == field) return fact.texts.front();
    }
    return {};
}

void set_place(World& world, County const& county, ParkSite& site) {
    auto const offset = [&] {
        return county.spec->spread * static_cast<double>(world.random.between(-100, 100)) / 100;
    };
    site.lon = county.lon + offset() + (site.zone == ZonePlace::kHighTech ? 0.08 : 0);
    site.lat = county.lat + offset();
    if (site.zone == ZonePlace::kNewArea) site.lon = county.lon + 0.07 + offset() / 3;
}

void find_published(World& world, Pack const& pack, size_t at) {
    auto& county = world.counties[at];
    for (auto const& record : pack.facts) {
        if (record.entity != "park" || field_of(record, "region") != county.code) continue;
        ParkSite site;
        site.handle = world.facts.find("park", field_of(record, "code"));
        site.county = at;
        auto const zone = field_of(record, "zone");
        site.zone = zone == "ZQ-XQ"    ? ZonePlace::kNewArea
                    : zone == "ZQ-GXQ" ? ZonePlace::kHighTech
                                       : ZonePlace::kOutside;
        site.name = field_of(record, "name");
        site.published = true;
        site.junfu = field_of(record, "code") == "ZQ-P-DZJF";
        site.commercial = field_of(record, "code") == "ZQ-P-ZACC";
        set_place(world, county, site);
        county.parks.push_back(world.parks.size());
        world.parks.push_back(std::move(site));
    }
}

ZonePlace zone_of_new(World& world, County const& county, int64_t at) {
    if (county.spec->code == kSihui && at * 100 < county.spec->parks * kHighTechPercent)
        return ZonePlace::kHighTech;
    if (county.spec->code == kDinghu && !world.is_city() && at < kNewAreaOfDinghu)
        return ZonePlace::kNewArea;
    return ZonePlace::kOutside;
}

std::string park_name(World& world, County const& county, ZonePlace zone) {
    static constexpr char const* kKinds[] = {"产业园", "工业园", "工业集聚点", "产业基地"};
    auto const place =
        zone == ZonePlace::kHighTech ? std::string("大旺") : world.random.pick(county.spec->towns);
    for (int attempt = 0;; ++attempt) {
        auto name = world.is_city() ? place : county.short_name;
        name += world.random.pick(world.parameters.brand_first);
        name += world.random.pick(world.parameters.park_words);
        name += kKinds[world.random.between(0, 3)];
        name += "（示例）";
        if (world.names_used.insert(name).second || attempt > 50) return name;
    }
}

Facts land_facts(World& world, bool eastern) {
    auto const mu = world.random.between(120, 4'200);
    auto const developed = mu * world.random.between(45, 92) / 100;
    return Facts()("area", area(centi_m2(mu)))("developed_area", area(centi_m2(developed)))(
        "industrial_area", area(centi_m2(mu * 7 / 10)))(
        "service_standard", eastern ? "nine" : "eight")("plot_ratio_min", decimal(1.2, 2))(
        "plot_ratio_max", decimal(3.0 + static_cast<double>(world.random.between(0, 2)) / 2, 2))(
        "min_investment_intensity", wan(world.random.between(22, 42) * 10))(
        "min_output_per_mu", wan(world.random.between(35, 70) * 10))(
        "min_tax_per_mu", wan(world.random.between(15, 32)))(
        "motorway_distance", decimal(static_cast<double>(world.random.between(5, 220)) / 10, 2))(
        "port_distance", decimal(static_cast<double>(world.random.between(20, 600)) / 10, 2));
}

Value connections(bool eastern) {
    ValueList list{"road",      "water",   "power",     "sewage",
                   "rainwater", "telecom", "broadband", "levelling"};
    if (eastern) list.insert(list.begin() + 5, "gas");
    return list;
}

void make_park(World& world, size_t at, int64_t number, bool circular) {
    auto& county = world.counties[at];
    ParkSite site;
    site.county = at;
    site.zone = zone_of_new(world, county, number);
    site.name = park_name(world, county, site.zone);
    set_place(world, county, site);
    bool const core = site.zone != ZonePlace::kOutside;
    auto const established = draw_day(world.random, civil(2006, 1, 1), civil(2020, 12, 31));
    static constexpr char const* kLevels[] = {"municipal", "county",   "county",
                                              "township",  "township", "provincial"};
    auto facts = land_facts(world, county.eastern);
    facts("code", world.code("P"))("name", site.name)("region", ref(county.region))(
        "zone", ref(world.zone(site.zone)))("level", kLevels[world.random.between(0, 5)])(
        "layout_role", core             ? "core"
                       : county.eastern ? "eastern"
                                        : "western")(
        "operator_kind", world.random.chance(60, 100) ? "private" : "state_owned")(
        "established_on", established)("status", "operating")(
        "connections", connections(county.eastern))("centre", point(site.lon, site.lat))(
        "circular", circular                      ? "accepted"
                    : world.random.chance(8, 100) ? "under_way"
                                                  : "none");
    site.handle = world.make("park", plus(world.from, world.random.between(0, 20)), Topic::kSpace,
                             std::move(facts));
    county.parks.push_back(world.parks.size());
    world.parks.push_back(std::move(site));
}

}  // namespace

void generate_parks(World& world, Pack const& pack) {
    int64_t circular = world.parameters.published.circular_parks;
    for (size_t at = 0; at < world.counties.size(); ++at) {
        if (world.is_city()) find_published(world, pack, at);
        auto const published = static_cast<int64_t>(world.counties[at].parks.size());
        for (int64_t number = published; number < world.counties[at].spec->parks; ++number) {
            bool const accepted = circular > 0 && number == world.counties[at].spec->parks - 1;
            if (accepted) --circular;
            make_park(world, at, number - published, accepted);
        }
    }
}

}  // namespace agglo
